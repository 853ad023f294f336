package io.hearken.recognizer;

import static io.hearken.reference.Parity.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.reference.ReferenceNetwork;
import io.hearken.stream.Alternative;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Gap;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps are 30 ms long. */
class LabelStageTest {
    private static final int D = TestModels.SPEC.dimension();
    private static final double STEP = TestModels.SPEC.stepSeconds();
    private static final TranscriptStateCodec CODEC = new TranscriptStateCodec();

    /** Of 9 steps, every 3, three averaged; three steps of rest. */
    private static final Head WINDOWS = Head.windows(0.27, 0.09, 3, 0.09);

    /** Between two windows, nothing is open. */
    private static final Head NO_OVERLAP = Head.windows(0.09, 0.09, 3, 0.27);

    private static final int HOP = 3;
    private static final int WINDOW = 9;

    /** Steps before and behind the speech of an utterance that count. */
    private static final int LEAD = 10;

    /** Steps of silence that end an utterance. */
    private static final int PAUSE = 27;

    @ParameterizedTest
    @EnumSource
    void anUtterancesLabelIsThatOfItsLastStep(Cell cell) {
        Model model = TestModels.classifier(cell, Head.UTTERANCE);
        for (int seed = 0; seed < 20; seed++) {
            float[] x = RandomNetwork.frames(new Random(seed), 10 + seed, D);

            List<Hypothesis> heard = hear(model, DecoderSettings.GREEDY, x);

            double[] last = last(ReferenceNetwork.run(model.weights(), rows(x, D)));
            assertSaid(heard, 0, label(model, last), last);
        }
    }

    @Test
    void everyWordOfAStreamHasALabel() {
        int said = 0;
        for (Cell cell : Cell.values()) {
            Model model = TestModels.classifier(cell, Head.UTTERANCE);
            for (int seed = 0; seed < 20; seed++) {
                Talk talk = new Talk(seed).silence(40).speech(12).silence(PAUSE).speech(10);
                float[] x = talk.silence(400).speech(20).silence(90).vectors();

                said += assertSaid(model, x, new int[][] {{30, 62}, {69, 99}, {479, 519}});
            }
        }
        assertThat(said).isGreaterThan(80);
    }

    /** It is loud from the start: that this was speech shows in the second quiet vector. */
    @Test
    void aStreamMayBeginWithinAWord() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk talk = new Talk(seed).speech(12).silence(50).speech(8).silence(9);

            said += assertSaid(model, talk.vectors(), new int[][] {{0, 23}, {52, 79}});
        }
        assertThat(said).isGreaterThan(10);
    }

    @Test
    void aHoleInNoiseBeginsNoUtterance() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk talk = new Talk(seed).silence(60).speech(12).silence(80);
            for (int hole : new int[] {1, 4, 30, 70}) {
                talk.partly().nothing(hole).partly().silence(60);
            }

            said += assertSaid(model, talk.vectors(), new int[][] {{50, 82}});
        }
        assertThat(said).isGreaterThan(5);
    }

    @Test
    void aMutedStartIsNotHeardAndBeginsNoUtterance() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk word = new Talk(seed).nothing(200).partly().silence(60).speech(12).silence(50);
            Talk soon = new Talk(seed).nothing(200).partly().silence(5).speech(12).silence(50);
            Talk all = new Talk(seed).nothing(200).partly().silence(60);

            said += assertSaid(model, word.vectors(), new int[][] {{251, 283}});
            said += assertSaid(model, soon.vectors(), new int[][] {{196, 228}});
            said += assertSaid(model, all.vectors(), new int[][] {{190, 261}});
        }
        assertThat(said).isGreaterThan(10);
    }

    @Test
    void aHoleBehindAWordIsPartOfTheSilence() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk talk = new Talk(seed).silence(40).speech(12).nothing(5).partly();
            talk.silence(PAUSE - 6).speech(10).silence(PAUSE);

            said += assertSaid(model, talk.vectors(), new int[][] {{30, 62}, {69, 99}});
        }
        assertThat(said).isGreaterThan(10);
    }

    /** As of a noise gate. */
    @Test
    void wordsBetweenHolesAreFound() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk talk = new Talk(seed).nothing(40).speech(12).silence(3).nothing(40);
            talk.speech(10).silence(3).nothing(40);

            said += assertSaid(model, talk.vectors(), new int[][] {{30, 63}, {85, 115}});
        }
        assertThat(said).isGreaterThan(10);
    }

    /**
     * Asserts that of a stream's utterances, from step to step, the labels are said; each is heard
     * by itself by a slow twin.
     *
     * @return how many are said, and not silent ones
     */
    private static int assertSaid(Model model, float[] x, int[]... utterances) {
        return assertSaid(model, DecoderSettings.GREEDY, x, utterances);
    }

    private static int assertSaid(
            Model model, DecoderSettings settings, float[] x, int[]... utterances) {
        List<Hypothesis> heard = hear(model, settings, x);
        int place = 0;
        for (int[] utterance : utterances) {
            float[] own = Arrays.copyOfRange(x, utterance[0] * D, utterance[1] * D);
            double[] last = last(ReferenceNetwork.run(model.weights(), rows(own, D)));
            String label = label(model, last);
            if (label != null) {
                assertSaid(heard, place, label, last);
                assertThat(heard.get(place).start()).isCloseTo(utterance[0] * STEP, within(1e-9));
                assertThat(heard.get(place++).end()).isCloseTo(end(utterance[1]), within(1e-9));
            }
        }
        assertThat(heard).hasSize(place);
        return place;
    }

    /** Seconds. */
    private static double end(int steps) {
        return (double) samples(steps) / TestModels.SPEC.sampleRate();
    }

    private static double[] last(double[][] rows) {
        return rows[rows.length - 1];
    }

    @Test
    void aLabelIsSaidAsSoonAsThePauseIsLongEnough() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        float[] x = new Talk(2).silence(40).speech(12).silence(PAUSE).vectors();
        Stage<TranscriptState, FeatureFrames, Hypothesis> stage =
                Stages.transcripts(model, DecoderSettings.GREEDY);
        TranscriptState state = stage.begin("s");

        List<Integer> said = new ArrayList<>();
        for (int t = 0; t < x.length / D; t++) {
            float[] one = Arrays.copyOfRange(x, t * D, (t + 1) * D);
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                    new Turn<>(state, frames(one, t + 1, false));
            stage.advance(List.of(turn));
            if (!turn.outputs().isEmpty()) {
                said.add(t);
            }
        }

        assertThat(said).containsExactly(40 + 12 + PAUSE - 1);
    }

    @Test
    void aShorterPauseIsPartOfTheUtterance() {
        Model model = TestModels.classifier(Cell.GRU, Head.UTTERANCE);
        Talk talk = new Talk(2).silence(LEAD).speech(12).silence(PAUSE - 1).speech(7);
        float[] x = talk.silence(LEAD).vectors();

        List<Hypothesis> heard = hear(model, DecoderSettings.GREEDY, x);

        double[] last = last(ReferenceNetwork.run(model.weights(), rows(x, D)));
        assertThat(heard).hasSize(1);
        assertSaid(heard, 0, label(model, last), last);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 300, 360, 600})
    void noVectorIsPartOfTwoUtterances(int pauseMillis) {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        int pause = pauseMillis / 30;
        DecoderSettings hasty =
                DecoderSettings.GREEDY.with(
                        Endpoint.USUAL.withAfterSpeech(Duration.ofMillis(pauseMillis)));
        int lead = Math.min(LEAD, 1 + Math.max(0, pause - LEAD));
        int said = 0;
        for (int seed = 0; seed < 20; seed++) {
            Talk talk = new Talk(seed).silence(40).speech(12).silence(pause + 1).speech(10);
            int[] first = {30, 52 + Math.min(LEAD, pause)};
            int[] second = {53 + pause - lead, 63 + pause + Math.min(LEAD, pause)};

            said += assertSaid(model, hasty, talk.silence(40).vectors(), first, second);
        }
        assertThat(said).isGreaterThan(10);
    }

    @Test
    void silenceSaysNothing() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        DecoderSettings hasty = DecoderSettings.GREEDY.with(longest(600));
        float[] word = new Talk(1).speech(12).silence(40).vectors();
        float[] x = new Talk(1).speech(12).silence(40).silence(4_000).vectors();

        assertThat(hear(model, hasty, x)).isEqualTo(hear(model, hasty, word)).hasSize(1);
    }

    @Test
    void ofAStreamAsLoudEverywhereAllIsOneUtterance() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        for (float[] x : List.of(new Talk(1).speech(900).vectors(), new float[900 * D])) {
            List<Hypothesis> heard = hear(model, DecoderSettings.GREEDY.with(longest(600)), x);

            double[] last = last(ReferenceNetwork.run(model.weights(), rows(x, D)));
            assertThat(heard).hasSize(label(model, last) == null ? 0 : 1);
            assertSaid(heard, 0, label(model, last), last);
        }
    }

    private static void assertSaid(
            List<Hypothesis> heard, int place, String label, double[] logPosteriors) {
        if (label == null) {
            assertThat(heard).hasSize(place);
            return;
        }
        Hypothesis said = heard.get(place);
        assertThat(said.text()).isEqualTo(label);
        assertThat(said.isFinal()).isTrue();
        assertThat(said.revision()).isZero();
        assertThat(said.utterance()).isEqualTo(place);
        double most = Arrays.stream(logPosteriors).max().getAsDouble();
        assertThat(said.words().get(0).confidence()).isCloseTo(Math.exp(most), within(1e-5));
    }

    /** The likeliest label, if it is said. */
    private static String label(Model model, double[] logPosteriors) {
        int best = 0;
        for (int v = 0; v < logPosteriors.length; v++) {
            best = logPosteriors[v] > logPosteriors[best] ? v : best;
        }
        String label = model.symbols().get(best);
        boolean isSaid =
                !label.equals("b") && (!label.equals("e") || Math.exp(logPosteriors[best]) >= 0.3);
        return isSaid ? label : null;
    }

    /** A slow twin: every window by itself, from silence. */
    @ParameterizedTest
    @EnumSource
    void windowsAreHeardAfreshAndAveraged(Cell cell) {
        Model model = TestModels.classifier(cell, WINDOWS);
        float[] x = RandomNetwork.frames(new Random(5), 200, D);

        List<Hypothesis> heard = hear(model, DecoderSettings.GREEDY, x);

        List<double[]> latest = new ArrayList<>();
        int place = 0;
        int quietUntil = 0;
        for (int from = 0; from + WINDOW <= 200; from += HOP) {
            float[] window = Arrays.copyOfRange(x, from * D, (from + WINDOW) * D);
            double[][] all = ReferenceNetwork.run(model.weights(), rows(window, D));
            latest.add(all[WINDOW - 1]);
            if (latest.size() > 3) {
                latest.remove(0);
            }
            double[] mean = mean(latest);
            String label = label(model, mean);
            if (label != null && from + WINDOW >= quietUntil) {
                Hypothesis said = heard.get(place);
                assertSaid(heard, place++, label, mean);
                assertThat(said.start()).isCloseTo(from * STEP, within(1e-9));
                quietUntil = from + WINDOW + 3;
            }
        }
        assertThat(heard).hasSize(place).hasSizeGreaterThan(1);
    }

    private static double[] mean(List<double[]> logPosteriors) {
        double[] mean = new double[logPosteriors.get(0).length];
        for (int v = 0; v < mean.length; v++) {
            double sum = 0;
            for (double[] one : logPosteriors) {
                sum += Math.exp(one[v]);
            }
            mean[v] = Math.log(sum / logPosteriors.size());
        }
        return mean;
    }

    @ParameterizedTest
    @EnumSource
    void neitherCutsNorCompanyNorRestartsChangeALabel(Cell cell) {
        for (Head head : List.of(WINDOWS, NO_OVERLAP, Head.UTTERANCE)) {
            Model model = TestModels.classifier(cell, head);
            DecoderSettings settings = DecoderSettings.GREEDY.with(longest(600));
            List<float[]> streams = new ArrayList<>();
            List<List<Hypothesis>> expected = new ArrayList<>();
            for (int b = 0; b < 12; b++) {
                float[] x = new Talk(b).speech(5).anything(40 * b).vectors();
                streams.add(x);
                expected.add(hear(model, settings, x));
            }
            assertThat(expected.stream().mapToInt(List::size).sum()).isGreaterThan(5);
            for (long seed = 0; seed < 5; seed++) {
                assertThat(cut(Stages.transcripts(model, settings), streams, new Random(seed)))
                        .isEqualTo(expected);
            }
        }
    }

    private static List<List<Hypothesis>> cut(
            Stage<TranscriptState, FeatureFrames, Hypothesis> stage,
            List<float[]> streams,
            Random random) {
        List<TranscriptState> states = new ArrayList<>();
        List<List<Hypothesis>> heard = new ArrayList<>();
        int[] taken = new int[streams.size()];
        for (int b = 0; b < taken.length; b++) {
            states.add(stage.begin("s"));
            heard.add(new ArrayList<>());
        }
        List<Integer> open = new ArrayList<>();
        for (int b = 0; b < taken.length; b++) {
            open.add(b);
        }
        while (!open.isEmpty()) {
            List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns = new ArrayList<>();
            List<Integer> company = new ArrayList<>();
            for (int b : List.copyOf(open)) {
                if (random.nextInt(3) > 0) {
                    byte[] saved = TestStates.saved(CODEC, states.get(b));
                    states.set(b, TestStates.restored(CODEC, saved, CODEC.version()));
                    int left = streams.get(b).length / D - taken[b];
                    int count = Math.min(left, random.nextInt(12));
                    boolean last = count == left;
                    int from = taken[b] * D;
                    float[] part = Arrays.copyOfRange(streams.get(b), from, from + count * D);
                    taken[b] += count;
                    turns.add(new Turn<>(states.get(b), frames(part, taken[b], last)));
                    company.add(b);
                    if (last) {
                        open.remove((Integer) b);
                    }
                }
            }
            stage.advance(turns);
            for (int i = 0; i < company.size(); i++) {
                heard.get(company.get(i)).addAll(turns.get(i).outputs());
            }
        }
        return heard;
    }

    @Test
    void theSilenceBehindAStreamsEndIsNotPartOfIt() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        Stage<TranscriptState, FeatureFrames, Hypothesis> stage =
                Stages.transcripts(model, DecoderSettings.GREEDY);
        float[] x = RandomNetwork.frames(new Random(1), 40, D);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                new Turn<>(stage.begin("s"), frames(x, 25, true));

        stage.advance(List.of(turn));

        assertThat(turn.outputs())
                .isEqualTo(hear(model, DecoderSettings.GREEDY, Arrays.copyOf(x, 25 * D)))
                .isNotEmpty();
    }

    @Test
    void ofAStreamShorterThanAWindowAllIsHeard() {
        float[] x = RandomNetwork.frames(new Random(2), 5, D);

        List<Hypothesis> heard =
                hear(TestModels.classifier(Cell.GRU, WINDOWS), DecoderSettings.GREEDY, x);

        assertThat(heard)
                .isNotEmpty()
                .extracting(Hypothesis::text)
                .isEqualTo(
                        hear(
                                        TestModels.classifier(Cell.GRU, Head.UTTERANCE),
                                        DecoderSettings.GREEDY,
                                        x)
                                .stream()
                                .map(Hypothesis::text)
                                .toList());
    }

    @Test
    void anUtteranceThatGoesOnForeverIsCut() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        float[] x = new Talk(3).silence(LEAD).speech(50).vectors();

        List<Hypothesis> heard = hear(model, DecoderSettings.GREEDY.with(longest(600)), x);

        List<String> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            float[] own = Arrays.copyOfRange(x, part * 20 * D, (part + 1) * 20 * D);
            hear(model, DecoderSettings.GREEDY, own).forEach(said -> parts.add(said.text()));
        }
        assertThat(heard).extracting(Hypothesis::text).isEqualTo(parts).isNotEmpty();
    }

    @Test
    void aLongGapEndsAnUtteranceAndItsTimesGoOn() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        Stage<TranscriptState, FeatureFrames, Hypothesis> stage =
                Stages.transcripts(model, DecoderSettings.GREEDY);
        float[] x = RandomNetwork.frames(new Random(1), 25, D);
        TranscriptState state = stage.begin("s");
        long resumesAt = 1_000L * TestModels.SPEC.stepSamples();
        FeatureFrames before =
                new FeatureFrames("s", x, D, samples(25), false, List.of(), resumesAt);
        FeatureFrames behind =
                new FeatureFrames(
                        "s",
                        x,
                        D,
                        resumesAt + samples(25),
                        true,
                        List.of(new Gap(1, 30)),
                        FeatureFrames.GOES_ON);
        List<Hypothesis> heard = new ArrayList<>();
        for (FeatureFrames one : List.of(before, behind)) {
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn = new Turn<>(state, one);
            stage.advance(List.of(turn));
            heard.addAll(turn.outputs());
        }

        assertThat(heard).hasSize(2);
        assertThat(heard.get(1).text()).isEqualTo(heard.get(0).text());
        assertThat(heard.get(1).utterance()).isOne();
        assertThat(heard.get(1).start()).isCloseTo(1_000 * STEP, within(1e-9));
        assertThat(heard.get(1).gaps()).containsExactly(new Gap(1, 30));
    }

    @Test
    void otherLabelsAreToldIfAskedFor() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);
        float[] x = RandomNetwork.frames(new Random(1), 25, D);

        List<Hypothesis> heard = hear(model, DecoderSettings.BEAM.withNBest(3), x);

        assertThat(heard).hasSize(1);
        List<Alternative> readings = heard.get(0).alternatives();
        assertThat(readings).hasSizeBetween(2, 3);
        assertThat(readings.get(0).words()).isEqualTo(heard.get(0).words());
        assertThat(readings.get(0).probability()).isGreaterThan(readings.get(1).probability());
    }

    @Test
    void aClassifierKnowsNoGrammar() {
        Model model = TestModels.classifier(Cell.LSTM, Head.UTTERANCE);

        assertThatThrownBy(() -> Stages.transcripts(model, DecoderSettings.BEAM.withGrammar("a")))
                .hasMessage(
                        "classifier is a classifier, which knows no grammar and no insertion"
                                + " penalty");
    }

    @Test
    void aClassifierSaysNothingInSilence() {
        Endpoint endpoint =
                new Endpoint(Duration.ofSeconds(5), Duration.ofMillis(800), Duration.ZERO);
        for (Head head : List.of(Head.UTTERANCE, WINDOWS)) {
            Model model = TestModels.classifier(Cell.LSTM, head);

            assertThatThrownBy(
                            () -> Stages.transcripts(model, DecoderSettings.GREEDY.with(endpoint)))
                    .hasMessage(
                            "classifier is a classifier, which says nothing in silence: leave out"
                                    + " the endpoint in silence");
        }
    }

    @Test
    void headsAreChecked() {
        assertThatThrownBy(() -> Head.windows(1, 2, 1, 0))
                .hasMessage("hop must be above 0 s and at most the window's 1.0 s, got 2.0 s");
        assertThatThrownBy(() -> Head.windows(1, 0, 1, 0)).hasMessageStartingWith("hop must be");
        assertThatThrownBy(() -> Head.windows(61, 1, 1, 0))
                .hasMessage("window must be 0 to 60.0 s, got 61.0");
        assertThatThrownBy(() -> Head.windows(1, Double.NaN, 1, 0))
                .hasMessageStartingWith("hop must be");
        assertThatThrownBy(() -> Head.windows(1, 1, 0, 0))
                .hasMessage("smoothing must be 1 to 100 windows, got 0");
        assertThatThrownBy(() -> new Head(false, 1, 1, 1, 0))
                .hasMessageStartingWith("smoothing and refractory are of windows");
        assertThatThrownBy(() -> new Head(true, 0, 0, 1, 2))
                .hasMessageStartingWith("smoothing and refractory are of windows");
        assertThatThrownBy(() -> Head.windows(10, 0.1, 1, 0))
                .hasMessageStartingWith(
                        "at most 64 windows overlap: hop must be at least 0.15625 s");
        assertThatThrownBy(() -> TestModels.classifier(Cell.LSTM, Head.windows(1, 0.7, 1, 0)))
                .hasMessageContaining(
                        "a window must be a multiple of the hop, got 33 and 23 steps");
    }

    private static Endpoint longest(int millis) {
        return new Endpoint(Duration.ZERO, Duration.ofMillis(800), Duration.ofMillis(millis));
    }

    private static List<Hypothesis> hear(Model model, DecoderSettings settings, float[] x) {
        Stage<TranscriptState, FeatureFrames, Hypothesis> stage =
                Stages.transcripts(model, settings);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                new Turn<>(stage.begin("s"), frames(x, x.length / D, true));
        stage.advance(List.of(turn));
        return turn.outputs();
    }

    private static FeatureFrames frames(float[] x, int heard, boolean last) {
        return new FeatureFrames("s", x, D, samples(heard), last);
    }

    /** As many as so many vectors rest on. */
    private static long samples(int vectors) {
        return vectors == 0
                ? 0
                : (vectors - 1L) * TestModels.SPEC.stepSamples() + TestModels.SPEC.vectorSamples();
    }
}
