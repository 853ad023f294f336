package io.hearken.ctc;

import static io.hearken.reference.Parity.assertClose;
import static io.hearken.reference.Parity.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Activations;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.reference.PlainCtcLoss;
import io.hearken.reference.ReferenceCtc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CtcLossTest {
    @ParameterizedTest
    @CsvSource({"1, 2", "1, 4", "2, 3", "3, 2", "3, 4", "4, 3", "5, 4", "6, 2", "6, 3", "6, 4"})
    void sumsOverEveryAlignmentOfEveryLabelling(int T, int V) {
        float[] log = logPosteriors(T * 10 + V, T, V);
        Map<List<Integer>, Double> likelihoods = ReferenceCtc.likelihoods(log, V);

        for (List<Integer> labels : labellings(V, T + 1)) {
            double expected = -Math.log(likelihoods.getOrDefault(labels, 0.0));

            double loss = CtcLoss.gradient(log, V, ints(labels), new float[T * V]);

            if (Double.isInfinite(expected)) {
                assertThat(loss).as("%s", labels).isEqualTo(Double.POSITIVE_INFINITY);
            } else {
                // Both in double: only the order of the additions differs.
                assertThat(loss).as("%s", labels).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3, ''", "1, 3, 2", "4, 3, 1 1", "6, 4, 1 2 3", "6, 4, 2 2", "12, 5, 4 1 1 3"})
    void gradientMatchesFiniteDifferences(int T, int V, String said) {
        float[] logits = RandomNetwork.uniform(new Random(T), T * V, 2);
        int[] labels = ints(said.isEmpty() ? List.of() : numbers(said));
        float[] gradient = new float[T * V];

        CtcLoss.gradient(posteriors(logits, V), V, labels, gradient);

        double[] expected = new double[T * V];
        for (int j = 0; j < expected.length; j++) {
            expected[j] = slope(logits, V, labels, j);
        }
        // Logits are floats, and a step of 0.01 in them costs 1e-5 of curvature and rounding.
        assertClose(expected, gradient, 1e-4);
    }

    /** Central difference by logit j. */
    private static double slope(float[] logits, int V, int[] labels, int j) {
        float step = 0.01f;
        float[] up = logits.clone();
        float[] down = logits.clone();
        up[j] += step;
        down[j] -= step;
        float[] ignored = new float[logits.length];
        double above = CtcLoss.gradient(posteriors(up, V), V, labels, ignored);
        double below = CtcLoss.gradient(posteriors(down, V), V, labels, ignored);
        return (above - below) / (up[j] - down[j]);
    }

    /** From loud to certain, and from just enough frames to many more. */
    @ParameterizedTest
    @CsvSource({
        "1, 20, 11, 19, 3", "2, 21, 3, 14, 3", "3, 100, 29, 15, 3", "4, 100, 29, 15, 60",
        "5, 133, 12, 8, 30", "6, 400, 50, 40, 10", "7, 50, 5, 0, 20", "8, 40, 6, 12, 300"
    })
    void matchesThePlainComputation(long seed, int T, int V, int words, float loudest) {
        float[] log = posteriors(RandomNetwork.uniform(new Random(seed), T * V, loudest), V);
        int[] labels = new Random(seed).ints(words, 1, V).toArray();
        float[] expected = new float[T * V];
        float[] gradient = new float[T * V];

        double plain = PlainCtcLoss.gradient(log, V, labels, expected);
        double loss = CtcLoss.gradient(log, V, labels, gradient);

        // Two sums a frame, each off by up to 5e-11, and rounding of a loss of thousands.
        assertThat(loss).isCloseTo(plain, within(1e-7));
        assertClose(doubles(expected), gradient, 1e-6);
    }

    @Test
    void gradientOfEveryFrameSumsToZero() {
        float[] log = logPosteriors(3, 40, 11);
        float[] gradient = new float[40 * 11];

        CtcLoss.gradient(log, 11, new int[] {3, 3, 7, 10, 1}, gradient);

        for (int t = 0; t < 40; t++) {
            double sum = 0;
            for (int v = 0; v < 11; v++) {
                sum += gradient[t * 11 + v];
            }
            assertThat(sum).as("frame %d", t).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void labelsThatDoNotFitCostEverythingAndTeachNothing() {
        float[] log = logPosteriors(4, 2, 3);
        float[] gradient = {9, 9, 9, 9, 9, 9};

        // Two alike need a blank between them.
        double loss = CtcLoss.gradient(log, 3, new int[] {1, 1}, gradient);

        assertThat(loss).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(gradient).containsOnly(0f);
    }

    @Test
    void nothingSaidInNoTimeIsImpossible() {
        assertThat(CtcLoss.gradient(new float[0], 3, new int[] {1}, new float[0])).isInfinite();
    }

    @Test
    void manyFramesDoNotUnderflow() {
        int T = 4_000;
        float[] log = logPosteriors(5, T, 11);

        double loss = CtcLoss.gradient(log, 11, new int[] {1, 2, 3}, new float[T * 11]);

        assertThat(loss).isFinite().isPositive();
    }

    @Test
    void certaintyCostsNothing() {
        float never = -1e4f;
        float[] log = {0, never, never, never, 0, never, never, never, 0};

        double loss = CtcLoss.gradient(log, 3, new int[] {1, 2}, new float[9]);

        assertThat(loss).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "3", "2147483647"})
    void refusesLabelsThatAreNoSymbols(int label) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CtcLoss.gradient(new float[6], 3, new int[] {1, label}, new float[6]))
                .withMessage("labels must be 1 to 2, got " + label);
    }

    @Test
    void refusesAGradientOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CtcLoss.gradient(new float[6], 3, new int[0], new float[5]))
                .withMessage("gradient needs 6 values, got 5");
    }

    private static float[] logPosteriors(long seed, int T, int V) {
        return posteriors(RandomNetwork.uniform(new Random(seed), T * V, 3), V);
    }

    private static float[] posteriors(float[] logits, int V) {
        float[] log = logits.clone();
        for (int at = 0; at < log.length; at += V) {
            Activations.logSoftmax(log, at, V);
        }
        return log;
    }

    /** All strings of labels up to a length, the empty one among them. */
    private static List<List<Integer>> labellings(int V, int longest) {
        List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < all.size(); i++) {
            for (int v = 1; v < V && all.get(i).size() < longest; v++) {
                List<Integer> longer = new ArrayList<>(all.get(i));
                longer.add(v);
                all.add(longer);
            }
        }
        return all;
    }

    private static List<Integer> numbers(String text) {
        return List.of(text.split(" ")).stream().map(Integer::valueOf).toList();
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(i -> i).toArray();
    }
}
