package io.hearken.train;

import static io.hearken.reference.Parity.assertClose;
import static io.hearken.reference.Parity.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.RandomNetwork;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void followsTheWrittenOutAlgorithm() {
        Random random = new Random(1);
        float[] parameters = RandomNetwork.uniform(random, 50, 1);
        double[] expected = doubles(parameters);
        double[] mean = new double[50];
        double[] square = new double[50];
        Adam adam = new Adam(50, 1e9);

        for (int step = 1; step <= 20; step++) {
            float[] gradient = RandomNetwork.uniform(random, 50, 3);
            adam.step(parameters, gradient, 0.01);
            for (int j = 0; j < 50; j++) {
                mean[j] = 0.9 * mean[j] + 0.1 * gradient[j];
                square[j] = 0.999 * square[j] + 0.001 * gradient[j] * gradient[j];
                double m = mean[j] / (1 - Math.pow(0.9, step));
                double v = square[j] / (1 - Math.pow(0.999, step));
                expected[j] -= 0.01 * m / (Math.sqrt(v) + 1e-8);
            }
        }

        // Parameters around 1 lose 6e-8 a step; moments are floats as well.
        assertClose(expected, parameters, 2e-6);
    }

    @Test
    void clipsALongGradientToTheLimit() {
        float[] clipped = {0, 0};
        float[] alreadyShort = {0, 0};
        Adam one = new Adam(2, 1);
        Adam other = new Adam(2, 1);

        double norm = one.step(clipped, new float[] {30, 40}, 0.1);
        one.step(clipped, new float[] {0.1f, 0}, 0.1);
        other.step(alreadyShort, new float[] {0.6f, 0.8f}, 0.1);
        other.step(alreadyShort, new float[] {0.1f, 0}, 0.1);

        assertThat(norm).isCloseTo(50, within(1e-6));
        // 30 / 50 is 0.6 to the last bit but one of a float.
        assertClose(doubles(alreadyShort), clipped, 1e-7);
    }

    @Test
    void leavesParametersWithoutAGradientWhereTheyAre() {
        float[] parameters = {1, 2};

        new Adam(2, 1).step(parameters, new float[2], 0.1);

        assertThat(parameters).containsExactly(1, 2);
    }
}
