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
import org.junit.jupiter.api.Test;

/**
 * The heart of a streaming recognizer: how audio is cut, and who shares a batch, changes nothing.
 */
class ChunkingTest {
    private static final Model MODEL = ModelFile.builtIn("digits");
    private static final Map<String, Recording> SAMPLES = new LinkedHashMap<>();
    private static final Map<String, String> WHOLE = new LinkedHashMap<>();

    @BeforeAll
    static void hearEverySampleWholeAndAlone() {
        Recognizer recognizer = new Recognizer(MODEL);
        for (Manifest.Entry entry : Manifest.read(Path.of("../audio-samples/transcripts.tsv"))) {
            String stream = entry.audio().getFileName().toString();
            SAMPLES.put(stream, Recording.read(entry.audio()));
            WHOLE.put(stream, json(recognizer.recognize(stream, SAMPLES.get(stream))));
        }
        assertThat(WHOLE).hasSizeGreaterThanOrEqualTo(24).doesNotContainValue("");
    }

    @Test
    void chunksOf20MillisecondsChangeNothing() {
        SAMPLES.forEach(
                (stream, sample) ->
                        assertThat(alone(stream, sample, () -> bytes(sample, 0.02)))
                                .isEqualTo(WHOLE.get(stream)));
    }

    @Test
    void chunksOf100MillisecondsChangeNothing() {
        SAMPLES.forEach(
                (stream, sample) ->
                        assertThat(alone(stream, sample, () -> bytes(sample, 0.1)))
                                .isEqualTo(WHOLE.get(stream)));
    }

    @Test
    void randomCutsAlsoWithinASampleChangeNothing() {
        Random random = new Random(4);
        SAMPLES.forEach(
                (stream, sample) ->
                        assertThat(alone(stream, sample, () -> 1 + random.nextInt(9_999)))
                                .isEqualTo(WHOLE.get(stream)));
    }

    @Test
    void companyInABatchChangesNothing() {
        Random random = new Random(5);
        Recognizer recognizer = new Recognizer(MODEL);
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
        heard.forEach((stream, all) -> assertThat(json(all)).isEqualTo(WHOLE.get(stream)));
    }

    private static String alone(String stream, Recording sample, IntSupplier sizes) {
        Recognizer recognizer = new Recognizer(MODEL);
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
