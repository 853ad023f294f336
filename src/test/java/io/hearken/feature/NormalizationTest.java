package io.hearken.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    @Test
    void takesTheMeanAwayAndScalesEveryRow() {
        Normalization normalization = new Normalization(new float[] {1, 10}, new float[] {2, 0.5f});
        float[] vectors = {1, 10, 2, 14};

        normalization.apply(vectors);

        assertThat(vectors).containsExactly(0, 0, 2, 2);
    }

    @Test
    void theIdentityChangesNothing() {
        float[] vectors = {1, -2, 3, 4};

        Normalization.identity(2).apply(vectors);

        assertThat(vectors).containsExactly(1, -2, 3, 4);
    }

    @Test
    void learnsMeanAndDeviationOverAllRecordings() {
        float[] first = {100, -3, 104, -3.5f};
        float[] second = {110, -2, 90, -7, 101, -3};

        Normalization learned = Normalization.of(List.of(first, second), 2);

        assertThat(learned.mean()).containsExactly(new float[] {101, -3.7f}, within(1e-5f));
        double[] variances = {(1 + 9 + 81 + 121 + 0) / 5.0, 2.96};
        assertThat(learned.scale()[0])
                .isCloseTo((float) (1 / Math.sqrt(variances[0])), within(1e-6f));
        assertThat(learned.scale()[1])
                .isCloseTo((float) (1 / Math.sqrt(variances[1])), within(1e-6f));
    }

    @Test
    void aNumberThatStoodStillIsNotBlownUp() {
        Normalization learned = Normalization.of(List.of(new float[] {7, 7, 7}), 1);

        assertThat(learned.mean()).containsExactly(7);
        assertThat(learned.scale()).containsExactly(100);
    }

    @Test
    void equalNumbersMakeEqualNormalizations() {
        assertThat(Normalization.identity(3))
                .isEqualTo(Normalization.identity(3))
                .hasSameHashCodeAs(Normalization.identity(3))
                .isNotEqualTo(Normalization.identity(4));
    }

    @Test
    void refusesWhatCannotNormalize() {
        assertRefused("mean and scale must be equally long, got 2 and 1", new float[2], 1);
        assertRefused("scale 1 must be positive and finite, got 0.0", new float[2], 1, 0);
        assertRefused("mean 0 must be finite, got NaN", new float[] {Float.NaN}, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.of(List.of(), 2))
                .withMessage("a normalization needs at least one vector to learn from, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.identity(2).apply(new float[3]))
                .withMessageStartingWith("3 values are not whole vectors of 2");
    }

    private static void assertRefused(String message, float[] mean, float... scale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normalization(mean, scale))
                .withMessage(message);
    }
}
