package io.hearken.recognizer;

import static io.hearken.reference.Parity.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.acoustic.WholeNetwork;
import io.hearken.audio.Recording;
import io.hearken.reference.ReferenceBidirectional;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Gap;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose networks also go backwards. */
class WholeRecordingTest {
    private static final AudioFormat PLAIN = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
    private static final int D = TestModels.SPEC.dimension();

    /** Of 9 steps, every 3; none averaged, so that each is its own. */
    private static final Head WINDOWS = Head.windows(0.27, 0.09, 1, 0);

    private static final int HOP = 3;
    private static final int WINDOW = 9;

    @ParameterizedTest
    @EnumSource
    void neitherCutsNorCompanyChangeWhatIsHeard(Cell cell) {
        for (Model model :
                List.of(
                        TestModels.bothWays(cell),
                        TestModels.bothWays(cell, Head.UTTERANCE, true),
                        TestModels.bothWays(cell, WINDOWS, false))) {
            Recognizer recognizer = new Recognizer(model);
            List<byte[]> recordings = new ArrayList<>();
            List<List<Hypothesis>> whole = new ArrayList<>();
            for (int b = 0; b < 8; b++) {
                byte[] audio = RecognizerTest.swelling(new Random(b), 4_000 + 3_000 * b);
                recordings.add(audio);
                whole.add(recognizer.recognize("s", new Recording(PLAIN, audio)));
            }
            assertThat(whole.stream().mapToInt(List::size).sum()).isGreaterThan(4);
            for (long seed = 1; seed < 4; seed++) {
                assertThat(cut(recognizer, recordings, new Random(seed))).isEqualTo(whole);
            }
        }
    }

    private static List<List<Hypothesis>> cut(
            Recognizer recognizer, List<byte[]> recordings, Random random) {
        List<Recognizer.State> states = new ArrayList<>();
        List<List<Hypothesis>> heard = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int[] taken = new int[recordings.size()];
        for (int b = 0; b < taken.length; b++) {
            states.add(recognizer.begin("s"));
            heard.add(new ArrayList<>());
            open.add(b);
        }
        while (!open.isEmpty()) {
            Collections.shuffle(open, random);
            List<Integer> company = List.copyOf(open.subList(0, 1 + random.nextInt(open.size())));
            List<Turn<Recognizer.State, AudioChunk, Hypothesis>> turns = new ArrayList<>();
            for (int b : company) {
                byte[] audio = recordings.get(b);
                int to = Math.min(audio.length, taken[b] + random.nextInt(9_999));
                byte[] part = Arrays.copyOfRange(audio, taken[b], to);
                boolean last = to == audio.length;
                turns.add(new Turn<>(states.get(b), AudioChunk.of("s", part, PLAIN, last)));
                taken[b] = to;
                if (last) {
                    open.remove((Integer) b);
                }
            }
            recognizer.advance(turns);
            for (int i = 0; i < company.size(); i++) {
                heard.get(company.get(i)).addAll(turns.get(i).outputs());
            }
        }
        return heard;
    }

    @Test
    void nothingIsSaidBeforeTheEndAndAllRestsOnTheWhole() {
        Recognizer recognizer = new Recognizer(TestModels.bothWays(Cell.LSTM));
        Recording recording = new Recording(PLAIN, RecognizerTest.swelling(new Random(1), 40_000));
        Recognizer.State state = recognizer.begin("s");

        assertThat(RecognizerTest.hear(recognizer, state, recording.data(), false).outputs())
                .isEmpty();
        Turn<Recognizer.State, AudioChunk, Hypothesis> end =
                new Turn<>(state, recognizer.ending("s"));
        recognizer.advance(List.of(end));

        assertThat(end.ended()).isTrue();
        assertThat(end.outputs())
                .isNotEmpty()
                .isEqualTo(recognizer.recognize("s", recording))
                .allSatisfy(
                        said -> assertThat(said.audioProcessed()).isEqualTo(recording.seconds()));
        assertThat(end.outputs().get(0).end()).isLessThan(recording.seconds());
    }

    @ParameterizedTest
    @CsvSource({"LSTM, false", "LSTM, true", "GRU, false", "GRU, true"})
    void anUtterancesLabelIsThatOfItsLastStep(Cell cell, boolean bothEnds) {
        Model model = TestModels.bothWays(cell, Head.UTTERANCE, bothEnds);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            float[] x = RandomNetwork.frames(new Random(seed), 10 + seed, D);

            List<Hypothesis> heard = hear(model, x);

            double[][] all = ReferenceBidirectional.run(model.weights(), rows(x, D));
            said += assertSaid(model, heard, 0, all[all.length - 1]);
        }
        assertThat(said).isGreaterThan(5);
    }

    /** A slow twin: every utterance by itself, from its lead to the vector that counts. */
    @ParameterizedTest
    @CsvSource({"LSTM, false", "LSTM, true", "TANH, false", "GRU, true"})
    void everyWordOfARecordingIsAWhole(Cell cell, boolean bothEnds) {
        Model model = TestModels.bothWays(cell, Head.UTTERANCE, bothEnds);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk talk = new Talk(seed).silence(40).speech(12).silence(50).speech(10).silence(9);
            float[] x = talk.speech(4).silence(60).speech(20).silence(5).vectors();

            List<Hypothesis> heard = hear(model, x);

            int place = 0;
            for (int[] utterance : new int[][] {{30, 62}, {92, 135}, {175, 210}}) {
                float[] own = Arrays.copyOfRange(x, utterance[0] * D, utterance[1] * D);
                double[][] all = ReferenceBidirectional.run(model.weights(), rows(own, D));
                place += assertSaid(model, heard, place, all[all.length - 1]);
            }
            assertThat(heard).hasSize(place);
            said += place;
        }
        assertThat(said).isGreaterThan(20);
    }

    /** A slow twin: every window by itself. */
    @ParameterizedTest
    @CsvSource({"LSTM, false", "LSTM, true", "TANH, false", "GRU, true"})
    void everyWindowIsAWhole(Cell cell, boolean bothEnds) {
        Model model = TestModels.bothWays(cell, WINDOWS, bothEnds);
        float[] x = RandomNetwork.frames(new Random(5), 100, D);

        List<Hypothesis> heard = hear(model, x);

        int place = 0;
        for (int from = 0; from + WINDOW <= 100; from += HOP) {
            float[] window = Arrays.copyOfRange(x, from * D, (from + WINDOW) * D);
            double[][] all = ReferenceBidirectional.run(model.weights(), rows(window, D));
            place += assertSaid(model, heard, place, all[WINDOW - 1]);
        }
        assertThat(heard).hasSize(place).hasSizeGreaterThan(5);
    }

    /** Whether the likeliest label is one to be said; then it must have been. */
    private static int assertSaid(
            Model model, List<Hypothesis> heard, int place, double[] logPosteriors) {
        int best = 0;
        for (int v = 0; v < logPosteriors.length; v++) {
            best = logPosteriors[v] > logPosteriors[best] ? v : best;
        }
        String label = model.symbols().get(best);
        double posterior = Math.exp(logPosteriors[best]);
        if (label.equals("b") || label.equals("e") && posterior < 0.3) {
            return 0;
        }
        assertThat(heard.get(place).text()).isEqualTo(label);
        assertThat(heard.get(place).words().get(0).confidence()).isCloseTo(posterior, within(1e-5));
        return 1;
    }

    @Test
    void aLongGapEndsARecordingAndBeginsAnother() {
        Recognizer recognizer = new Recognizer(TestModels.bothWays(Cell.LSTM));
        byte[] audio = RecognizerTest.swelling(new Random(1), 20_000);
        List<Hypothesis> once = recognizer.recognize("s", new Recording(PLAIN, audio));
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < audio.length; from += 1_600) {
            parts.add(Arrays.copyOfRange(audio, from, from + 1_600));
        }
        Recognizer.State state = recognizer.begin("s");
        List<Hypothesis> heard = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < parts.size(); i++) {
                boolean last = pass == 1 && i == parts.size() - 1;
                AudioChunk chunk =
                        new AudioChunk("s", parts.get(i), PLAIN, 100 * pass + i, last, Origin.NONE);
                Turn<Recognizer.State, AudioChunk, Hypothesis> turn = new Turn<>(state, chunk);
                recognizer.advance(List.of(turn));
                heard.addAll(turn.outputs());
            }
        }

        List<String> texts = once.stream().map(Hypothesis::text).toList();
        assertThat(texts).isNotEmpty();
        List<String> both = new ArrayList<>(texts);
        both.addAll(texts);
        assertThat(heard).extracting(Hypothesis::text).isEqualTo(both);
        Hypothesis last = heard.get(heard.size() - 1);
        assertThat(last.start()).isGreaterThan(10);
        assertThat(last.gaps()).isNotEmpty();
    }

    @Test
    void aRecordingThatIsTooLongIsRefusedAndHarmsNobody() {
        Model model = TestModels.bothWays(Cell.GRU);
        Recognizer recognizer = new Recognizer(model, DecoderSettings.GREEDY, Ordering.USUAL, 100);
        byte[] audio = RecognizerTest.swelling(new Random(1), 32_000);
        byte[] brief = RecognizerTest.swelling(new Random(2), 8_000);
        Recognizer.State state = recognizer.begin("s");
        Recognizer.State other = recognizer.begin("t");

        boolean used = RecognizerTest.hear(recognizer, state, audio, false).isUsed();
        Turn<Recognizer.State, AudioChunk, Hypothesis> end =
                new Turn<>(state, AudioChunk.of("s", audio, PLAIN, true));
        Turn<Recognizer.State, AudioChunk, Hypothesis> good =
                new Turn<>(other, AudioChunk.of("t", brief, PLAIN, true));
        recognizer.advance(List.of(end, good));

        assertThat(used).isFalse();
        assertThat(end.rejection()).isPresent();
        assertThat(end.ended()).isTrue();
        assertThat(end.outputs()).isEmpty();
        assertThat(good.outputs())
                .isEqualTo(new Recognizer(model).recognize("t", new Recording(PLAIN, brief)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recognizer.recognize("call-7", new Recording(PLAIN, audio)))
                .withMessage(
                        "call-7: the network needs a whole recording at once, of 3 s at most: cut"
                                + " it");
        assertThat(WholeNetwork.mostFrames(model.weights())).isEqualTo((1 << 27) / 60);
    }

    @Test
    void vectorsAreJoinedAndForgotten() {
        WholeVectors vectors = new WholeVectors();
        FeatureFrames first =
                new FeatureFrames(
                        "s", new float[] {1, 2}, 1, 10, false, List.of(new Gap(0, 1)), -1);
        FeatureFrames last = new FeatureFrames("s", new float[] {3}, 1, 20, true);

        assertThat(vectors.take(first, 3)).isTrue();
        assertThat(vectors.take(last, 3)).isTrue();
        FeatureFrames whole = vectors.end(last);

        assertThat(whole.values()).containsExactly(1, 2, 3);
        assertThat(whole.samples()).isEqualTo(20);
        assertThat(whole.gaps()).containsExactly(new Gap(0, 1));
        assertThat(vectors.take(last, 1)).isTrue();
        assertThat(vectors.take(last, 1)).isFalse();
        assertThat(vectors.end(last).values()).isEmpty();
    }

    @Test
    void liveStreamsAreRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Stages.transcripts(
                                        TestModels.bothWays(Cell.LSTM), DecoderSettings.GREEDY))
                .withMessage(
                        "model both-ways goes through a recording in both directions, which needs"
                                + " its end: use transcribe or evaluate; live streams need a network"
                                + " that goes forward only");
    }

    private static List<Hypothesis> hear(Model model, float[] x) {
        int vectors = x.length / D;
        long samples =
                (vectors - 1L) * TestModels.SPEC.stepSamples() + TestModels.SPEC.vectorSamples();
        var stage = Stages.of(model, DecoderSettings.GREEDY);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                new Turn<>(stage.begin("s"), new FeatureFrames("s", x, D, samples, true));
        stage.advance(List.of(turn));
        return turn.outputs();
    }
}
