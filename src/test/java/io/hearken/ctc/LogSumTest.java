package io.hearken.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogSumTest {
    @Test
    void isTheLibrarysAtAnyDistance() {
        for (double d = 0; d < 60; d += 0.000_37) {
            double expected = Math.log1p(Math.exp(-d));

            // h⁴/384 times the fourth derivative, 1/8, is 2e-11; e⁻²⁴ is 4e-11.
            assertThat(LogSum.of(-3, -3 - d) + 3).as("at %s", d).isCloseTo(expected, within(5e-11));
            assertThat(LogSum.of(-3 - d, -3)).isEqualTo(LogSum.of(-3, -3 - d));
        }
    }

    @Test
    void nothingAddsNothing() {
        double never = Double.NEGATIVE_INFINITY;

        assertThat(LogSum.of(never, -2)).isEqualTo(-2);
        assertThat(LogSum.of(-2, never)).isEqualTo(-2);
        assertThat(LogSum.of(never, never)).isEqualTo(never);
    }
}
