package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 0.8, 0.95})
    void keepsItsShareAndTheSumAsItWas(double keep) {
        float[] mask = new float[100_000];

        new Dropout(keep, 3).mask(0, mask);

        int kept = 0;
        double sum = 0;
        for (float m : mask) {
            kept += m > 0 ? 1 : 0;
            sum += m;
        }
        // Five deviations of 100,000 draws, and rounding to 1/256.
        assertThat(kept / 1e5).isCloseTo(keep, within(0.01));
        assertThat(sum / 1e5).isCloseTo(1, within(0.03));
    }

    @Test
    void layersChooseForThemselves() {
        float[] one = new float[100];
        float[] other = new float[100];

        new Dropout(0.5, 3).mask(0, one);
        new Dropout(0.5, 3).mask(1, other);

        assertThat(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void refusesSharesThatAreNone(double keep) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dropout(keep, 1))
                .withMessage("keep must be above 0 and at most 1, got " + keep);
    }
}
