package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.recognizer.Model;
import org.junit.jupiter.api.Test;

class ShippedModelTest {
    @Test
    void parallelInstancesShareOneModel() {
        ShippedModel model = RandomModel.create();
        ShippedModel arrivedElsewhere = new ShippedModel(model.name(), model.file().clone());

        Model one = model.read();

        assertThat(arrivedElsewhere.read()).isSameAs(one);
    }

    @Test
    void anotherModelIsAnother() {
        Model random = RandomModel.create().read();

        assertThat(ShippedModel.of("digits").read()).isNotSameAs(random);
        assertThat(ShippedModel.of("commands").read().name()).isEqualTo("commands");
    }
}
