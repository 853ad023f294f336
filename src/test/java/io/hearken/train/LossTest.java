package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Activations;
import io.hearken.ctc.CtcLoss;
import io.hearken.feature.FeatureSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final int V = 4;
    private static final int WIDTH = V + Stretch.TIMES;
    private static final int T = 30;

    private final Stretch stretch = new Stretch(FeatureSpec.SPEECH_8K, T);
    private final float[] rows = rows();
    private final float[] gradient = new float[rows.length];
    private final Loss loss = new Loss(V, WIDTH);

    LossTest() {
        stretch.say(2, 800, 2_400);
        stretch.say(3, 3_200, 5_200);
    }

    @Test
    void ctcAloneIsThatOfTheSymbols() {
        float[] symbols = new float[T * V];
        for (int t = 0; t < T; t++) {
            System.arraycopy(rows, t * WIDTH, symbols, t * V, V);
        }
        float[] expected = new float[T * V];
        double nats = CtcLoss.gradient(symbols, V, new int[] {2, 3}, expected);

        assertThat(loss.of(rows, stretch, Loss.Kind.CTC, gradient)).isEqualTo(nats);
        for (int t = 0; t < T; t++) {
            assertThat(Arrays.copyOfRange(gradient, t * WIDTH, t * WIDTH + V))
                    .isEqualTo(Arrays.copyOfRange(expected, t * V, t * V + V));
        }
    }

    @Test
    void framewiseGradientIsPosteriorLessTruth() {
        double nats = loss.of(rows, stretch, Loss.Kind.FRAMEWISE, gradient);

        double expected = 0;
        for (int t = 0; t < T; t++) {
            int said = stretch.frames()[t];
            expected -= rows[t * WIDTH + said];
            for (int v = 0; v < V; v++) {
                double truth = Math.exp(rows[t * WIDTH + v]) - (v == said ? 1 : 0);
                assertThat((double) gradient[t * WIDTH + v]).isCloseTo(truth, within(1e-6));
            }
        }
        assertThat(nats).isCloseTo(expected, within(1e-4));
    }

    @Test
    void timesPullTowardsTheTruthAndNoHarderWhenFarOff() {
        loss.of(rows, stretch, Loss.Kind.CTC, gradient);

        for (int t = 0; t < T; t++) {
            for (int k = 0; k < Stretch.TIMES; k++) {
                float truth = stretch.times()[Stretch.TIMES * t + k];
                float wrong = rows[t * WIDTH + V + k] - truth;
                float pull = gradient[t * WIDTH + V + k];
                if (Float.isNaN(truth)) {
                    assertThat(pull).isZero();
                } else {
                    float expected = 0.3f * Math.max(-1, Math.min(1, wrong / 0.1f));
                    assertThat(pull).isCloseTo(expected, within(1e-6f));
                }
            }
        }
    }

    @Test
    void aStretchWithMoreWordsThanStepsTeachesNothing() {
        Stretch full = new Stretch(FeatureSpec.SPEECH_8K, T);
        full.say(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});

        assertThat(loss.of(rows, full, Loss.Kind.CTC, gradient)).isZero();
        assertThat(gradient).containsOnly(0f);
    }

    private static float[] rows() {
        Random random = new Random(1);
        float[] rows = new float[T * WIDTH];
        for (int t = 0; t < T; t++) {
            for (int j = 0; j < WIDTH; j++) {
                rows[t * WIDTH + j] = (float) random.nextGaussian();
            }
            Activations.logSoftmax(rows, t * WIDTH, V);
        }
        return rows;
    }
}
