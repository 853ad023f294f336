package io.hearken.acoustic;

import static io.hearken.reference.Parity.assertClose;
import static io.hearken.reference.Parity.flat;
import static io.hearken.reference.Parity.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.reference.ReferenceBidirectional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that also go backwards. */
class WholeNetworkTest {
    private static final int D = 7;
    private static final int V = 5;

    @ParameterizedTest
    @CsvSource({
        "LSTM, 1, 1, 1",
        "LSTM, 19, 2, 30",
        "LSTM, 64, 3, 100",
        "LSTM, 100, 1, 500",
        "GRU, 33, 2, 100",
        "TANH, 33, 3, 100",
        "RELU, 5, 2, 100"
    })
    void matchesTheReference(Cell cell, int hidden, int layers, int frames) {
        NetworkWeights weights = RandomNetwork.bothWays(cell, hidden, D, hidden, layers, V);
        float[] x = RandomNetwork.frames(new Random(hidden), frames, D);

        // Each activation is off by up to 3e-7; at this scale of weights the gates shrink that.
        double[] expected = flat(ReferenceBidirectional.run(weights, rows(x, D)));
        assertClose(expected, hear(weights, x).logPosteriors(), 1e-6);
        NetworkWeights meeting = weights.withBothEnds();
        double[] meets = flat(ReferenceBidirectional.run(meeting, rows(x, D)));
        assertClose(meets, hear(meeting, x).logPosteriors(), 1e-6);
    }

    /** As other frameworks stack them. */
    @Test
    void someLayersMayGoForwardOnly() {
        RecurrentLayer below = RandomNetwork.bothWays(Cell.LSTM, 1, D, 20, 1, V).layers().get(0);
        NetworkWeights above = RandomNetwork.weights(Cell.LSTM, 2, 40, 9, 1, V);
        NetworkWeights weights =
                new NetworkWeights(
                        List.of(below, above.layers().get(0)),
                        above.outputWeight(),
                        above.outputBias());
        float[] x = RandomNetwork.frames(new Random(3), 50, D);

        assertClose(
                flat(ReferenceBidirectional.run(weights, rows(x, D))),
                hear(weights, x).logPosteriors(),
                1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void withoutBackwardHalvesItHearsTheBitsOfANetwork(Cell cell) {
        NetworkWeights weights = RandomNetwork.withTimes(cell, 4, 60, 40, 2, 11);
        float[] x = RandomNetwork.frames(new Random(1), 300, 60);
        List<NetworkState> states = List.of(NetworkState.zero(weights));

        Emission expected = new Network(weights).advance(states, List.of(x)).get(0);

        assertSame(expected, hear(weights, x), "alone");
    }

    @ParameterizedTest
    @EnumSource
    void aSequenceHearsTheSameBitsWhateverItsCompanyAndEngine(Cell cell) {
        NetworkWeights weights = RandomNetwork.bothWays(cell, 4, 60, 40, 2, 11);
        List<float[]> sequences = new ArrayList<>();
        for (int b = 0; b < 100; b++) {
            sequences.add(RandomNetwork.frames(new Random(b), b % 37, 60));
        }
        List<Emission> alone = sequences.stream().map(x -> hear(weights, x)).toList();

        for (Kernel kernel : Kernels.available()) {
            WholeNetwork network = new WholeNetwork(weights, kernel);
            for (int size : new int[] {1, 2, 5, 33, 64, 65, 100}) {
                List<Integer> batch =
                        new ArrayList<>(Stream.iterate(0, b -> b + 1).limit(100).toList());
                Collections.shuffle(batch, new Random(size));
                List<Integer> company = batch.subList(0, size);
                List<Emission> heard =
                        network.advance(
                                states(size), company.stream().map(sequences::get).toList());
                for (int place = 0; place < size; place++) {
                    int b = company.get(place);
                    String where = "sequence %d of %d by %s".formatted(b, size, kernel.name());
                    assertSame(alone.get(b), heard.get(place), where);
                }
            }
        }
    }

    @Test
    void aNetworkOfLiveStreamsIsNotMadeOfIt() {
        NetworkWeights weights = RandomNetwork.bothWays(Cell.GRU, 1, D, 9, 1, V);

        assertThat(Hearing.of(weights)).isInstanceOf(WholeNetwork.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(weights))
                .withMessage("a network that also goes backwards hears whole sequences only");
    }

    @Test
    void halvesThatDifferAreRefused() {
        RecurrentLayer ahead = RandomNetwork.weights(Cell.GRU, 1, D, 9, 1, V).layers().get(0);
        RecurrentLayer other = RandomNetwork.weights(Cell.GRU, 1, D, 8, 1, V).layers().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ahead.with(other))
                .withMessage(
                        "a backward half must be as the forward one, gru of 7 inputs and 9 units,"
                                + " got gru of 7 and 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomNetwork.weights(1, D, 9, 1, V).withBothEnds())
                .withMessage("only a top layer with a backward half has two ends");
    }

    @Test
    void whatALayerGivesIsWhatTheNextTakes() {
        RecurrentLayer both = RandomNetwork.bothWays(Cell.LSTM, 1, D, 9, 1, V).layers().get(0);
        RecurrentLayer narrow = RandomNetwork.weights(2, 9, 9, 1, V).layers().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NetworkWeights(
                                        List.of(both, narrow), new float[9 * V], new float[V]))
                .withMessage("layer 1 takes 9 values, but layer 0 gives 18");
        assertThat(both.parameters()).isEqualTo(2 * 4 * 9 * (D + 9 + 2));
    }

    private static Emission hear(NetworkWeights weights, float[] x) {
        return new WholeNetwork(weights).advance(states(1), List.of(x)).get(0);
    }

    /** Left alone. */
    private static List<NetworkState> states(int count) {
        return Collections.nCopies(count, null);
    }

    private static void assertSame(Emission expected, Emission heard, String where) {
        assertThat(heard.logPosteriors()).as(where).isEqualTo(expected.logPosteriors());
        assertThat(heard.times()).as(where).isEqualTo(expected.times());
    }
}
