package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.restarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.ctc.Decoder;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import io.hearken.stream.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams are written as digits: each is the symbol that is likeliest in one step of 30 ms. */
class TranscriptStageTest {
    private static final int D = TestModels.SPEC.dimension();
    private static final int STEP = TestModels.SPEC.stepSamples();
    private static final int VECTOR = TestModels.SPEC.vectorSamples();

    /** 0.8 s are 26 steps and two thirds. */
    private static final String PAUSE = "0".repeat(27);

    private final TranscriptStage stage = new TranscriptStage(TestModels.echo());
    private final TranscriptState state = stage.begin("s");

    @Test
    void everyChangeOfTheTextIsAHypothesis() {
        List<Hypothesis> heard = hear("0011022", false).outputs();

        assertThat(heard).extracting(Hypothesis::text).containsExactly("one", "one two");
        assertThat(heard).extracting(Hypothesis::revision).containsExactly(0, 1);
        assertThat(heard).extracting(Hypothesis::utterance).containsOnly(0);
        assertThat(heard).extracting(Hypothesis::isFinal).containsOnly(false);
        assertThat(heard).extracting(Hypothesis::stream).containsOnly("s");
        assertThat(heard).extracting(Hypothesis::model).containsOnly(TestModels.echo().id());
        assertThat(heard)
                .extracting(Hypothesis::audioProcessed)
                .containsExactly(seconds(2 * STEP + VECTOR), seconds(5 * STEP + VECTOR));
    }

    @Test
    void anUtteranceEndsAfterEightTenthsOfASecondWithoutAWord() {
        List<Hypothesis> early = hear("11" + "0".repeat(26), false).outputs();
        List<Hypothesis> late = hear("0", false).outputs();

        assertThat(early).extracting(Hypothesis::isFinal).containsExactly(false);
        assertThat(late).extracting(Hypothesis::isFinal).containsExactly(true);
        assertThat(late.get(0).text()).isEqualTo("one");
        assertThat(late.get(0).audioProcessed()).isEqualTo(seconds(28 * STEP + VECTOR));
    }

    @Test
    void anotherEndpointIsKept() {
        TranscriptStage quick = new TranscriptStage(TestModels.echo(), pause(90));
        TranscriptState own = quick.begin("s");

        List<Hypothesis> heard = hear(quick, own, "1001000", false).outputs();

        assertThat(heard).extracting(Hypothesis::text).containsExactly("one", "one one", "one one");
        assertThat(heard).extracting(Hypothesis::isFinal).containsExactly(false, false, true);
    }

    @Test
    void utterancesAndRevisionsAreCounted() {
        List<Hypothesis> heard = hear("1" + PAUSE + "0000" + "201" + PAUSE, false).outputs();

        assertThat(heard)
                .extracting(h -> h.utterance() + "." + h.revision() + " " + h.text())
                .containsExactly("0.0 one", "0.1 one", "1.0 two", "1.1 two one", "1.2 two one");
        assertThat(heard)
                .extracting(Hypothesis::isFinal)
                .containsExactly(false, true, false, false, true);
    }

    @Test
    void wordsLieWhereTheyWereHeard() {
        Hypothesis last = hear("0111002" + PAUSE, false).outputs().get(2);

        Word one = last.words().get(0);
        Word two = last.words().get(1);
        assertThat(one.start()).isCloseTo(0.03, within(1e-9));
        assertThat(one.end()).isCloseTo(0.12, within(1e-9));
        assertThat(two.start()).isCloseTo(0.18, within(1e-9));
        assertThat(two.end()).isCloseTo(0.21, within(1e-9));
        assertThat(last.start()).isEqualTo(one.start());
        assertThat(last.end()).isEqualTo(two.end());
        assertThat(one.confidence()).isBetween(0.9, 1.0);
    }

    @Test
    void anUtteranceWithoutAPauseEndsAfterManyWords() {
        List<Hypothesis> heard = hear("12".repeat(Decoder.LONGEST), false).outputs();

        assertThat(heard)
                .filteredOn(Hypothesis::isFinal)
                .hasSize(2)
                .allSatisfy(h -> assertThat(h.words()).hasSize(Decoder.LONGEST));
        assertThat(state.decoder.heard()).isEmpty();
    }

    @Test
    void aLongWordIsNotOver() {
        List<Hypothesis> heard = hear("1".repeat(200), false).outputs();

        assertThat(heard).extracting(Hypothesis::text).containsExactly("one");
    }

    @Test
    void theEndOfAStreamEndsItsUtterance() {
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn = hear("01020", true);

        assertThat(turn.outputs())
                .extracting(Hypothesis::isFinal)
                .containsExactly(false, false, true);
        assertThat(turn.outputs().get(2).text()).isEqualTo("one two");
        assertThat(turn.ended()).isTrue();
    }

    @Test
    void noTimeLiesBehindTheEndOfTheStream() {
        FeatureFrames frames =
                new FeatureFrames("s", TestModels.vectors("00001100"), D, 1_000, true);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn = new Turn<>(state, frames);

        stage.advance(List.of(turn));

        Hypothesis last = turn.outputs().get(1);
        assertThat(last.audioProcessed()).isEqualTo(0.125);
        assertThat(last.start()).isEqualTo(0.12);
        assertThat(last.end()).isEqualTo(0.125);
    }

    @Test
    void aStreamWhoseVectorsStoppedComingKeepsItsTimes() {
        hear("0110", false);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                new Turn<>(state, stage.ending("s"));

        stage.advance(List.of(turn));

        Hypothesis last = turn.outputs().get(0);
        assertThat(last.isFinal()).isTrue();
        assertThat(last.start()).isCloseTo(0.03, within(1e-9));
        assertThat(last.end()).isCloseTo(0.09, within(1e-9));
        assertThat(last.audioProcessed()).isEqualTo(seconds(3 * STEP + VECTOR));
        assertThat(turn.ended()).isTrue();
    }

    @Test
    void ofSilenceNothingIsWritten() {
        Turn<TranscriptState, FeatureFrames, Hypothesis> silence = hear(PAUSE + PAUSE, false);
        Turn<TranscriptState, FeatureFrames, Hypothesis> end = hear(PAUSE, true);

        assertThat(silence.outputs()).isEmpty();
        assertThat(silence.ended()).isFalse();
        assertThat(end.outputs()).isEmpty();
        assertThat(end.ended()).isTrue();
    }

    @Test
    void aStreamThatNeverBeganMayEnd() {
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                new Turn<>(state, stage.ending("s"));

        stage.advance(List.of(turn));

        assertThat(turn.outputs()).isEmpty();
        assertThat(turn.ended()).isTrue();
    }

    static List<DecoderSettings> decoders() {
        DecoderSettings beam = pause(150).withBeam(6).withNBest(3);
        return List.of(
                pause(150),
                beam,
                beam.withInsertionPenalty(0.3).withGrammar("(a | b){1,3} c? | (d/0.1 .){0,4}"));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void neitherCutsNorCompanyNorRestartsChangeAWord(DecoderSettings decoder) {
        disturb(new TranscriptStage(TestModels.restless(), decoder));
    }

    @ParameterizedTest
    @EnumSource
    void norDoTheyWhateverTheCell(Cell cell) {
        disturb(new TranscriptStage(TestModels.restless(cell), pause(60)));
    }

    private static void disturb(TranscriptStage restless) {
        List<float[]> streams = new ArrayList<>();
        List<List<Hypothesis>> expected = new ArrayList<>();
        for (int b = 0; b < 12; b++) {
            float[] vectors = RandomNetwork.frames(new Random(b), 60 + 20 * b, D);
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                    new Turn<>(restless.begin("s" + b), frames(b, vectors, true));
            restless.advance(List.of(turn));
            streams.add(vectors);
            expected.add(turn.outputs());
        }
        assertThat(expected).allSatisfy(heard -> assertThat(heard).hasSizeGreaterThan(10));
        assertThat(expected)
                .anySatisfy(
                        heard -> assertThat(heard.get(heard.size() - 1).utterance()).isPositive());

        for (long seed = 0; seed < 6; seed++) {
            assertThat(cut(restless, streams, new Random(seed))).isEqualTo(expected);
        }
    }

    /** Hears streams in random cuts and random batches, with restarts in between. */
    private static List<List<Hypothesis>> cut(
            TranscriptStage stage, List<float[]> streams, Random random) {
        List<TranscriptState> states = new ArrayList<>();
        List<List<Hypothesis>> heard = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int b = 0; b < streams.size(); b++) {
            states.add(stage.begin("s" + b));
            heard.add(new ArrayList<>());
            open.add(b);
        }
        int[] at = new int[streams.size()];
        while (!open.isEmpty()) {
            Collections.shuffle(open, random);
            List<Integer> batch = List.copyOf(open.subList(0, 1 + random.nextInt(open.size())));
            List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns = new ArrayList<>();
            for (int b : batch) {
                int to = Math.min(streams.get(b).length, at[b] + D * random.nextInt(40));
                float[] part = Arrays.copyOfRange(streams.get(b), at[b], to);
                boolean last = to == streams.get(b).length;
                states.set(b, restarted(new TranscriptStateCodec(), states.get(b)));
                turns.add(new Turn<>(states.get(b), frames(b, part, last)));
                at[b] = to;
            }
            stage.advance(turns);
            for (int i = 0; i < turns.size(); i++) {
                heard.get(batch.get(i)).addAll(turns.get(i).outputs());
                if (turns.get(i).ended()) {
                    open.remove(batch.get(i));
                }
            }
        }
        return heard;
    }

    private static FeatureFrames frames(int b, float[] vectors, boolean last) {
        return new FeatureFrames("s" + b, vectors, D, Long.MAX_VALUE, last);
    }

    private static DecoderSettings pause(int millis) {
        return DecoderSettings.GREEDY.with(
                Endpoint.USUAL.withAfterSpeech(Duration.ofMillis(millis)));
    }

    private Turn<TranscriptState, FeatureFrames, Hypothesis> hear(String symbols, boolean last) {
        return hear(stage, state, symbols, last);
    }

    private static Turn<TranscriptState, FeatureFrames, Hypothesis> hear(
            TranscriptStage stage, TranscriptState state, String symbols, boolean last) {
        FeatureFrames frames =
                new FeatureFrames("s", TestModels.vectors(symbols), D, 1 << 20, last);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn = new Turn<>(state, frames);
        stage.advance(List.of(turn));
        return turn;
    }

    private static double seconds(long samples) {
        return samples / 8_000.0;
    }
}
