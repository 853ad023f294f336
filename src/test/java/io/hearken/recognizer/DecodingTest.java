package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.stream.Alternative;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What decoders, vocabularies and grammars make of a stream; written as in EndpointTest. */
class DecodingTest {
    private static final int D = TestModels.SPEC.dimension();
    private static final String PAUSE = "0".repeat(27);
    private static final DecoderSettings BEAM = DecoderSettings.BEAM;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    void anyDecoderHearsWhatIsClear(int beam) {
        List<Hypothesis> greedy =
                hear(TestModels.echo(), DecoderSettings.GREEDY, "0011022" + PAUSE);

        List<Hypothesis> heard =
                hear(TestModels.echo(), DecoderSettings.GREEDY.withBeam(beam), "0011022" + PAUSE);

        assertThat(heard).isEqualTo(greedy);
        assertThat(heard).extracting(Hypothesis::text).endsWith("one two");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void silentWordsTakePartButLeaveNoTrace(int beam) {
        DecoderSettings settings = DecoderSettings.GREEDY.withBeam(beam);

        assertThat(texts(hear(TestModels.telling(), settings, "0303" + PAUSE))).isEmpty();
        List<Hypothesis> heard =
                hear(TestModels.telling(), settings, "33" + PAUSE + "0302033" + PAUSE);
        assertThat(texts(heard)).containsExactly("two", "! two");
        assertThat(heard).extracting(Hypothesis::utterance).containsOnly(0);
        assertThat(heard).extracting(Hypothesis::revision).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void speechGoesOnWhileSilentWordsAreSaid(int beam) {
        String gap = "0".repeat(20) + "3" + "0".repeat(20);

        assertThat(
                        texts(
                                hear(
                                        TestModels.telling(),
                                        DecoderSettings.GREEDY.withBeam(beam),
                                        "2" + gap + "1" + PAUSE)))
                .containsExactly("two", "two one", "! two one");
    }

    @Test
    void aThresholdHidesAWordForGood() {
        Speech plain = Speech.of(TestModels.echo().symbols());
        Model strict = TestModels.echo().with(plain.with(Map.of("one", 0.9999999)));

        assertThat(texts(hear(strict, DecoderSettings.GREEDY, "1020" + PAUSE)))
                .containsExactly("two", "! two");
    }

    @Test
    void aFinalFitsTheGrammar() {
        DecoderSettings three = BEAM.withGrammar(".{3}");

        assertThat(texts(hear(TestModels.echo(), three, "10203" + PAUSE)))
                .containsExactly("one", "one two", "one two three", "! one two three");
        assertThat(texts(hear(TestModels.echo(), three, "110220333" + "01" + PAUSE)))
                .endsWith("! one two three");
    }

    /** What was shown on the way is taken back: a reader who wants three words gets no two. */
    @Test
    void whatCannotBeCompletedEndsEmpty() {
        assertThat(texts(hear(TestModels.echo(), BEAM.withGrammar(".{3}"), "102" + PAUSE)))
                .containsExactly("one", "one two", "! ");
    }

    /** With "one" hidden, "one two" would be "two", which the grammar does not allow. */
    @Test
    void aPhraseWithAHiddenWordIsNone() {
        Speech plain = Speech.of(TestModels.echo().symbols());
        Model strict = TestModels.echo().with(plain.with(Map.of("one", 0.9999999)));

        assertThat(texts(hear(strict, BEAM.withGrammar("one two"), "102" + PAUSE)))
                .containsExactly("two", "! ");
        assertThat(texts(hear(strict, BEAM.withGrammar("one? two"), "2" + PAUSE)))
                .containsExactly("two", "! two");
    }

    @Test
    void whatTheGrammarForbidsIsNotHeard() {
        DecoderSettings settings = BEAM.withGrammar("one two?");

        assertThat(texts(hear(TestModels.echo(), settings, "30102" + PAUSE))).endsWith("! one two");
        assertThat(texts(hear(TestModels.echo(), settings, "303" + PAUSE))).isEmpty();
    }

    @Test
    void everyUtteranceBeginsTheGrammarAnew() {
        DecoderSettings settings = BEAM.withGrammar("one two");

        assertThat(texts(hear(TestModels.echo(), settings, "102" + PAUSE + "102" + PAUSE)))
                .containsExactly("one", "one two", "! one two", "one", "one two", "! one two");
    }

    /** As after a savepoint, from which a job went on with other settings. */
    @Test
    void aCallInProgressGoesOnUnderOtherSettings() {
        Model model = TestModels.echo();
        TranscriptStage greedy = new TranscriptStage(model);
        for (String grammar : List.of("one two", "two .*", "")) {
            TranscriptState state = greedy.begin("s");
            assertThat(texts(hear(greedy, state, "10", false))).containsExactly("one");

            TranscriptStage other = new TranscriptStage(model, BEAM.withGrammar(grammar));
            assertThat(texts(hear(other, state, "20" + PAUSE + "102" + PAUSE, false)))
                    .startsWith(grammar.equals("two .*") ? "! " : "one two")
                    .endsWith(grammar.equals("two .*") ? "! two" : "! one two");
        }
    }

    @Test
    void readingsAreToldWithFinals() {
        List<Hypothesis> heard =
                hear(TestModels.restless(), BEAM.withNBest(3), "121212" + PAUSE, true);

        Hypothesis last = heard.get(heard.size() - 1);
        assertThat(heard)
                .filteredOn(h -> !h.isFinal())
                .allSatisfy(h -> assertThat(h.alternatives()).isEmpty());
        assertThat(last.alternatives()).hasSize(3).doesNotHaveDuplicates();
        assertThat(last.alternatives().get(0).words()).isEqualTo(last.words());
        assertThat(last.alternatives()).extracting(Alternative::text).doesNotHaveDuplicates();
        assertThat(last.alternatives().stream().mapToDouble(Alternative::probability).sum())
                .isGreaterThan(0)
                .isLessThanOrEqualTo(1 + 1e-9);
    }

    @Test
    void readingsThatShowTheSameWordsAreOne() {
        Model model = TestModels.telling();
        List<Hypothesis> heard = hear(model, BEAM.withNBest(8), "203" + PAUSE, true);

        List<Alternative> readings = heard.get(heard.size() - 1).alternatives();
        assertThat(readings).extracting(Alternative::text).doesNotHaveDuplicates();
        assertThat(readings.stream().mapToDouble(Alternative::probability).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void aPenaltyMakesWordsRarer() {
        String noise = "123".repeat(20) + PAUSE;
        int plain = words(hear(TestModels.restless(), BEAM, noise, true));
        int penalized =
                words(hear(TestModels.restless(), BEAM.withInsertionPenalty(3), noise, true));

        assertThat(penalized).isLessThan(plain);
    }

    @Test
    void settingsThatNeedABeamSaySo() {
        String message = "insertion penalty, grammar and n-best need a beam, such as 8";
        DecoderSettings greedy = DecoderSettings.GREEDY;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> greedy.withInsertionPenalty(1))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> greedy.withGrammar("one"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> greedy.withNBest(2))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEAM.withNBest(9))
                .withMessage("n-best must be 1 to the beam, 8, got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEAM.withBeam(65))
                .withMessage("a beam must be 0 (greedy) to 64, got 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEAM.withInsertionPenalty(Double.NaN))
                .withMessage("insertion penalty must be finite, got NaN");
    }

    @Test
    void aGrammarOfAnotherModelIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Recognizer(TestModels.telling(), BEAM.withGrammar("two three")))
                .withMessage("grammar: three is no word of the model, which says one two");
    }

    private static int words(List<Hypothesis> heard) {
        return heard.stream().filter(Hypothesis::isFinal).mapToInt(h -> h.words().size()).sum();
    }

    private static List<String> texts(List<Hypothesis> heard) {
        return heard.stream().map(h -> (h.isFinal() ? "! " : "") + h.text()).toList();
    }

    private static List<Hypothesis> hear(Model model, DecoderSettings settings, String symbols) {
        return hear(model, settings, symbols, false);
    }

    private static List<Hypothesis> hear(
            Model model, DecoderSettings settings, String symbols, boolean last) {
        TranscriptStage stage = new TranscriptStage(model, settings);
        return hear(stage, stage.begin("s"), symbols, last);
    }

    private static List<Hypothesis> hear(
            TranscriptStage stage, TranscriptState state, String symbols, boolean last) {
        FeatureFrames frames =
                new FeatureFrames("s", TestModels.vectors(symbols), D, 1 << 20, last);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn = new Turn<>(state, frames);
        stage.advance(List.of(turn));
        return turn.outputs();
    }
}
