package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.restarted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.WavFile;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Gap;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Turn;
import io.hearken.wire.TranscriptJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of numbered chunks that come twice, too early, too late or never. */
class OrderingTest {
    private static final Model MODEL = TestModels.restless();
    private static final DecoderSettings DECODER =
            DecoderSettings.GREEDY.with(Endpoint.USUAL.withAfterSpeech(Duration.ofMillis(120)));
    private static final AudioFormat PLAIN = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
    private static final int CHUNKS = 60;

    /** Bytes of 100 ms. */
    private static final int CHUNK = 1_600;

    private final byte[] audio = noise(7, CHUNKS * CHUNK);
    private final List<AudioChunk> chunks = numbered(audio, PLAIN, CHUNK);

    /** What came of chunks: hypotheses, and how many were refused, by code. */
    private static final class Outcome {
        final List<Hypothesis> hypotheses = new ArrayList<>();
        final Map<String, Integer> refused = new HashMap<>();

        String json() {
            return hypotheses.stream()
                    .map(one -> new String(TranscriptJson.write(one), UTF_8))
                    .collect(Collectors.joining("\n"));
        }

        void count(String code) {
            refused.merge(code, 1, Integer::sum);
        }
    }

    /** A stream as the two operators host it, with a restart now and then. */
    private static final class Listener {
        private final FeatureStage features;
        private final TranscriptStage transcripts = new TranscriptStage(MODEL, DECODER);
        private final Random restarts;
        private FeatureState heard;
        private TranscriptState said;
        final Outcome outcome = new Outcome();

        Listener(Ordering ordering, Random restarts) {
            features = new FeatureStage(MODEL, ordering);
            this.restarts = restarts;
        }

        void hear(AudioChunk chunk) {
            if (heard == null) {
                heard = features.begin("s");
            }
            var turn = new Turn<FeatureState, AudioChunk, FeatureFrames>(heard, chunk);
            features.advance(List.of(turn));
            for (var frames : turn.outputs()) {
                if (said == null) {
                    said = transcripts.begin("s");
                }
                var next = new Turn<TranscriptState, FeatureFrames, Hypothesis>(said, frames);
                transcripts.advance(List.of(next));
                outcome.hypotheses.addAll(next.outputs());
                said = next.ended() ? null : said;
            }
            turn.refused().forEach(one -> outcome.count(one.reason().code()));
            turn.dropped().forEach(outcome::count);
            heard = turn.ended() ? null : heard;
            restart();
        }

        private void restart() {
            if (restarts != null && restarts.nextBoolean()) {
                heard = heard == null ? null : restarted(new FeatureStateCodec(), heard);
                said = said == null ? null : restarted(new TranscriptStateCodec(), said);
            }
        }

        /** Nothing has come for so long. */
        void idle() {
            hear(features.ending("s"));
        }

        boolean isForgotten() {
            return heard == null && said == null;
        }
    }

    private static Outcome hear(List<AudioChunk> chunks) {
        return hear(chunks, Ordering.USUAL, null);
    }

    private static Outcome hear(List<AudioChunk> chunks, Ordering ordering, Random restarts) {
        Listener listener = new Listener(ordering, restarts);
        chunks.forEach(listener::hear);
        return listener.outcome;
    }

    private String undisturbed() {
        Outcome outcome = hear(chunks);
        assertThat(outcome.hypotheses).hasSizeGreaterThan(20);
        return outcome.json();
    }

    @Test
    void numbersThatComeInOrderChangeNothing() {
        List<AudioChunk> unnumbered =
                chunks.stream().map(c -> AudioChunk.of("s", c.bytes(), PLAIN, c.last())).toList();

        assertThat(hear(unnumbered).json()).isEqualTo(undisturbed());
        assertThat(hear(unnumbered, Ordering.USUAL, new Random(1)).json()).isEqualTo(undisturbed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void disorderWithinTheBoundChangesNothing(int reorder) {
        String expected = undisturbed();
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<AudioChunk> shuffled = shuffled(chunks, reorder, random);

            Outcome outcome = hear(shuffled, new Ordering(reorder, Duration.ofSeconds(2)), random);

            assertThat(outcome.json()).isEqualTo(expected);
            assertThat(outcome.refused).isEmpty();
        }
    }

    @Test
    void aChunkMayBeOvertakenByAsManyAsMayWaitButNoMore() {
        for (int late = 6; late <= 10; late++) {
            List<AudioChunk> delayed = new ArrayList<>(chunks);
            delayed.add(20 + late, delayed.remove(20));

            Outcome outcome = hear(delayed);

            if (late <= 8) {
                assertThat(outcome.json()).isEqualTo(undisturbed());
            } else {
                assertThat(outcome.json()).isNotEqualTo(undisturbed());
                assertThat(outcome.refused).isEqualTo(Map.of("late", 1));
                assertThat(gaps(outcome)).containsExactly(new Gap(2.0, 2.1));
            }
        }
    }

    @Test
    void whatComesTwiceIsDroppedAndCounted() {
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<AudioChunk> all = shuffled(chunks, 4, random);
            int repeats = 1 + random.nextInt(40);
            for (int i = 0; i < repeats; i++) {
                int which = random.nextInt(all.size() - 1);
                int behind = 1 + random.nextInt(12);
                all.add(Math.min(all.size() - 1, which + behind), all.get(which));
            }
            boolean endsEarly = !all.get(all.size() - 1).last();

            Outcome outcome = hear(all, Ordering.USUAL, random);

            assertThat(outcome.json()).isEqualTo(undisturbed());
            // Behind the end nothing is a mere repetition.
            int counted = outcome.refused.values().stream().mapToInt(n -> n).sum();
            assertThat(counted).isEqualTo(repeats);
            assertThat(outcome.refused.keySet()).isSubsetOf("duplicate", "late");
            if (!endsEarly) {
                assertThat(outcome.refused).containsKey("duplicate");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PCM_S16LE, 8000, 1, 0, 1600",
        "PCM_S16LE, 16000, 2, 0, 6401",
        "PCM_U8, 8000, 1, 128, 800",
        "PCM_MULAW, 8000, 1, 255, 800",
        "PCM_ALAW, 11025, 1, 213, 1102"
    })
    void aShortGapIsHeardAsSilenceAndTold(
            Encoding encoding, int rate, int channels, int silent, int bytes) {
        AudioFormat format = new AudioFormat(encoding, rate, channels);
        byte[] whole = noise(9, CHUNKS * bytes);
        List<AudioChunk> all = numbered(whole, format, bytes);
        double seconds = (double) bytes / format.bytesPerFrame() / rate;
        Ordering halfASecond = new Ordering(8, Duration.ofMillis((long) (seconds * 5_000) + 1));
        for (int missing = 1; missing <= 5; missing++) {
            int from = 30;
            List<AudioChunk> expected = new ArrayList<>(all);
            List<AudioChunk> rest = new ArrayList<>(all);
            for (int i = 0; i < missing; i++) {
                byte[] silence = new byte[bytes];
                Arrays.fill(silence, (byte) silent);
                expected.set(from + i, chunk(from + i, silence, format, false));
                rest.remove(from);
            }

            Outcome outcome = hear(rest, halfASecond, new Random(missing));

            assertThat(withoutGaps(outcome)).isEqualTo(hear(expected).json());
            List<Gap> gaps = gaps(outcome);
            assertThat(gaps).hasSize(1);
            // A resampler is a few milliseconds behind.
            assertThat(gaps.get(0).start()).isCloseTo(from * seconds, within(0.005));
            assertThat(gaps.get(0).end()).isCloseTo((from + missing) * seconds, within(0.005));
            assertThat(outcome.refused).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 20})
    void behindALongGapTheStreamBeginsAnew(int missing) {
        Ordering halfASecond = new Ordering(8, Duration.ofMillis(500));
        List<AudioChunk> rest = new ArrayList<>(chunks.subList(0, 20));
        rest.addAll(chunks.subList(20 + missing, CHUNKS));

        List<Hypothesis> heard = hear(rest, halfASecond, new Random(missing)).hypotheses;

        Outcome first = hear(numbered(Arrays.copyOf(audio, 20 * CHUNK), PLAIN, CHUNK));
        byte[] behind = Arrays.copyOfRange(audio, (20 + missing) * CHUNK, audio.length);
        List<Hypothesis> second = hear(numbered(behind, PLAIN, CHUNK)).hypotheses;
        int before = first.hypotheses.size();
        assertThat(heard.subList(0, before)).isEqualTo(first.hypotheses);
        assertThat(heard).hasSize(before + second.size());
        int utterances = 1 + heard.get(before - 1).utterance();
        double shift = heard.get(before).audioProcessed() - second.get(0).audioProcessed();
        assertThat(shift).isCloseTo((20 + missing) * 0.1, within(0.03 + 1e-9)); // a vector's step
        assertThat(shift).isGreaterThan((20 + missing) * 0.1 - 1e-9);
        for (int i = 0; i < second.size(); i++) {
            Hypothesis now = heard.get(before + i);
            Hypothesis alone = second.get(i);
            assertThat(now.utterance()).isEqualTo(utterances + alone.utterance());
            assertThat(now.revision()).isEqualTo(alone.revision());
            assertThat(now.isFinal()).isEqualTo(alone.isFinal());
            assertThat(now.text()).isEqualTo(alone.text());
            assertThat(now.confidence()).isEqualTo(alone.confidence());
            assertThat(now.start()).isCloseTo(alone.start() + shift, within(1e-6));
            assertThat(now.end()).isCloseTo(alone.end() + shift, within(1e-6));
        }
        assertThat(heard.get(before).gaps()).hasSize(1);
        assertThat(heard.get(before).gaps().get(0).start()).isEqualTo(2);
        assertThat(heard.get(before).gaps().get(0).end()).isCloseTo(shift, within(1e-9));
    }

    @Test
    void noHypothesisIsNamedTwiceWhateverIsMissing() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<AudioChunk> some = new ArrayList<>();
            for (int i = 0; i < CHUNKS; i++) {
                if (random.nextInt(4) > 0) {
                    some.add(chunks.get(i));
                } else {
                    i += random.nextInt(12);
                }
            }
            Listener listener = new Listener(new Ordering(3, Duration.ofMillis(300)), random);
            shuffled(some, 3, random).forEach(listener::hear);
            listener.idle();

            Set<List<Integer>> names = new TreeSet<>(Comparator.comparing(List::toString));
            double told = 0;
            for (Hypothesis one : listener.outcome.hypotheses) {
                assertThat(names.add(List.of(one.utterance(), one.revision()))).isTrue();
                assertThat(one.start()).isLessThanOrEqualTo(one.end());
                assertThat(one.audioProcessed()).isGreaterThanOrEqualTo(told);
                told = one.audioProcessed();
            }
            List<Gap> gaps = gaps(listener.outcome);
            assertThat(gaps).doesNotHaveDuplicates();
            assertThat(gaps).isSortedAccordingTo(Comparator.comparing(Gap::start));
        }
    }

    @Test
    void disorderAroundGapsChangesNothing() {
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<AudioChunk> some = new ArrayList<>(chunks);
            some.removeIf(chunk -> !chunk.last() && random.nextInt(8) == 0);
            Ordering ordering = new Ordering(5, Duration.ofMillis(150));
            String expected = hear(some, ordering, null).json();

            Outcome outcome = hear(shuffled(some, 5, random), ordering, random);

            assertThat(outcome.json()).isEqualTo(expected).contains("gaps");
        }
    }

    @Test
    void aGapIsToldWithOneUtteranceOnly() {
        List<AudioChunk> rest = new ArrayList<>(chunks);
        rest.remove(30);

        List<Hypothesis> heard = hear(rest).hypotheses;

        List<Integer> utterances =
                heard.stream()
                        .filter(one -> !one.gaps().isEmpty())
                        .map(Hypothesis::utterance)
                        .distinct()
                        .toList();
        assertThat(utterances).hasSize(1);
        assertThat(heard)
                .filteredOn(one -> one.utterance() == utterances.get(0) && one.isFinal())
                .allSatisfy(one -> assertThat(one.gaps()).hasSize(1));
        assertThat(heard)
                .filteredOn(one -> one.audioProcessed() <= 3.0)
                .allSatisfy(one -> assertThat(one.gaps()).isEmpty());
    }

    @Test
    void filesInRecordsAreBridgedByTheirOwnLength() {
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);
        List<AudioChunk> files = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            float[] samples = new float[8_000];
            Arrays.fill(samples, 0.1f * i);
            files.add(chunk(i, WavFile.write(16_000, samples), wav, i == 9));
        }
        files.remove(4);
        FeatureStage stage = new FeatureStage(MODEL, new Ordering(2, Duration.ofSeconds(2)));
        FeatureState state = stage.begin("s");
        List<FeatureFrames> heard = new ArrayList<>();

        for (AudioChunk file : files) {
            var turn = new Turn<FeatureState, AudioChunk, FeatureFrames>(state, file);
            stage.advance(List.of(turn));
            heard.addAll(turn.outputs());
        }

        assertThat(heard.get(heard.size() - 1).samples()).isEqualTo(10 * 4_000);
        List<Gap> gaps = heard.stream().flatMap(frames -> frames.gaps().stream()).toList();
        assertThat(gaps).hasSize(1);
        assertThat(gaps.get(0).start()).isCloseTo(2, within(0.005));
        assertThat(gaps.get(0).end()).isCloseTo(2.5, within(0.005));
    }

    @Test
    void theLastChunkWaitsForThoseBeforeIt() {
        for (int early = 1; early <= 8; early++) {
            List<AudioChunk> swapped = new ArrayList<>(chunks);
            swapped.add(CHUNKS - 1 - early, swapped.remove(CHUNKS - 1));

            assertThat(hear(swapped).json()).isEqualTo(undisturbed());
        }
    }

    @Test
    void whatWaitsIsHeardWhenNothingMoreComes() {
        List<AudioChunk> some = new ArrayList<>(chunks.subList(0, 40));
        some.remove(35);
        Listener listener = new Listener(Ordering.USUAL, new Random(3));

        some.forEach(listener::hear);
        listener.idle();

        Outcome outcome = listener.outcome;
        List<AudioChunk> silent = new ArrayList<>(chunks.subList(0, 40));
        silent.set(35, chunk(35, new byte[CHUNK], PLAIN, false));
        silent.add(chunk(40, new byte[0], PLAIN, true));
        assertThat(withoutGaps(outcome)).isEqualTo(hear(silent).json());
        assertThat(gaps(outcome)).containsExactly(new Gap(3.5, 3.6));
        assertThat(listener.isForgotten()).isFalse();
        listener.idle();
        assertThat(listener.isForgotten()).isTrue();
    }

    @Test
    void aStreamMetInItsMiddleIsTakenFromThere() {
        List<AudioChunk> later = chunks.subList(41, CHUNKS);
        byte[] rest = Arrays.copyOfRange(audio, 41 * CHUNK, audio.length);
        String expected = hear(numbered(rest, PLAIN, CHUNK)).json();

        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            Outcome outcome = hear(shuffled(later, 8, random), Ordering.USUAL, random);

            assertThat(outcome.json()).isEqualTo(expected).doesNotContain("gaps");
            assertThat(outcome.refused).isEmpty();
        }
    }

    @Test
    void twoProducersAreNoticedAndTheFirstIsHeard() {
        List<AudioChunk> others = numbered(noise(8, CHUNKS * CHUNK), PLAIN, CHUNK);
        List<AudioChunk> both = new ArrayList<>();
        for (int i = 0; i < CHUNKS - 1; i++) {
            both.add(chunks.get(i));
            both.add(others.get(i));
        }
        both.add(chunks.get(CHUNKS - 1));

        Outcome outcome = hear(both, Ordering.USUAL, new Random(1));

        assertThat(outcome.json()).isEqualTo(undisturbed());
        assertThat(outcome.refused).isEqualTo(Map.of("two-producers", CHUNKS - 1));
    }

    @Test
    void twoProducersAreNoticedWhileChunksWait() {
        Listener listener = new Listener(Ordering.USUAL, null);
        listener.hear(chunks.get(0));
        listener.hear(chunks.get(2));

        listener.hear(chunks.get(2));
        listener.hear(chunk(2, noise(4, CHUNK), PLAIN, false));

        assertThat(listener.outcome.refused).isEqualTo(Map.of("duplicate", 1, "two-producers", 1));
    }

    @Test
    void whatComesBehindTheEndIsLateUntilTheStreamIsForgotten() {
        Listener listener = new Listener(Ordering.USUAL, new Random(1));
        chunks.forEach(listener::hear);

        listener.hear(chunks.get(5));
        listener.hear(chunks.get(CHUNKS - 1));
        listener.hear(chunk(CHUNKS + 3, new byte[CHUNK], PLAIN, false));

        assertThat(listener.outcome.refused).isEqualTo(Map.of("late", 3));
        assertThat(listener.outcome.json()).isEqualTo(undisturbed());
        listener.idle();
        assertThat(listener.isForgotten()).isTrue();
    }

    @Test
    void whatWaitsBehindTheLastChunkIsLate() {
        List<AudioChunk> beyond = new ArrayList<>(chunks);
        beyond.add(CHUNKS - 1, chunk(CHUNKS + 2, new byte[CHUNK], PLAIN, false));

        Outcome outcome = hear(beyond);

        assertThat(outcome.json()).isEqualTo(undisturbed());
        assertThat(outcome.refused).isEqualTo(Map.of("late", 1));
    }

    @Test
    void aNewStreamMayBeginBehindTheEndOfTheOld() {
        List<AudioChunk> twice = new ArrayList<>(chunks);
        twice.addAll(chunks);

        Outcome outcome = hear(twice, Ordering.USUAL, new Random(1));

        assertThat(outcome.refused).isEmpty();
        assertThat(outcome.json()).isEqualTo(undisturbed() + "\n" + undisturbed());
    }

    @Test
    void theFirstChunkComeAgainBehindTheEndBeginsNothing() {
        AudioChunk only = captured(0, noise(1, CHUNK), true, 1_000);
        AudioChunk later = captured(0, noise(1, CHUNK), true, 9_000);

        assertThat(hear(List.of(only, only)).refused).isEqualTo(Map.of("late", 1));
        assertThat(hear(List.of(only, later)).refused).isEmpty();
    }

    @Test
    void noChunkOfTheOldStreamBeginsItAnew() {
        List<AudioChunk> all =
                List.of(
                        captured(1, noise(1, CHUNK), false, 1_100),
                        captured(0, noise(2, CHUNK), false, 1_000),
                        captured(2, noise(3, CHUNK), true, 1_200));
        List<AudioChunk> again = new ArrayList<>(all);
        again.add(all.get(1));

        Outcome outcome = hear(again, Ordering.USUAL, new Random(1));

        assertThat(outcome.refused).isEqualTo(Map.of("late", 1));
        assertThat(outcome.json()).isEqualTo(hear(all).json());
    }

    @Test
    void anEndThatIsSaidTwiceIsRememberedAllTheSame() {
        Listener listener = new Listener(Ordering.USUAL, new Random(1));
        chunks.subList(0, 6).forEach(listener::hear);
        Origin origin = new Origin("audio", 0, 0, 1, List.of());
        AudioChunk end =
                new AudioChunk("s", new byte[0], PLAIN, AudioChunk.NO_SEQUENCE, true, origin);
        listener.hear(end);
        listener.hear(end);
        int before = listener.outcome.hypotheses.size();

        listener.hear(chunks.get(5));
        listener.hear(chunks.get(6));

        assertThat(listener.outcome.refused).isEqualTo(Map.of("late", 2));
        assertThat(listener.outcome.hypotheses).hasSize(before);
        listener.idle();
        assertThat(listener.isForgotten()).isTrue();
    }

    @Test
    void whatIsMissingBehindABrokenBeginningHasNoLength() {
        FeatureStage stage = new FeatureStage(MODEL);
        FeatureState state = stage.begin("s");
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);
        Turn<FeatureState, AudioChunk, FeatureFrames> broken =
                new Turn<>(state, chunk(0, new byte[] {1, 2, 3}, wav, false));
        stage.advance(List.of(broken));
        assertThat(broken.isUsed()).isFalse();
        assertThat(broken.remembered()).isTrue();
        assertThat(state.sequence.next).isOne();

        Turn<FeatureState, AudioChunk, FeatureFrames> end =
                new Turn<>(state, chunk(3, new byte[CHUNK], PLAIN, true));
        stage.advance(List.of(end));
        Turn<FeatureState, AudioChunk, FeatureFrames> silence =
                new Turn<>(state, stage.ending("s"));
        stage.advance(List.of(silence));

        assertThat(silence.outputs())
                .isNotEmpty()
                .allSatisfy(frames -> assertThat(frames.gaps()).isEmpty());
    }

    /** Half a frame of it would break every frame to come. */
    @Test
    void aSampleThatIsNoNumberIsRefusedBeforeItsFrameIsWhole() {
        AudioFormat stereo = new AudioFormat(Encoding.PCM_F32LE, 8_000, 2);
        FeatureStage stage = new FeatureStage(MODEL);
        FeatureState state = stage.begin("s");
        Turn<FeatureState, AudioChunk, FeatureFrames> half =
                new Turn<>(state, chunk(0, new byte[] {0, 0, (byte) 0xc0, 0x7f}, stereo, false));
        stage.advance(List.of(half));
        assertThat(half.rejection()).isPresent();

        for (long number : new long[] {1, 2, 4, 7}) {
            Turn<FeatureState, AudioChunk, FeatureFrames> good =
                    new Turn<>(state, chunk(number, new byte[8_000], stereo, false));
            stage.advance(List.of(good));
            assertThat(good.refused()).isEmpty();
        }
        stage.advance(List.of(new Turn<>(state, stage.ending("s"))));
        assertThat(state.sequence.over).isTrue();
    }

    @Test
    void aStreamThatFellSilentMayGoOnWithItsNumbers() {
        Listener listener = new Listener(Ordering.USUAL, new Random(1));
        chunks.subList(0, 30).forEach(listener::hear);
        listener.idle();
        int before = listener.outcome.hypotheses.size();

        listener.hear(chunks.get(29));
        chunks.subList(30, CHUNKS).forEach(listener::hear);

        byte[] rest = Arrays.copyOfRange(audio, 30 * CHUNK, audio.length);
        assertThat(listener.outcome.refused).isEqualTo(Map.of("late", 1));
        assertThat(listener.outcome.hypotheses.subList(before, listener.outcome.hypotheses.size()))
                .isEqualTo(hear(numbered(rest, PLAIN, CHUNK)).hypotheses);
    }

    @Test
    void aChunkWithoutANumberIsHeardWhereItComes() {
        List<AudioChunk> mixed = new ArrayList<>(chunks);
        for (int i = 0; i < CHUNKS; i += 3) {
            mixed.set(i, AudioChunk.of("s", chunks.get(i).bytes(), PLAIN, false));
        }
        int number = 0;
        for (int i = 0; i < CHUNKS; i++) {
            if (i % 3 != 0) {
                AudioChunk one = chunks.get(i);
                mixed.set(i, chunk(number++, one.bytes(), PLAIN, one.last()));
            }
        }

        assertThat(hear(mixed, Ordering.USUAL, new Random(1)).json()).isEqualTo(undisturbed());
    }

    @Test
    void anEndWithoutANumberEndsAllThatWaits() {
        List<AudioChunk> some = new ArrayList<>(chunks.subList(0, CHUNKS - 1));
        some.remove(55);
        some.add(AudioChunk.of("s", chunks.get(CHUNKS - 1).bytes(), PLAIN, true));

        Outcome outcome = hear(some, Ordering.USUAL, new Random(1));

        List<AudioChunk> silent = new ArrayList<>(chunks);
        silent.set(55, chunk(55, new byte[CHUNK], PLAIN, false));
        assertThat(withoutGaps(outcome)).isEqualTo(hear(silent).json());
    }

    @Test
    void aStreamWithoutNumbersLeavesNothingBehindItsEnd() {
        Listener listener = new Listener(Ordering.USUAL, null);

        listener.hear(AudioChunk.of("s", audio, PLAIN, true));

        assertThat(listener.isForgotten()).isTrue();
    }

    @Test
    void brokenAudioThatHadToWaitIsRejectedItself() {
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);
        AudioChunk broken = chunk(1, new byte[] {1, 2, 3}, wav, false);
        FeatureStage stage = new FeatureStage(MODEL);
        FeatureState state = stage.begin("s");
        stage.advance(List.of(new Turn<>(state, broken)));

        var turn = new Turn<FeatureState, AudioChunk, FeatureFrames>(state, chunks.get(0));
        stage.advance(List.of(turn));

        assertThat(turn.refused())
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.input()).isSameAs(broken);
                            assertThat(one.reason().code()).isEqualTo("bad-audio");
                        });
        assertThat(turn.rejection()).isEmpty();
        assertThat(turn.isUsed()).isTrue();
    }

    @Test
    void onlySoManyBytesWait() {
        int big = Sequencer.MOST_HELD_BYTES / 2;
        Listener listener = new Listener(Ordering.USUAL, null);
        listener.hear(chunks.get(0));
        listener.hear(chunk(2, noise(1, big), PLAIN, false));
        listener.hear(chunk(3, noise(2, big), PLAIN, false));
        assertThat(listener.heard.sequence.held).hasSize(2);

        listener.hear(chunk(4, noise(3, 2), PLAIN, false));

        assertThat(listener.heard.sequence.held).isEmpty();
        assertThat(listener.heard.sequence.next).isEqualTo(5);
    }

    @Test
    void nonsensicalNumbersHarmNobody() {
        long[] numbers = {
            0, 1L << 40, Long.MAX_VALUE / 2, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MAX_VALUE, 3
        };
        Listener listener = new Listener(new Ordering(0, Duration.ZERO), new Random(1));
        for (long number : numbers) {
            listener.hear(chunk(number, noise(number, 20 * CHUNK), PLAIN, false));
        }
        listener.idle();
        listener.idle();

        assertThat(listener.isForgotten()).isTrue();
        assertThat(listener.outcome.hypotheses)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.start()).isBetween(0.0, one.end()));
    }

    @Test
    void stateThatKnowsNoOrderTakesTheNextNumberThatComes() {
        Listener listener = new Listener(Ordering.USUAL, null);
        listener.hear(chunks.get(0));
        listener.heard.sequence = new SequenceState(SequenceState.ANY); // as version 1 is read

        chunks.subList(1, CHUNKS).forEach(listener::hear);

        assertThat(listener.outcome.json()).isEqualTo(undisturbed());
    }

    @Test
    void aWrongSettingSaysWhatWouldBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ordering(65, Duration.ZERO))
                .withMessage("reorder must be 0 to 64 chunks, got 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ordering(0, Duration.ofSeconds(61)))
                .withMessage("gap must be 0 s to 60 s, got 61000 ms");
    }

    /** An order in which no chunk is overtaken by more than so many. */
    private static List<AudioChunk> shuffled(List<AudioChunk> chunks, int most, Random random) {
        double[] keys = new double[chunks.size()];
        Arrays.setAll(keys, i -> i + random.nextDouble() * (most + 1));
        List<Integer> order = new ArrayList<>(IntStream.range(0, keys.length).boxed().toList());
        Collections.sort(order, Comparator.comparingDouble(i -> keys[i]));
        return new ArrayList<>(order.stream().map(chunks::get).toList());
    }

    /** Every gap told, as finals tell it. */
    private static List<Gap> gaps(Outcome outcome) {
        return outcome.hypotheses.stream()
                .filter(Hypothesis::isFinal)
                .flatMap(one -> one.gaps().stream())
                .toList();
    }

    private static String withoutGaps(Outcome outcome) {
        return outcome.json().replaceAll("\"gaps\":\\[[^]]*],", "");
    }

    private static List<AudioChunk> numbered(byte[] audio, AudioFormat format, int bytes) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (int from = 0; from < audio.length; from += bytes) {
            byte[] cut = Arrays.copyOfRange(audio, from, from + bytes);
            chunks.add(chunk(chunks.size(), cut, format, from + bytes == audio.length));
        }
        return chunks;
    }

    private static AudioChunk chunk(long sequence, byte[] bytes, AudioFormat format, boolean last) {
        return new AudioChunk("s", bytes, format, sequence, last, Origin.NONE);
    }

    private static AudioChunk captured(long sequence, byte[] bytes, boolean last, long millis) {
        Origin origin = new Origin("audio", 0, 0, millis, List.of());
        return new AudioChunk("s", bytes, PLAIN, sequence, last, origin);
    }

    /** Noise that swells and fades, so that the restless model says this and that. */
    private static byte[] noise(long seed, int bytes) {
        Random random = new Random(seed);
        byte[] noise = new byte[bytes];
        double level = 1;
        for (int i = 0; i + 1 < bytes; i += 2) {
            level = i % 2_000 == 0 ? Math.pow(10, -4 * random.nextDouble()) : level;
            short sample = (short) (level * (random.nextInt(1 << 16) - (1 << 15)));
            noise[i] = (byte) sample;
            noise[i + 1] = (byte) (sample >> 8);
        }
        return noise;
    }
}
