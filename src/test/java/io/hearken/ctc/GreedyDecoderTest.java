package io.hearken.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Activations;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.reference.ReferenceCtc;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreedyDecoderTest {
    private static final int V = 4;
    private static final float[] NO_TIMES = {};
    private static final Decoder GREEDY = new GreedyDecoder();

    /** Each digit is the symbol of a frame. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "0, ''",
        "000, ''",
        "1, 1",
        "111, 1",
        "101, 11",
        "0110, 1",
        "123, 123",
        "1122, 12",
        "1002, 12",
        "12021, 1221",
        "3300033, 33"
    })
    void joinsRunsAndDropsBlanks(String frames, String labels) {
        DecoderState state = decode(symbols(frames), 0.9f);

        StringBuilder heard = new StringBuilder();
        state.heard().forEach(h -> heard.append(h.symbol()));
        assertThat(heard).hasToString(labels);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void matchesTheDefinitionForRandomPosteriors(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int T = random.nextInt(40);
            float[] log = RandomNetwork.uniform(random, T * V, 3);
            DecoderState state = new DecoderState();
            List<Integer> likeliest = new ArrayList<>();
            for (int t = 0; t < T; t++) {
                Activations.logSoftmax(log, t * V, V);
                List<Heard> before = state.heard();
                boolean changed = GREEDY.step(state, new Frame(t, log, V, NO_TIMES, t));
                assertThat(changed).isEqualTo(!state.heard().equals(before));
                likeliest.add(likeliest(log, t));
            }

            assertThat(state.heard().stream().map(Heard::symbol))
                    .isEqualTo(ReferenceCtc.joined(likeliest));
            state.heard().forEach(heard -> assertThatIsARun(heard, likeliest, log));
        }
    }

    /** From first to last frame the symbol, neither before nor after; its largest posterior. */
    private static void assertThatIsARun(Heard heard, List<Integer> likeliest, float[] log) {
        int first = (int) heard.firstFrame();
        int last = (int) heard.lastFrame();
        float confidence = 0;
        for (int t = first; t <= last; t++) {
            assertThat(likeliest.get(t)).isEqualTo(heard.symbol());
            float posterior = (float) Math.exp(log[t * V + heard.symbol()]);
            confidence = Math.max(confidence, posterior);
        }
        assertThat(first == 0 || likeliest.get(first - 1) != heard.symbol()).isTrue();
        assertThat(last == likeliest.size() - 1 || likeliest.get(last + 1) != heard.symbol())
                .isTrue();
        assertThat(heard.peak().posterior()).isEqualTo(confidence);
        assertThat(log[(int) heard.peak().frame() * V + heard.symbol()])
                .isEqualTo((float) Math.log(confidence), within(1e-6f));
    }

    @Test
    void aStateTakenUpAgainGoesOnWithTheRun() {
        DecoderState before = decode(symbols("0011"), 0.6f);
        DecoderState after = new DecoderState(before.paths());

        GREEDY.step(after, new Frame(4, frame(1, 0.8f), NO_TIMES));

        assertThat(after.heard()).hasSize(1);
        assertThat(after.heard().get(0).firstFrame()).isEqualTo(2);
        assertThat(after.heard().get(0).lastFrame()).isEqualTo(4);
        assertThat(after.heard().get(0).peak().frame()).isEqualTo(4);
        assertThat(after.heard().get(0).peak().posterior())
                .isEqualTo((float) Math.exp(frame(1, 0.8f)[1]));
        assertThat(before.heard().get(0).lastFrame()).isEqualTo(3);
    }

    @Test
    void aRunThatBeganBeforeTheUtteranceEndedIsNotHeardAgain() {
        DecoderState state = decode(symbols("011"), 0.9f);
        state.endUtterance();

        boolean changed = GREEDY.step(state, new Frame(3, frame(1, 0.9f), NO_TIMES));

        assertThat(changed).isFalse();
        assertThat(state.heard()).isEmpty();
    }

    @Test
    void theSameWordIsHeardAgainOnceABlankCameBetween() {
        DecoderState state = decode(symbols("011"), 0.9f);
        state.endUtterance();

        GREEDY.step(state, new Frame(3, frame(0, 0.9f), NO_TIMES));
        boolean changed = GREEDY.step(state, new Frame(4, frame(1, 0.9f), NO_TIMES));

        assertThat(changed).isTrue();
        assertThat(state.heard()).extracting(Heard::firstFrame).containsExactly(4L);
    }

    @Test
    void remembersTheTimesToldAtThePeak() {
        DecoderState state = new DecoderState();
        GREEDY.step(state, new Frame(0, frame(2, 0.6f), new float[] {1, 2}));
        GREEDY.step(state, new Frame(1, frame(2, 0.9f), new float[] {3, 4}));
        GREEDY.step(state, new Frame(2, frame(2, 0.9f), new float[] {5, 6}));

        Heard heard = state.heard().get(0);
        assertThat(heard.hasTimes()).isTrue();
        assertThat(heard.peak().frame()).isEqualTo(1);
        assertThat(heard.peak().sinceStart()).isEqualTo(3);
    }

    @Test
    void asksForAWordsEndUntilItIsOver() {
        DecoderState state = new DecoderState();
        GREEDY.step(state, new Frame(0, frame(2, 0.9f), new float[] {1, 0.10f}));
        assertThat(state.heard().get(0).ending()).isEqualTo(new Ending(0, 0.10f));
        GREEDY.step(state, new Frame(1, frame(0, 0.9f), new float[] {1, 0.05f}));
        assertThat(state.heard().get(0).ending()).isEqualTo(new Ending(1, 0.05f));
        GREEDY.step(state, new Frame(2, frame(0, 0.9f), new float[] {1, -0.01f}));
        GREEDY.step(state, new Frame(3, frame(0, 0.9f), new float[] {1, 0.5f}));

        assertThat(state.heard().get(0).ending()).isEqualTo(new Ending(2, -0.01f));
        assertThat(state.heard().get(0).peak().frame()).isZero();
    }

    @Test
    void askingForAnEndHasAnEnd() {
        DecoderState state = new DecoderState();
        for (int t = 0; t < 100; t++) {
            GREEDY.step(state, new Frame(t, frame(t == 0 ? 2 : 0, 0.9f), new float[] {1, 1}));
        }

        assertThat(state.heard().get(0).ending().frame()).isEqualTo(15);
    }

    @Test
    void withoutTimesNoneAreRemembered() {
        assertThat(decode(symbols("011"), 0.9f).heard().get(0).hasTimes()).isFalse();
    }

    @Test
    void whoWantsSymbolsAloneHearsTheSame() {
        Random random = new Random(3);
        float[] log = RandomNetwork.uniform(random, 30 * V, 3);
        DecoderState one = new DecoderState();
        DecoderState other = new DecoderState();
        for (int t = 0; t < 30; t++) {
            Activations.logSoftmax(log, t * V, V);
            GREEDY.step(one, new Frame(t, log, V, NO_TIMES, t));
            GreedyDecoder.step(other, log, t * V, V, t);
        }

        assertThat(other.heard()).isEqualTo(one.heard()).isNotEmpty();
    }

    @Test
    void noUtteranceGrowsWithoutEnd() {
        assertThat(decode(symbols("12".repeat(Decoder.LONGEST)), 0.9f).heard())
                .hasSize(Decoder.LONGEST);
    }

    @Test
    void betweenEqualsTheFirstSymbolWins() {
        DecoderState state = new DecoderState();
        float even = (float) Math.log(0.25);

        GREEDY.step(state, new Frame(0, new float[] {even, even, even, even}, NO_TIMES));

        assertThat(state.heard()).isEmpty();
    }

    private static int likeliest(float[] log, int t) {
        int best = 0;
        for (int v = 1; v < V; v++) {
            best = log[t * V + v] > log[t * V + best] ? v : best;
        }
        return best;
    }

    private static DecoderState decode(int[] symbols, float posterior) {
        DecoderState state = new DecoderState();
        for (int t = 0; t < symbols.length; t++) {
            GREEDY.step(state, new Frame(t, frame(symbols[t], posterior), NO_TIMES));
        }
        return state;
    }

    private static int[] symbols(String digits) {
        return digits.chars().map(digit -> digit - '0').toArray();
    }

    /** Log-posteriors of a frame with one likely symbol. */
    private static float[] frame(int symbol, float posterior) {
        float[] log = new float[V];
        for (int v = 0; v < V; v++) {
            log[v] = (float) Math.log(v == symbol ? posterior : (1 - posterior) / (V - 1));
        }
        return log;
    }
}
