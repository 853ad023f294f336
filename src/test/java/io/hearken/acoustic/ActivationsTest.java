package io.hearken.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
    /** The bounds of the Javadoc. */
    private static final double TANH_BOUND = 4e-7;

    private static final double SIGMOID_BOUND = 2e-7;

    private static final int GRID = 4_000_001;

    @Test
    void tanhIsRightToThePromisedDigits() {
        float[] x = grid(12);
        float[] y = x.clone();

        Activations.tanh(y, 0, y.length);

        assertWithin(TANH_BOUND, x, y, Math::tanh);
    }

    @Test
    void sigmoidIsRightToThePromisedDigits() {
        float[] x = grid(24);
        float[] y = x.clone();

        Activations.sigmoid(y, 0, y.length);

        assertWithin(SIGMOID_BOUND, x, y, v -> 1 / (1 + Math.exp(-v)));
    }

    @Test
    void tanhOfSmallNumbersIsRightRelatively() {
        for (float v = 1e-30f; v < 0.1f; v *= 1.01f) {
            float[] y = {v};

            Activations.tanh(y, 0, 1);

            // Some roundings of a float.
            assertThat(y[0] / Math.tanh(v) - 1).as("tanh of %s", v).isBetween(-3e-7, 3e-7);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {18.1f, 1e3f, 1e6f, 1e30f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
    void saturatesFarOut(float v) {
        float[] y = {v, -v, v, -v};

        Activations.tanh(y, 0, 2);
        Activations.sigmoid(y, 2, 2);

        assertThat(y[0]).isBetween(1 - 4e-7f, 1f);
        assertThat(y[1]).isBetween(-1f, -1 + 4e-7f);
        assertThat(y[2]).isBetween(1 - 2e-7f, 1f);
        assertThat(y[3]).isBetween(0f, 2e-7f);
    }

    @Test
    void staysWithinItsLimits() {
        float[] tanh = grid(12);
        float[] sigmoid = grid(24);

        Activations.tanh(tanh, 0, tanh.length);
        Activations.sigmoid(sigmoid, 0, sigmoid.length);

        for (int j = 0; j < GRID; j++) {
            assertWithinLimits(tanh[j], -1);
            assertWithinLimits(sigmoid[j], 0);
        }
    }

    private static void assertWithinLimits(float value, float lowest) {
        if (!(lowest <= value && value <= 1)) {
            throw new AssertionError(value + " lies beyond " + lowest + " to 1");
        }
    }

    @Test
    void tanhIsOdd() {
        float[] x = grid(12);
        float[] y = new float[GRID];
        for (int j = 0; j < GRID; j++) {
            y[j] = -x[j];
        }

        Activations.tanh(x, 0, GRID);
        Activations.tanh(y, 0, GRID);

        for (int j = 0; j < GRID; j++) {
            y[j] = -y[j] + 0f;
            x[j] += 0f;
        }
        assertThat(y).isEqualTo(x);
    }

    @Test
    void touchesNothingBesideTheRun() {
        float[] x = {5, 0.5f, 5};

        Activations.tanh(x, 1, 1);
        Activations.sigmoid(x, 1, 1);
        Activations.logSoftmax(x, 1, 1);

        assertThat(x).containsExactly(5, 0, 5);
    }

    @Test
    void gatesAreThreeSigmoidsAndATanh() {
        float[] z = RandomNetwork.uniform(new Random(1), 12, 4);
        float[] expected = z.clone();
        Activations.sigmoid(expected, 0, 6);
        Activations.tanh(expected, 6, 3);
        Activations.sigmoid(expected, 9, 3);

        Activations.gates(z, 3);

        assertThat(z).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.01f, 1, 30, 1e4f, 1e30f})
    void posteriorsSumToOne(float scale) {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            float[] x = RandomNetwork.uniform(random, 1 + random.nextInt(40), scale);

            Activations.logSoftmax(x, 0, x.length);

            double sum = 0;
            for (float log : x) {
                assertThat(log).isNotNaN().isLessThanOrEqualTo(0);
                sum += Math.exp(log);
            }
            // A float's relative rounding of logs up to 10 counts as much in the posterior.
            assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
        }
    }

    private static float[] grid(float limit) {
        float[] x = new float[GRID];
        for (int j = 0; j < GRID; j++) {
            x[j] = limit * (2f * j / (GRID - 1) - 1);
        }
        return x;
    }

    private static void assertWithin(
            double bound, float[] x, float[] y, DoubleUnaryOperator exact) {
        double worst = -1;
        float place = 0;
        for (int j = 0; j < x.length; j++) {
            double off = Math.abs(y[j] - exact.applyAsDouble(x[j]));
            if (!(off <= worst)) {
                worst = off;
                place = x[j];
            }
        }
        assertThat(worst).as("worst error, at %s", place).isLessThanOrEqualTo(bound);
    }
}
