package io.hearken.recognizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import io.hearken.wire.TranscriptJson;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The heart of a streaming recognizer: how audio is cut, and who shares a batch, changes nothing.
 */
class ChunkingTest {
    private static final Model MODEL = ModelFile.builtIn("digits");
    private static final Map<String, Recording> SAMPLES = new LinkedHashMap<>();
    private static final List<DecoderSettings> DECODERS =
            List.of(
                    DecoderSettings.GREEDY,
                    DecoderSettings.BEAM
                            .withInsertionPenalty(0.5)
                            .withGrammar("(nine | .) .*")
                            .withNBest(3));

    /** By decoder, then by stream. */
    private static final Map<DecoderSettings, Map<String, String>> WHOLE = new LinkedHashMap<>();

    @BeforeAll
    static void hearEverySampleWholeAndAlone() {
        for (Manifest.Entry entry : Manifest.read(Path.of("../audio-samples/transcripts.tsv"))) {
            String stream = entry.audio().getFileName().toString();
            SAMPLES.put(stream, Recording.read(entry.audio()));
        }
        for (DecoderSettings decoder : DECODERS) {
            Recognizer recognizer = new Recognizer(MODEL, decoder);
            Map<String, String> whole = new LinkedHashMap<>();
            SAMPLES.forEach((s, sample) -> whole.put(s, json(recognizer.recognize(s, sample))));
            assertThat(whole).hasSizeGreaterThanOrEqualTo(24).doesNotContainValue("");
            WHOLE.put(decoder, whole);
        }
        assertThat(WHOLE.values()).doesNotHaveDuplicates();
    }

    static List<DecoderSettings> decoders() {
        return DECODERS;
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void chunksOf20MillisecondsChangeNothing(DecoderSettings decoder) {
        SAMPLES.forEach(
                (stream, sample) ->
                        assertThat(alone(decoder, stream, sample, () -> bytes(sample, 0.02)))
                                .isEqualTo(WHOLE.get(decoder).get(stream)));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void chunksOf100MillisecondsChangeNothing(DecoderSettings decoder) {
        SAMPLES.forEach(
                (stream, sample) ->
                        assertThat(alone(decoder, stream, sample, () -> bytes(sample, 0.1)))
                                .isEqualTo(WHOLE.get(decoder).get(stream)));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void randomCutsAlsoWithinASampleChangeNothing(DecoderSettings decoder) {
        Random random = new Random(4);
        SAMPLES.forEach(
                (stream, sample) ->
                        assertThat(alone(decoder, stream, sample, () -> 1 + random.nextInt(9_999)))
                                .isEqualTo(WHOLE.get(decoder).get(stream)));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void companyInABatchChangesNothing(DecoderSettings decoder) {
        Random random = new Random(5);
        Recognizer recognizer = new Recognizer(MODEL, decoder);
        Map<String, Deque<AudioChunk>> waiting = new LinkedHashMap<>();
        Map<String, Recognizer.State> states = new LinkedHashMap<>();
        Map<String, List<Hypothesis>> heard = new LinkedHashMap<>();
        SAMPLES.forEach(
                (stream, sample) -> {
                    waiting.put(stream, cut(stream, sample, () -> 1 + random.nextInt(5_000)));
                    states.put(stream, recognizer.begin(stream));
                    heard.put(stream, new ArrayList<>());
                });
        while (!waiting.isEmpty()) {
            List<String> company = new ArrayList<>(waiting.keySet());
            Collections.shuffle(company, random);
            company = company.subList(0, 1 + random.nextInt(company.size()));
            List<Turn<Recognizer.State, AudioChunk, Hypothesis>> turns =
                    company.stream()
                            .map(
                                    s ->
                                            new Turn<Recognizer.State, AudioChunk, Hypothesis>(
                                                    states.get(s), waiting.get(s).remove()))
                            .toList();
            recognizer.advance(turns);
            for (Turn<Recognizer.State, AudioChunk, Hypothesis> turn : turns) {
                heard.get(turn.input().stream()).addAll(turn.outputs());
            }
            waiting.values().removeIf(Deque::isEmpty);
        }
        heard.forEach(
                (stream, all) -> assertThat(json(all)).isEqualTo(WHOLE.get(decoder).get(stream)));
    }

    private static String alone(
            DecoderSettings decoder, String stream, Recording sample, IntSupplier sizes) {
        Recognizer recognizer = new Recognizer(MODEL, decoder);
        Recognizer.State state = recognizer.begin(stream);
        List<Hypothesis> heard = new ArrayList<>();
        for (AudioChunk chunk : cut(stream, sample, sizes)) {
            Turn<Recognizer.State, AudioChunk, Hypothesis> turn = new Turn<>(state, chunk);
            recognizer.advance(List.of(turn));
            heard.addAll(turn.outputs());
        }
        return json(heard);
    }

    private static Deque<AudioChunk> cut(String stream, Recording sample, IntSupplier sizes) {
        Deque<AudioChunk> chunks = new ArrayDeque<>();
        byte[] data = sample.data();
        for (int from = 0; from < data.length; ) {
            int to = Math.min(data.length, from + sizes.getAsInt());
            byte[] part = Arrays.copyOfRange(data, from, to);
            chunks.add(AudioChunk.of(stream, part, sample.format(), to == data.length));
            from = to;
        }
        return chunks;
    }

    private static int bytes(Recording sample, double seconds) {
        return (int) (seconds * sample.format().sampleRate()) * sample.format().bytesPerFrame();
    }

    /** All hypotheses, the finals among them, as Kafka would carry them. */
    private static String json(List<Hypothesis> hypotheses) {
        StringBuilder lines = new StringBuilder();
        for (Hypothesis hypothesis : hypotheses) {
            lines.append(new String(TranscriptJson.write(hypothesis), UTF_8)).append('\n');
        }
        return lines.toString();
    }
}
