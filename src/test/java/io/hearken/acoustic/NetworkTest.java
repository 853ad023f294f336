package io.hearken.acoustic;

import static io.hearken.reference.Parity.assertClose;
import static io.hearken.reference.Parity.flat;
import static io.hearken.reference.Parity.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.reference.ReferenceNetwork;
import io.hearken.stream.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

class NetworkTest {
    private static final int D = 7;
    private static final int V = 5;
    private static final NetworkWeights WEIGHTS = RandomNetwork.weights(1, D, 19, 2, V);

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 2, 1",
        "3, 2, 1, 4, 17",
        "20, 8, 2, 11, 1",
        "60, 24, 1, 11, 50",
        "60, 64, 2, 11, 200",
        "13, 33, 3, 30, 64",
        "60, 100, 2, 40, 50",
        "60, 128, 2, 11, 100"
    })
    void matchesTheReference(int inputs, int hidden, int layers, int symbols, int frames) {
        NetworkWeights weights = RandomNetwork.weights(hidden, inputs, hidden, layers, symbols);
        float[] x = RandomNetwork.frames(new Random(frames), frames, inputs);

        float[] posteriors = heard(weights, x);

        double[] expected = flat(ReferenceNetwork.run(weights, rows(x, inputs)));
        // Each activation is off by up to 3e-7; at this scale of weights the gates shrink that.
        assertClose(expected, posteriors, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "GRU, 1, 1",
        "GRU, 33, 3",
        "GRU, 64, 2",
        "GRU, 100, 2",
        "TANH, 1, 1",
        "TANH, 33, 3",
        "TANH, 64, 2",
        "RELU, 5, 2",
        "RELU, 64, 2"
    })
    void everyCellMatchesTheReference(Cell cell, int hidden, int layers) {
        NetworkWeights weights = RandomNetwork.weights(cell, hidden, D, hidden, layers, V);
        float[] x = RandomNetwork.frames(new Random(hidden), 100, D);

        float[] posteriors = heard(weights, x);

        double[] expected = flat(ReferenceNetwork.run(weights, rows(x, D)));
        assertClose(expected, posteriors, 1e-6); // see matchesTheReference
    }

    @Test
    void layersMayHaveSizesOfTheirOwn() {
        NetworkWeights wide = RandomNetwork.weights(Cell.GRU, 1, D, 40, 1, V);
        NetworkWeights narrow = RandomNetwork.weights(Cell.GRU, 2, 40, 9, 1, V);
        NetworkWeights both =
                new NetworkWeights(
                        List.of(wide.layers().get(0), narrow.layers().get(0)),
                        narrow.outputWeight(),
                        narrow.outputBias());
        float[] x = RandomNetwork.frames(new Random(3), 50, D);

        assertClose(flat(ReferenceNetwork.run(both, rows(x, D))), heard(both, x), 1e-6);
    }

    @Test
    void layersOfSeveralKindsAreRefused() {
        List<RecurrentLayer> layers =
                List.of(
                        RandomNetwork.weights(Cell.LSTM, 1, D, 19, 1, V).layers().get(0),
                        RandomNetwork.weights(Cell.GRU, 1, 19, 19, 1, V).layers().get(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkWeights(layers, new float[V * 19], new float[V]))
                .withMessage("layer 1 is gru, but layer 0 is lstm: all must be of one kind");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 2, 1", "3, 2, 1, 4, 17", "60, 64, 2, 11, 100"})
    void timesAreALineThroughTheTopLayer(int D, int H, int layers, int V, int frames) {
        NetworkWeights weights = RandomNetwork.withTimes(H, D, H, layers, V);
        float[] x = RandomNetwork.frames(new Random(frames), frames, D);
        NetworkState state = NetworkState.zero(weights);
        Network network = new Network(weights);

        for (int t = 0; t < frames; t++) {
            float[] frame = Arrays.copyOfRange(x, t * D, (t + 1) * D);
            Emission heard = network.advance(List.of(state), List.of(frame)).get(0);

            double[] expected = new double[2];
            for (int j = 0; j < 2; j++) {
                expected[j] = weights.timesBias()[j];
                for (int k = 0; k < H; k++) {
                    expected[j] += weights.timesWeight()[j * H + k] * state.h()[layers - 1][k];
                }
            }
            assertClose(expected, heard.times(), 1e-6); // float sums of H terms below 1/√H
        }
    }

    @Test
    void toldTimesChangeNoPosterior() {
        NetworkWeights telling = RandomNetwork.withTimes(9, D, 19, 2, V);
        NetworkWeights silent =
                new NetworkWeights(telling.layers(), telling.outputWeight(), telling.outputBias());
        float[] x = RandomNetwork.frames(new Random(9), 30, D);

        double[] expected = flat(ReferenceNetwork.run(silent, rows(x, D)));
        assertClose(expected, heard(telling, x), 1e-6);
        assertThat(emission(silent, x).times()).isEmpty();
        assertThat(telling.parameters()).isEqualTo(silent.parameters() + 2 * 19 + 2);
    }

    @Test
    void aTimesHeadOfAnotherSizeIsRefused() {
        float[] w = RandomNetwork.weights(1, D, 19, 1, V).outputWeight();
        List<RecurrentLayer> layers = RandomNetwork.weights(1, D, 19, 1, V).layers();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NetworkWeights(
                                        layers, w, new float[V], new float[37], new float[2]))
                .withMessage("times weight needs 2 x 19 values, got 37");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NetworkWeights(
                                        layers, w, new float[V], new float[57], new float[3]))
                .withMessage("times bias needs 2 values or none, got 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 128})
    void matchesTheOperationNd4jBrings(int hidden) {
        NetworkWeights weights = RandomNetwork.weights(hidden, D, hidden, 1, V);
        float[] x = RandomNetwork.frames(new Random(2), 40, D);

        NetworkState state = NetworkState.zero(weights);
        Network network = new Network(weights);
        float[] hiddens = new float[40 * hidden];
        for (int t = 0; t < 40; t++) {
            float[] frame = Arrays.copyOfRange(x, t * D, (t + 1) * D);
            network.advance(List.of(state), List.of(frame));
            System.arraycopy(state.h()[0], 0, hiddens, t * hidden, hidden);
        }

        INDArray[] outputs = lstmLayer(weights.layers().get(0), x);
        // The operation runs in double; see matchesTheReference for the tolerance.
        assertClose(outputs[0].dup('c').data().asDouble(), hiddens, 1e-6);
        assertClose(outputs[1].dup('c').data().asDouble(), state.h()[0], 1e-6);
        assertClose(outputs[2].dup('c').data().asDouble(), state.c()[0], 1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void carriesItsStateFromCallToCall(Cell cell) {
        NetworkWeights weights = RandomNetwork.weights(cell, 1, D, 19, 2, V);
        float[] x = RandomNetwork.frames(new Random(3), 50, D);
        Network network = new Network(weights);
        NetworkState whole = NetworkState.zero(weights);
        float[] expected = network.advance(List.of(whole), List.of(x)).get(0).logPosteriors();

        for (int longest : new int[] {1, 2, 7, 49}) {
            Random random = new Random(longest);
            NetworkState state = NetworkState.zero(weights);
            float[] posteriors = new float[50 * V];
            for (int t = 0; t < 50; ) {
                int count = Math.min(50 - t, random.nextInt(longest + 1));
                float[] part = Arrays.copyOfRange(x, t * D, (t + count) * D);
                float[] heard =
                        network.advance(List.of(state), List.of(part)).get(0).logPosteriors();
                System.arraycopy(heard, 0, posteriors, t * V, heard.length);
                t += count;
            }

            assertThat(posteriors).isEqualTo(expected);
            assertThat(state.h()).isDeepEqualTo(whole.h());
            assertThat(state.c()).isDeepEqualTo(whole.c());
        }
    }

    /** Inputs, units, layers and symbols; some fill no register. */
    @ParameterizedTest
    @CsvSource({
        "LSTM, 1, 5, 1, 2", "LSTM, 60, 24, 2, 11", "LSTM, 13, 100, 3, 40", "LSTM, 60, 160, 2, 11",
        "GRU, 1, 5, 1, 2", "GRU, 13, 100, 3, 40", "GRU, 60, 160, 2, 11", "TANH, 1, 5, 1, 2",
        "TANH, 60, 100, 2, 11", "RELU, 1, 5, 1, 2", "RELU, 60, 100, 2, 11"
    })
    void allEnginesHearTheSameBits(Cell cell, int inputs, int hidden, int layers, int symbols) {
        NetworkWeights weights = RandomNetwork.withTimes(cell, 4, inputs, hidden, layers, symbols);
        List<float[]> frames = new ArrayList<>();
        for (int b = 0; b < 11; b++) {
            frames.add(RandomNetwork.frames(new Random(b), 3 * b, inputs));
        }
        List<NetworkState> plain = zeros(weights, frames.size());
        List<Emission> expected = new Network(weights, new PlainKernel()).advance(plain, frames);

        for (Kernel kernel : Kernels.available()) {
            List<NetworkState> states = zeros(weights, frames.size());
            List<Emission> heard = new Network(weights, kernel).advance(states, frames);

            for (int b = 0; b < frames.size(); b++) {
                String where = "stream %d by %s";
                assertSame(expected.get(b), heard.get(b), where.formatted(b, kernel.name()));
                assertThat(states.get(b).h()).isDeepEqualTo(plain.get(b).h());
                assertThat(states.get(b).c()).isDeepEqualTo(plain.get(b).c());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamHearsTheSameBitsWhateverBatchItRidesIn(Cell cell) {
        NetworkWeights weights = RandomNetwork.withTimes(cell, 4, 60, 40, 2, 11);
        List<float[]> frames = new ArrayList<>();
        for (int b = 0; b < 128; b++) {
            frames.add(RandomNetwork.frames(new Random(b), b % 13, 60));
        }
        List<Emission> alone = frames.stream().map(x -> emission(weights, x)).toList();
        Network network = new Network(weights);

        for (int size = 1; size <= 128; size++) {
            List<Integer> order = new ArrayList<>();
            for (int b = 0; b < 128; b++) {
                order.add(b);
            }
            Collections.shuffle(order, new Random(size));
            List<Integer> batch = order.subList(0, size);
            List<Emission> heard =
                    network.advance(zeros(weights, size), batch.stream().map(frames::get).toList());

            for (int place = 0; place < size; place++) {
                int stream = batch.get(place);
                assertSame(
                        alone.get(stream),
                        heard.get(place),
                        "stream %d at place %d of %d".formatted(stream, place, size));
            }
        }
    }

    /** Every call takes some streams, and of each some of the frames it still has. */
    @ParameterizedTest
    @CsvSource({"LSTM, 1", "LSTM, 2", "LSTM, 3", "GRU, 4", "GRU, 5", "TANH, 1", "RELU, 2"})
    void aStreamHearsTheSameBitsHoweverItsFramesArrive(Cell cell, int seed) {
        NetworkWeights weights = RandomNetwork.withTimes(cell, seed, 20, 24, 2, 7);
        Network network = new Network(weights);
        Random random = new Random(seed);
        int streams = 30 + 20 * seed;
        List<float[]> frames = new ArrayList<>();
        for (int b = 0; b < streams; b++) {
            frames.add(RandomNetwork.frames(random, random.nextInt(80), 20));
        }
        List<NetworkState> states = zeros(weights, streams);
        float[][] posteriors = new float[streams][0];
        float[][] times = new float[streams][0];
        int[] taken = new int[streams];

        for (int round = 0; round < 1000; round++) {
            List<Integer> batch = new ArrayList<>();
            for (int b = 0; b < streams; b++) {
                if (random.nextInt(3) > 0) {
                    batch.add(b);
                }
            }
            Collections.shuffle(batch, random);
            int most = 1 + random.nextInt(20);
            List<float[]> parts = new ArrayList<>();
            for (int b : batch) {
                int left = frames.get(b).length / 20 - taken[b];
                int count = Math.min(left, random.nextInt(most));
                parts.add(
                        Arrays.copyOfRange(frames.get(b), 20 * taken[b], 20 * (taken[b] + count)));
                taken[b] += count;
            }
            List<Emission> heard = network.advance(batch.stream().map(states::get).toList(), parts);
            for (int place = 0; place < batch.size(); place++) {
                int b = batch.get(place);
                posteriors[b] = Floats.join(posteriors[b], heard.get(place).logPosteriors());
                times[b] = Floats.join(times[b], heard.get(place).times());
            }
        }

        for (int b = 0; b < streams; b++) {
            assertThat(taken[b]).isEqualTo(frames.get(b).length / 20);
            Emission heard = new Emission(posteriors[b], times[b]);
            assertSame(emission(weights, frames.get(b)), heard, "stream " + b);
        }
    }

    @Test
    void networksOfTheSameWeightsShareThemPacked() {
        assertThat(PackedNetwork.of(WEIGHTS)).isSameAs(PackedNetwork.of(WEIGHTS));
        NetworkWeights others = RandomNetwork.weights(2, D, 19, 2, V);
        assertThat(PackedNetwork.of(others)).isNotSameAs(PackedNetwork.of(WEIGHTS));
    }

    @Test
    void whatWasHeardBeforeDoesNotLingerInScratchMemory() {
        Network network = new Network(WEIGHTS);
        float[] loud = RandomNetwork.frames(new Random(5), 20, D);
        for (int j = 0; j < loud.length; j++) {
            loud[j] *= 1e6f;
        }
        network.advance(List.of(NetworkState.zero(WEIGHTS)), List.of(loud));
        float[] x = RandomNetwork.frames(new Random(6), 20, D);

        Emission after = network.advance(List.of(NetworkState.zero(WEIGHTS)), List.of(x)).get(0);

        assertThat(after.logPosteriors()).isEqualTo(heard(WEIGHTS, x));
    }

    @Test
    void networksSharingWeightsHearTheSameBitsAtTheSameTime() throws Exception {
        float[] x = RandomNetwork.frames(new Random(7), 400, D);
        float[] expected = heard(WEIGHTS, x);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<float[]> listening = () -> heard(WEIGHTS, x);
            for (Future<float[]> heard : threads.invokeAll(Collections.nCopies(12, listening))) {
                assertThat(heard.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void leavesTheFramesUntouched() {
        float[] x = RandomNetwork.frames(new Random(8), 5, D);
        float[] before = x.clone();

        heard(WEIGHTS, x);

        assertThat(x).isEqualTo(before);
    }

    @Test
    void hearsNothingFromNobody() {
        assertThat(new Network(WEIGHTS).advance(List.of(), List.of())).isEmpty();
    }

    @Test
    void aStateOfAnotherModelIsRefusedWithTheReason() {
        NetworkWeights one = RandomNetwork.weights(1, D, 19, 1, V);
        NetworkWeights wide = RandomNetwork.weights(1, D, 40, 2, V);
        List<float[]> frame = List.of(new float[D]);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Network(WEIGHTS).advance(List.of(NetworkState.zero(one)), frame))
                .withMessage(
                        "a state of 1 layers for a network of 2: was it saved with another model?");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Network(WEIGHTS).advance(List.of(NetworkState.zero(wide)), frame))
                .withMessage(
                        "a state of 40 and 40 units for a layer of 19 and 19: was it saved with"
                                + " another model?");
    }

    @Test
    void wantsAStateForEveryStream() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(WEIGHTS).advance(List.of(), List.of(new float[D])))
                .withMessage("0 states for 1 streams");
    }

    private static List<NetworkState> zeros(NetworkWeights weights, int streams) {
        return Stream.generate(() -> NetworkState.zero(weights)).limit(streams).toList();
    }

    private static void assertSame(Emission expected, Emission heard, String where) {
        assertThat(heard.logPosteriors()).as(where).isEqualTo(expected.logPosteriors());
        assertThat(heard.times()).as(where).isEqualTo(expected.times());
    }

    private static float[] heard(NetworkWeights weights, float[] x) {
        return emission(weights, x).logPosteriors();
    }

    private static Emission emission(NetworkWeights weights, float[] x) {
        return new Network(weights).advance(List.of(NetworkState.zero(weights)), List.of(x)).get(0);
    }

    /** h of every step [T × 1 × H], then the last h and the last c [1 × H]. */
    private static INDArray[] lstmLayer(RecurrentLayer layer, float[] x) {
        int H = layer.hiddenSize();
        float[] bias = layer.biasIh().clone();
        for (int j = 0; j < bias.length; j++) {
            bias[j] += layer.biasHh()[j];
        }
        DynamicCustomOp operation =
                DynamicCustomOp.builder("lstmLayer")
                        .addInputs(
                                array(x, x.length / D, 1, D),
                                array(layer.weightIh(), 4 * H, D).transpose().dup('c'),
                                array(layer.weightHh(), 4 * H, H).transpose().dup('c'),
                                array(bias, 4 * H),
                                Nd4j.zeros(DataType.DOUBLE, 1, H),
                                Nd4j.zeros(DataType.DOUBLE, 1, H))
                        .addIntegerArguments(0, 0, 2, 0, 0)
                        .addFloatingPointArguments(0.0)
                        .addBooleanArguments(true, false, true, true, false, true, true, true)
                        .build();
        return Nd4j.exec(operation);
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape('c', shape);
    }
}
