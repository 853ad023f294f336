package io.hearken.train;

import static io.hearken.reference.Parity.assertClose;
import static io.hearken.reference.Parity.assertRelativelyClose;
import static io.hearken.reference.Parity.doubles;
import static io.hearken.reference.Parity.flat;
import static io.hearken.reference.Parity.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.Emission;
import io.hearken.acoustic.Matrix;
import io.hearken.acoustic.Network;
import io.hearken.acoustic.NetworkState;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.reference.ReferenceNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingNetworkTest {
    private static final int D = 6;
    private static final int V = 4;
    private static final int T = 9;

    /** With this many the weights' gradients come in three parts, the last of them smaller. */
    private static final int B = 30;

    @ParameterizedTest
    @CsvSource({
        "LSTM, 1, 5",
        "LSTM, 2, 8",
        "LSTM, 3, 4",
        "LSTM, 2, 40",
        "GRU, 1, 5",
        "GRU, 3, 8",
        "TANH, 1, 5",
        "TANH, 3, 8",
        "RELU, 2, 8"
    })
    void forwardIsTheNetworksOwn(Cell cell, int layers, int hidden) {
        Net net = new Net(cell, layers, hidden, 0);
        float[][] h = net.state(1);
        float[][] c = net.memory(h);
        NetworkState[] states = new NetworkState[B];
        for (int b = 0; b < B; b++) {
            float[][] own = cell.hasMemory() ? net.own(c, b) : new float[layers][0];
            states[b] = new NetworkState(net.own(h, b), own);
        }

        float[] posteriors = net.network.forward(net.x, h, c);

        List<float[]> frames = IntStream.range(0, B).mapToObj(net::own).toList();
        List<Emission> expected = new Network(net.weights).advance(List.of(states), frames);
        for (int b = 0; b < B; b++) {
            // Both in float; products are added up in another order.
            assertClose(doubles(expected.get(b).logPosteriors()), gather(posteriors, V, b), 1e-6);
            for (int l = 0; l < layers; l++) {
                assertClose(doubles(states[b].h()[l]), net.own(h, b)[l], 1e-6);
                if (cell.hasMemory()) {
                    assertClose(doubles(states[b].c()[l]), net.own(c, b)[l], 1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LSTM, 1, 5",
        "LSTM, 2, 8",
        "LSTM, 3, 4",
        "LSTM, 2, 40",
        "GRU, 1, 5",
        "GRU, 3, 8",
        "GRU, 2, 40",
        "TANH, 1, 5",
        "TANH, 3, 8",
        "RELU, 2, 8"
    })
    void gradientsAreTheReferences(Cell cell, int layers, int hidden) {
        Net net = new Net(cell, layers, hidden, 0);
        float[][] h = net.state(1);
        float[][] c = net.memory(h);
        float[] logitGradients = RandomNetwork.uniform(new Random(3), T * B * V, 1);
        List<double[]> expected = net.referenceGradients(h, c, logitGradients);

        net.network.forward(net.x, h, c);
        float[] sum = new float[net.shape.parameters()];
        net.network.backward(logitGradients, sum);

        NetworkWeights gradient = TrainingNetwork.weights(net.shape, sum);
        List<double[]> actual = ReferenceNetwork.Weights.of(gradient).arrays();
        for (int j = 0; j < expected.size(); j++) {
            // Float sums over steps and streams, of activations that are off by up to 3e-7.
            assertRelativelyClose(expected.get(j), actual.get(j), 1e-4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfTheReferenceMatchFiniteDifferences(Cell cell) {
        Net net = new Net(cell, 2, 5, 0);
        ReferenceNetwork.Weights weights = ReferenceNetwork.Weights.of(net.weights);
        ReferenceNetwork lstm = new ReferenceNetwork(weights);
        double[][] x = rows(net.own(0), D);
        double[][] h = {doubles(net.own(net.state(1), 0)[0]), doubles(net.own(net.state(1), 0)[1])};
        double[][] c = {doubles(net.own(net.state(2), 0)[0]), doubles(net.own(net.state(2), 0)[1])};
        int[] said = {0, 1, 3, 3, 2, 0, 0, 1, 2};

        double[][] posteriors = lstm.forward(x, h.clone(), c.clone());
        for (int t = 0; t < T; t++) {
            for (int v = 0; v < V; v++) {
                posteriors[t][v] = Math.exp(posteriors[t][v]) - (said[t] == v ? 1 : 0);
            }
        }
        List<double[]> gradient = lstm.backward(posteriors).arrays();

        for (int a = 0; a < gradient.size(); a++) {
            double[] values = weights.arrays().get(a);
            double[] slopes = new double[values.length];
            for (int j = 0; j < values.length; j++) {
                double value = values[j];
                values[j] = value + 1e-5;
                double above = crossEntropy(lstm.forward(x, h.clone(), c.clone()), said);
                values[j] = value - 1e-5;
                double below = crossEntropy(lstm.forward(x, h.clone(), c.clone()), said);
                values[j] = value;
                slopes[j] = (above - below) / 2e-5;
            }
            // The step's square, 1e-10, and rounding of the loss, 1e-15 / 1e-5.
            assertRelativelyClose(slopes, gradient.get(a), 1e-6);
        }
    }

    private static double crossEntropy(double[][] logPosteriors, int[] said) {
        double loss = 0;
        for (int t = 0; t < said.length; t++) {
            loss -= logPosteriors[t][said[t]];
        }
        return loss;
    }

    @Test
    void timesAreLinearInTheTopLayer() {
        Net net = new Net(2, 8, 2);
        float[][] h = net.state(1);
        float[][] c = net.state(2);

        float[] rows = net.network.forward(net.x, h, c);

        float[] weight = TrainingNetwork.timesWeight(net.shape, net.values);
        float[] bias = TrainingNetwork.timesBias(net.shape, net.values);
        for (int b = 0; b < B; b++) {
            // What is carried on is the top layer's output after the last step.
            float[] top = net.own(h, b)[1];
            for (int r = 0; r < 2; r++) {
                double expected = bias[r];
                for (int k = 0; k < 8; k++) {
                    expected += weight[r * 8 + k] * top[k];
                }
                float actual = rows[((T - 1) * B + b) * (V + 2) + V + r];
                // A float sum of nine numbers below one.
                assertThat(actual).isCloseTo((float) expected, within(1e-6f));
            }
        }
    }

    @Test
    void timesLeaveThePosteriorsAlone() {
        Net with = new Net(2, 8, 2);
        Net without = new Net(2, 8);
        float[] values = without.values.clone();
        int lstm = values.length - V * 9;
        System.arraycopy(with.values, 0, values, 0, lstm);
        float[] rows = with.weights.outputWeight();
        for (int v = 0; v < V; v++) {
            for (int k = 0; k < 8; k++) {
                values[lstm + k * V + v] = rows[v * 8 + k];
            }
            values[values.length - V + v] = with.weights.outputBias()[v];
        }
        without.parameters.put(0, values, values.length);

        float[] both = with.network.forward(with.x, with.state(1), with.state(2));
        float[] alone = without.network.forward(with.x, with.state(1), with.state(2));

        for (int n = 0; n < T * B; n++) {
            float[] posteriors = Arrays.copyOfRange(both, n * (V + 2), n * (V + 2) + V);
            float[] expected = Arrays.copyOfRange(alone, n * V, (n + 1) * V);
            assertClose(doubles(expected), posteriors, 1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LSTM, 1, 5, 0, 1",
        "LSTM, 2, 6, 2, 1",
        "LSTM, 1, 5, 2, 0.5",
        "LSTM, 2, 6, 2, 0.5",
        "LSTM, 3, 4, 2, 0.8",
        "GRU, 2, 6, 2, 0.5",
        "TANH, 2, 6, 2, 0.5"
    })
    void gradientsMatchFiniteDifferences(
            Cell cell, int layers, int hidden, int times, double keep) {
        Net net = new Net(cell, layers, hidden, times);
        Dropout dropout = new Dropout(keep, 7);
        int width = V + times;
        float[] wanted = RandomNetwork.uniform(new Random(8), T * B * width, 1);

        float[] gradient = net.forward(dropout);
        for (int n = 0; n < T * B; n++) {
            net.lossGradient(gradient, n, wanted);
        }
        float[] actual = new float[net.shape.parameters()];
        net.network.backward(gradient, actual);

        double[] slopes = new double[net.values.length];
        for (int j = 0; j < slopes.length; j++) {
            float value = net.values[j];
            float step = 0.01f;
            double above = net.lossWith(j, value + step, dropout, wanted);
            double below = net.lossWith(j, value - step, dropout, wanted);
            slopes[j] = (above - below) / ((double) (value + step) - (value - step));
            net.lossWith(j, value, dropout, wanted);
        }
        // A step of 0.01 costs its square in curvature, and a float loss of ~100 some 1e-5 / 0.02.
        assertRelativelyClose(slopes, doubles(actual), 2e-3);
    }

    @Test
    void dropoutDependsOnItsSeedAlone() {
        Net net = new Net(2, 8, 2);

        float[] one = net.forward(new Dropout(0.5, 1));
        float[] other = net.forward(new Dropout(0.5, 2));
        float[] again = net.forward(new Dropout(0.5, 1));

        assertThat(again).isEqualTo(one).isNotEqualTo(other);
    }

    @Test
    void keepingEverythingIsNoDropout() {
        Net net = new Net(2, 8, 2);

        assertThat(net.forward(new Dropout(1, 5))).isEqualTo(net.forward(Dropout.NONE));
    }

    @Test
    void dropoutNeverTouchesTheWayFromStepToStep() {
        Net net = new Net(1, 8);
        float[][] h = net.state(1);
        float[][] c = net.state(2);
        float[][] whole = net.state(1);

        net.network.forward(net.x, h, c, new Dropout(0.3, 1));
        net.network.forward(net.x, whole, net.state(2));

        assertThat(h[0]).isEqualTo(whole[0]);
    }

    @Test
    void nothingLingersFromOneUpdateToTheNext() {
        Net net = new Net(2, 8);
        float[] logitGradients = RandomNetwork.uniform(new Random(3), T * B * V, 1);
        float[] first = new float[net.shape.parameters()];
        float[] second = new float[net.shape.parameters()];

        net.network.forward(net.x, net.state(1), net.state(2));
        net.network.backward(logitGradients, first);
        net.network.forward(new float[T * B * D], net.state(5), net.state(6), new Dropout(0.5, 1));
        net.network.backward(new float[T * B * V], second);
        net.network.forward(net.x, net.state(1), net.state(2));
        net.network.backward(logitGradients, second);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void beginsWithMemoryThatLasts() {
        TrainingNetwork.Shape shape = new TrainingNetwork.Shape(Cell.LSTM, D, 16, 2, V, 0);

        float[] values = TrainingNetwork.initial(shape, new SplittableRandom(1));

        NetworkWeights weights = TrainingNetwork.weights(shape, values);
        assertThat(weights.parameters()).isEqualTo(shape.parameters() + 2 * 4 * 16);
        for (int l = 0; l < 2; l++) {
            float[] bias = weights.layers().get(l).biasIh();
            assertThat(Arrays.copyOfRange(bias, 0, 16)).containsOnly(0f);
            assertThat(Arrays.copyOfRange(bias, 16, 32)).containsOnly(1f);
            assertThat(Arrays.copyOfRange(bias, 32, 64)).containsOnly(0f);
            for (float weight : weights.layers().get(l).weightHh()) {
                assertThat(weight).isBetween(-0.25f, 0.25f);
            }
        }
        assertThat(weights.outputBias()).containsOnly(0f);
    }

    /** A network with random parameters, and something to hear. */
    private static final class Net {
        private final TrainingNetwork.Shape shape;
        private final TrainingNetwork network;
        private final float[] values;
        private final Matrix parameters;
        private final NetworkWeights weights;
        private final float[] x = RandomNetwork.frames(new Random(4), T * B, D);

        Net(int layers, int hidden) {
            this(layers, hidden, 0);
        }

        Net(int layers, int hidden, int times) {
            this(Cell.LSTM, layers, hidden, times);
        }

        Net(Cell cell, int layers, int hidden, int times) {
            shape = new TrainingNetwork.Shape(cell, D, hidden, layers, V, times);
            float bound = (float) (1 / Math.sqrt(hidden));
            values = RandomNetwork.uniform(new Random(hidden), shape.parameters(), bound);
            parameters = new Matrix(values.length, 1);
            parameters.put(0, values, values.length);
            network = new TrainingNetwork(shape, parameters, T, B);
            weights = TrainingNetwork.weights(shape, values);
        }

        float[] forward(Dropout dropout) {
            float[][] h = state(1);
            return network.forward(x, h, memory(h), dropout);
        }

        /** What goes with h: c of an LSTM; others remember no more than h. */
        float[][] memory(float[][] h) {
            return shape.cell().hasMemory()
                    ? state(2)
                    : Arrays.stream(h).map(float[]::clone).toArray(float[][]::new);
        }

        /** Cross-entropy with uneven targets, and squares of the times' distances, halved. */
        double lossWith(int parameter, float value, Dropout dropout, float[] wanted) {
            values[parameter] = value;
            parameters.put(0, values, values.length);
            float[] rows = forward(dropout);
            double loss = 0;
            for (int j = 0; j < rows.length; j++) {
                boolean symbol = j % shape.outputs() < V;
                double off = rows[j] - wanted[j];
                loss += symbol ? -share(wanted, j) * rows[j] : 0.5 * off * off;
            }
            return loss;
        }

        /** Row n of outputs becomes that loss's gradient by logits and times. */
        void lossGradient(float[] rows, int n, float[] wanted) {
            int from = n * shape.outputs();
            double sum = 0;
            for (int v = 0; v < V; v++) {
                sum += share(wanted, from + v);
            }
            for (int v = 0; v < V; v++) {
                double posterior = Math.exp(rows[from + v]);
                rows[from + v] = (float) (sum * posterior - share(wanted, from + v));
            }
            for (int r = V; r < shape.outputs(); r++) {
                rows[from + r] -= wanted[from + r];
            }
        }

        private static double share(float[] wanted, int j) {
            return 1 + wanted[j];
        }

        /** A state other streams left behind, [layers][H·B]. */
        float[][] state(long seed) {
            float[][] state = network.zeroState();
            for (int l = 0; l < state.length; l++) {
                state[l] = RandomNetwork.uniform(new Random(seed + 100 * l), state[l].length, 1);
            }
            return state;
        }

        /** One stream's part of a state. */
        float[][] own(float[][] state, int b) {
            float[][] own = new float[state.length][];
            for (int l = 0; l < own.length; l++) {
                own[l] = Arrays.copyOfRange(state[l], b * shape.hidden(), (b + 1) * shape.hidden());
            }
            return own;
        }

        /** One stream's frames. */
        float[] own(int b) {
            return gather(x, D, b);
        }

        /** Summed over the streams. */
        List<double[]> referenceGradients(float[][] h, float[][] c, float[] logitGradients) {
            ReferenceNetwork.Weights reference = ReferenceNetwork.Weights.of(weights);
            ReferenceNetwork lstm = new ReferenceNetwork(reference);
            List<double[]> sum = reference.zeros().arrays();
            for (int b = 0; b < B; b++) {
                lstm.forward(rows(own(b), D), twice(own(h, b)), twice(own(c, b)));
                List<double[]> own = lstm.backward(rows(gather(logitGradients, V, b), V)).arrays();
                for (int a = 0; a < own.size(); a++) {
                    for (int j = 0; j < own.get(a).length; j++) {
                        sum.get(a)[j] += own.get(a)[j];
                    }
                }
            }
            return sum;
        }
    }

    /** As wide as double. */
    private static double[][] twice(float[][] rows) {
        return Arrays.stream(rows).map(row -> doubles(row)).toArray(double[][]::new);
    }

    private static float[] gather(float[] values, int width, int b) {
        float[] own = new float[T * width];
        for (int t = 0; t < T; t++) {
            System.arraycopy(values, (t * B + b) * width, own, t * width, width);
        }
        return own;
    }

    @Test
    void forwardIsTheReferences() {
        Net net = new Net(2, 8);

        float[] posteriors =
                net.network.forward(net.x, net.network.zeroState(), net.network.zeroState());

        for (int b = 0; b < B; b++) {
            double[] expected = flat(ReferenceNetwork.run(net.weights, rows(net.own(b), D)));
            // As the network's own parity.
            assertClose(expected, gather(posteriors, V, b), 1e-6);
        }
    }
}
