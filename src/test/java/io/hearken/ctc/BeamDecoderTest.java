package io.hearken.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Activations;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.reference.ReferenceCtc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeamDecoderTest {
    private static final int V = 3;
    private static final List<String> SYMBOLS = List.of("<blank>", "a", "b");
    private static final int ALL = 5_000;
    private static final float[] NO_TIMES = {};

    /** Keeping everything, the search is the sum over all alignments. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheLikelihoodOfEveryString(long seed) {
        float[] log = posteriors(seed, 6);
        Map<List<Integer>, Double> expected = ReferenceCtc.likelihoods(log, V);

        List<Path> found = decode(new BeamDecoder(ALL, 0, Language.anything(V)), log).paths();

        assertThat(found).hasSameSizeAs(expected.keySet());
        assertThatSharesAre(expected, found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; 0.7;  (a | b)*",
                "2; 0;    a b? a",
                "3; 1.5;  a/0.25 (b | a/3)*",
                "4; -0.5; (a b){1,2}",
                "5; 0.1;  b | a b | a a/0.5"
            })
    void weighsStringsAsGrammarAndPenaltySay(long seed, double penalty, String grammar) {
        float[] log = posteriors(seed, 6);
        Language language = Grammar.compile(grammar, SYMBOLS, SYMBOLS.subList(1, V));
        Map<List<Integer>, Double> expected = ReferenceCtc.likelihoods(log, V);
        expected.replaceAll((string, p) -> p * weight(language, string, penalty));
        expected.values().removeIf(p -> p == 0);

        BeamDecoder decoder = new BeamDecoder(ALL, penalty, language);
        DecoderState state = decode(decoder, log);

        assertThatSharesAre(expected, state.paths());
        assertThat(decoder.finals(state).stream().map(BeamDecoderTest::symbols))
                .containsExactlyInAnyOrderElementsOf(
                        expected.keySet().stream()
                                .filter(string -> language.allows(heard(string)))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aNarrowBeamKeepsWhatIsLikeliest(long seed) {
        float[] log = posteriors(seed, 12);
        float[] start = Arrays.copyOf(log, 2 * V);
        BeamDecoder narrow = new BeamDecoder(4, 0, Language.anything(V));

        List<Path> all = decode(new BeamDecoder(ALL, 0, Language.anything(V)), start).paths();
        assertThat(all).hasSize(5);
        assertThat(decode(narrow, start).paths()).isEqualTo(all.subList(0, 4));

        DecoderState state = new DecoderState();
        for (int t = 0; t < 12; t++) {
            narrow.step(state, new Frame(t, log, V, NO_TIMES, t));
            assertThat(state.paths())
                    .hasSizeLessThanOrEqualTo(4)
                    .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(state.best().score()).isEqualTo(0, within(1e-12));
        }
    }

    @Test
    void sumsAlignmentsWhereGreedyTakesTheLikeliest() {
        // Blank is likeliest in both frames, yet "a" has three alignments (Graves 2008, figure
        // 7.1).
        float[] log = new float[2 * V];
        for (int t = 0; t < 2; t++) {
            log[t * V] = (float) Math.log(0.58);
            log[t * V + 1] = (float) Math.log(0.41);
            log[t * V + 2] = (float) Math.log(0.01);
        }

        assertThat(decode(new GreedyDecoder(), log).heard()).isEmpty();
        assertThat(symbols(decode(new BeamDecoder(8, 0, Language.anything(V)), log).best()))
                .containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ofClearPosteriorsABeamOfOneHearsWhatGreedyHears(long seed) {
        Random random = new Random(seed);
        float[] log = new float[60 * V];
        for (int t = 0; t < 60; t++) {
            int said = random.nextInt(3) == 0 ? 1 + random.nextInt(V - 1) : 0;
            for (int v = 0; v < V; v++) {
                log[t * V + v] = (float) Math.log(v == said ? 0.96 : 0.02);
            }
        }

        DecoderState beam = decode(new BeamDecoder(1, 0, Language.anything(V)), log);

        assertThat(beam.heard()).isEqualTo(decode(new GreedyDecoder(), log).heard()).isNotEmpty();
    }

    @Test
    void equallyLikelyStringsAreOrderedBySymbols() {
        float even = (float) Math.log(1.0 / V);
        float[] log = {even, even, even};

        List<Path> paths = decode(new BeamDecoder(3, 0, Language.anything(V)), log).paths();

        assertThat(paths.stream().map(BeamDecoderTest::symbols))
                .containsExactly(List.of(), List.of(1), List.of(2));
    }

    @Test
    void silenceChangesNothing() {
        BeamDecoder decoder = new BeamDecoder(8, 0, Language.anything(V));
        DecoderState state = decode(decoder, posteriors(1, 5));
        Frame silence = new Frame(5, silence(), NO_TIMES);
        decoder.step(state, silence);
        List<Path> before = state.paths();

        assertThat(decoder.step(state, silence)).isFalse();
        assertThat(state.paths()).isSameAs(before);
    }

    @Test
    void tellsWhetherWhatIsBelievedChanged() {
        BeamDecoder decoder = new BeamDecoder(8, 0, Language.anything(V));
        DecoderState state = new DecoderState();
        float[] log = posteriors(11, 40);
        for (int t = 0; t < 40; t++) {
            List<Heard> before = state.heard();
            boolean changed = decoder.step(state, new Frame(t, log, V, NO_TIMES, t));
            assertThat(changed || state.heard().equals(before)).isTrue();
        }
    }

    @Test
    void aRunThatBeganBeforeTheUtteranceEndedIsNotHeardAgain() {
        BeamDecoder decoder = new BeamDecoder(8, 0, Language.anything(V));
        DecoderState state = decode(decoder, clear("011"));
        state.endUtterance();

        decoder.step(state, new Frame(3, clear("1"), NO_TIMES));
        assertThat(state.heard()).isEmpty();

        decoder.step(state, new Frame(4, clear("0"), NO_TIMES));
        decoder.step(state, new Frame(5, clear("1"), NO_TIMES));
        assertThat(symbols(state.best())).containsExactly(1);
        assertThat(state.heard().get(0).firstFrame()).isEqualTo(5);
    }

    @Test
    void goesOnFromWhatGreedyLeftAndBack() {
        String frames = "0110220111";
        DecoderState state = new DecoderState();
        Decoder[] turns = {new GreedyDecoder(), new BeamDecoder(4, 0, Language.anything(V))};
        for (int t = 0; t < frames.length(); t++) {
            turns[t / 2 % 2].step(state, new Frame(t, clear(frames), V, NO_TIMES, t));
        }

        assertThat(symbols(state.best())).containsExactly(1, 2, 1);
    }

    @Test
    void silentSymbolsPassTheGrammar() {
        Language language = Grammar.compile("a a", SYMBOLS, List.of("a"));
        BeamDecoder decoder = new BeamDecoder(8, 0, language);

        DecoderState state = decode(decoder, clear("0102010"));

        assertThat(symbols(decoder.finals(state).get(0))).containsExactly(1, 2, 1);
    }

    @Test
    void noPathGrowsWithoutEnd() {
        BeamDecoder decoder = new BeamDecoder(4, 0, Language.anything(V));

        DecoderState state = decode(decoder, clear("12".repeat(Decoder.LONGEST)));

        assertThat(state.paths())
                .allSatisfy(
                        path ->
                                assertThat(path.heard().size())
                                        .isLessThanOrEqualTo(Decoder.LONGEST));
        assertThat(state.heard()).hasSize(Decoder.LONGEST);
    }

    @Test
    void refusesABeamOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BeamDecoder(0, 0, Language.anything(V)))
                .withMessage("a beam must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BeamDecoder(1, Double.NaN, Language.anything(V)))
                .withMessage("insertion penalty must be finite, got NaN");
    }

    /** Each path has its share of the likelihood of all. */
    private static void assertThatSharesAre(Map<List<Integer>, Double> expected, List<Path> found) {
        double all = expected.values().stream().mapToDouble(p -> p).sum();
        double sum = found.stream().mapToDouble(path -> Math.exp(path.score())).sum();
        assertThat(found.stream().map(BeamDecoderTest::symbols))
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (Path path : found) {
            // The posteriors are floats, which do not quite sum to one: both sides use the same.
            assertThat(Math.exp(path.score()) / sum)
                    .as("share of %s", symbols(path))
                    .isCloseTo(expected.get(symbols(path)) / all, within(1e-9));
        }
    }

    /** The product of weights and penalties along a string; 0 where it is not allowed. */
    private static double weight(Language language, List<Integer> string, double penalty) {
        int place = 0;
        double log = 0;
        for (int symbol : string) {
            if (language.next(place, symbol) == Language.NOWHERE) {
                return 0;
            }
            log += language.weight(place, symbol) - penalty;
            place = language.next(place, symbol);
        }
        return Math.exp(log);
    }

    private static List<Heard> heard(List<Integer> symbols) {
        List<Heard> heard = new ArrayList<>();
        symbols.forEach(
                symbol -> heard.add(new Heard(symbol, 0, 0, new Peak(0, 1, 0), new Ending(0, 0))));
        return heard;
    }

    private static List<Integer> symbols(Path path) {
        return path.heard().stream().map(Heard::symbol).toList();
    }

    private static DecoderState decode(Decoder decoder, float[] log) {
        DecoderState state = new DecoderState();
        for (int t = 0; t < log.length / V; t++) {
            decoder.step(state, new Frame(t, log, V, NO_TIMES, t));
        }
        return state;
    }

    private static float[] posteriors(long seed, int frames) {
        float[] log = RandomNetwork.uniform(new Random(seed), frames * V, 2);
        for (int t = 0; t < frames; t++) {
            Activations.logSoftmax(log, t * V, V);
        }
        return log;
    }

    /** Each digit is the symbol of a frame. */
    private static float[] clear(String frames) {
        float[] log = new float[frames.length() * V];
        for (int t = 0; t < frames.length(); t++) {
            for (int v = 0; v < V; v++) {
                log[t * V + v] = (float) Math.log(v == frames.charAt(t) - '0' ? 0.98 : 0.01);
            }
        }
        return log;
    }

    private static float[] silence() {
        return new float[] {0, -20, -20};
    }
}
