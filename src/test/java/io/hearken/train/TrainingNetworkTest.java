package io.hearken.train;

import static io.hearken.reference.Parity.assertClose;
import static io.hearken.reference.Parity.assertRelativelyClose;
import static io.hearken.reference.Parity.doubles;
import static io.hearken.reference.Parity.flat;
import static io.hearken.reference.Parity.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.acoustic.LstmState;
import io.hearken.acoustic.Matrix;
import io.hearken.acoustic.Network;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.reference.ReferenceLstm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingNetworkTest {
    private static final int D = 6;
    private static final int V = 4;
    private static final int T = 9;
    private static final int B = 3;

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 8", "3, 4", "2, 40"})
    void forwardIsTheNetworksOwn(int layers, int hidden) {
        Net net = new Net(layers, hidden);
        float[][] h = net.state(1);
        float[][] c = net.state(2);
        LstmState[] states = new LstmState[B];
        for (int b = 0; b < B; b++) {
            states[b] = new LstmState(net.own(h, b), net.own(c, b));
        }

        float[] posteriors = net.network.forward(net.x, h, c);

        float[][] expected =
                new Network(net.weights)
                        .advance(List.of(states), List.of(net.own(0), net.own(1), net.own(2)));
        for (int b = 0; b < B; b++) {
            // Both in float; products are added up in another order.
            assertClose(doubles(expected[b]), gather(posteriors, V, b), 1e-6);
            for (int l = 0; l < layers; l++) {
                assertClose(doubles(states[b].h()[l]), net.own(h, b)[l], 1e-6);
                assertClose(doubles(states[b].c()[l]), net.own(c, b)[l], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 8", "3, 4", "2, 40"})
    void gradientsAreTheReferences(int layers, int hidden) {
        Net net = new Net(layers, hidden);
        float[][] h = net.state(1);
        float[][] c = net.state(2);
        float[] logitGradients = RandomNetwork.uniform(new Random(3), T * B * V, 1);
        List<double[]> expected = net.referenceGradients(h, c, logitGradients);

        net.network.forward(net.x, h, c);
        float[] sum = new float[net.shape.parameters()];
        net.network.backward(logitGradients, sum);

        NetworkWeights gradient = TrainingNetwork.weights(net.shape, sum);
        List<double[]> actual = ReferenceLstm.Weights.of(gradient).arrays();
        for (int j = 0; j < expected.size(); j++) {
            // Float sums over steps and streams, of activations that are off by up to 3e-7.
            assertRelativelyClose(expected.get(j), actual.get(j), 1e-4);
        }
    }

    @Test
    void gradientsOfTheReferenceMatchFiniteDifferences() {
        Net net = new Net(2, 5);
        ReferenceLstm.Weights weights = ReferenceLstm.Weights.of(net.weights);
        ReferenceLstm lstm = new ReferenceLstm(weights);
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
    void nothingLingersFromOneUpdateToTheNext() {
        Net net = new Net(2, 8);
        float[] logitGradients = RandomNetwork.uniform(new Random(3), T * B * V, 1);
        float[] first = new float[net.shape.parameters()];
        float[] second = new float[net.shape.parameters()];

        net.network.forward(net.x, net.state(1), net.state(2));
        net.network.backward(logitGradients, first);
        net.network.forward(new float[T * B * D], net.state(5), net.state(6));
        net.network.backward(new float[T * B * V], second);
        net.network.forward(net.x, net.state(1), net.state(2));
        net.network.backward(logitGradients, second);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void beginsWithMemoryThatLasts() {
        TrainingNetwork.Shape shape = new TrainingNetwork.Shape(D, 16, 2, V);

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
        private final NetworkWeights weights;
        private final float[] x = RandomNetwork.frames(new Random(4), T * B, D);

        Net(int layers, int hidden) {
            shape = new TrainingNetwork.Shape(D, hidden, layers, V);
            float bound = (float) (1 / Math.sqrt(hidden));
            float[] values = RandomNetwork.uniform(new Random(hidden), shape.parameters(), bound);
            Matrix parameters = new Matrix(values.length, 1);
            parameters.put(0, values, values.length);
            network = new TrainingNetwork(shape, parameters, T, B);
            weights = TrainingNetwork.weights(shape, values);
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
            ReferenceLstm.Weights reference = ReferenceLstm.Weights.of(weights);
            ReferenceLstm lstm = new ReferenceLstm(reference);
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
            double[] expected = flat(ReferenceLstm.run(net.weights, rows(net.own(b), D)));
            // As the network's own parity.
            assertClose(expected, gather(posteriors, V, b), 1e-6);
        }
    }
}
