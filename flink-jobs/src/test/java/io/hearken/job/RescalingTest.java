package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator;
import static org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness.repackageState;
import static org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness.repartitionOperatorState;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.recognizer.DecoderSettings;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both operators are stopped in the middle of words, again and again, and go on wider or narrower.
 */
class RescalingTest {
    private static final ShippedModel MODEL = ShippedModel.of("digits");
    private static final int[] PARALLELISM = {1, 2, 3, 5, 2, 1};

    /** Chunks of every stream that have been heard when the job stops. */
    private static final int[] STOPS = {7, 16, 23, 31, 44, Calls.CHUNKS};

    /** Streams that say the same call; enough of them that instances share them. */
    private static final List<String> VOICES = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherParallelismInTheMiddleOfAWordChangesNothing(boolean rocksDb) throws Exception {
        Map<String, List<AudioChunk>> chunks = streams();
        Map<String, List<Hypothesis>> heard = new HashMap<>();
        Snapshots saved = null;
        int from = 0;
        for (int i = 0; i < STOPS.length; i++) {
            List<Operators> instances = start(rocksDb, PARALLELISM[i], saved);
            assertThat(instancesOf(chunks, PARALLELISM[i])).isGreaterThan(PARALLELISM[i] / 2);
            hear(chunks, from, STOPS[i], instances, heard);
            saved = Snapshots.of(instances);
            from = STOPS[i];
        }

        Map<String, List<Hypothesis>> expected = Calls.hypotheses(MODEL, DecoderSettings.GREEDY);
        for (String stream : chunks.keySet()) {
            assertThat(json(heard.get(stream)))
                    .isEqualTo(json(ofStream(stream, expected.get(call(stream)))));
        }
    }

    /** What all instances of both operators saved. */
    private record Snapshots(
            int parallelism, OperatorSubtaskState features, OperatorSubtaskState recognizer) {
        static Snapshots of(List<Operators> instances) throws Exception {
            List<OperatorSubtaskState> features = new ArrayList<>();
            List<OperatorSubtaskState> recognizer = new ArrayList<>();
            for (Operators instance : instances) {
                features.add(instance.snapshotFeatures());
                recognizer.add(instance.snapshotRecognizer());
                instance.close();
            }
            return new Snapshots(instances.size(), whole(features), whole(recognizer));
        }

        private static OperatorSubtaskState whole(List<OperatorSubtaskState> parts)
                throws Exception {
            return repackageState(parts.toArray(OperatorSubtaskState[]::new));
        }

        OperatorSubtaskState part(OperatorSubtaskState whole, int instances, int subtask) {
            return repartitionOperatorState(
                    whole, Operators.MOST_PARALLEL, parallelism, instances, subtask);
        }
    }

    private static Map<String, List<AudioChunk>> streams() {
        Map<String, List<AudioChunk>> streams = new HashMap<>();
        for (String call : Calls.NAMES) {
            for (String voice : VOICES) {
                String stream = call + "/" + voice;
                streams.put(
                        stream,
                        Calls.chunks(call).stream().map(one -> ofStream(stream, one)).toList());
            }
        }
        return streams;
    }

    private static AudioChunk ofStream(String stream, AudioChunk chunk) {
        return new AudioChunk(
                stream,
                chunk.bytes(),
                chunk.format(),
                chunk.sequence(),
                chunk.last(),
                chunk.origin());
    }

    private static List<Hypothesis> ofStream(String stream, List<Hypothesis> call) {
        return call.stream().map(one -> one.ofStream(stream)).toList();
    }

    private static String call(String stream) {
        return stream.substring(0, stream.indexOf('/'));
    }

    private static List<Operators> start(boolean rocksDb, int parallelism, Snapshots saved)
            throws Exception {
        List<Operators> instances = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            instances.add(
                    new Operators(
                            Operators.DIGITS,
                            rocksDb,
                            DecoderSettings.GREEDY,
                            parallelism,
                            i,
                            saved == null ? null : saved.part(saved.features, parallelism, i),
                            saved == null ? null : saved.part(saved.recognizer, parallelism, i)));
        }
        return instances;
    }

    private static int instance(String stream, int parallelism) {
        return assignKeyToParallelOperator(stream, Operators.MOST_PARALLEL, parallelism);
    }

    private static long instancesOf(Map<String, ?> streams, int parallelism) {
        return streams.keySet().stream().map(one -> instance(one, parallelism)).distinct().count();
    }

    /** All streams speak at once: first the first chunks of all, and so on. */
    private static void hear(
            Map<String, List<AudioChunk>> chunks,
            int from,
            int to,
            List<Operators> instances,
            Map<String, List<Hypothesis>> heard)
            throws Exception {
        for (int i = from; i < to; i++) {
            for (String stream : chunks.keySet()) {
                List<AudioChunk> one = chunks.get(stream).subList(i, i + 1);
                Operators instance = instances.get(instance(stream, instances.size()));
                heard.computeIfAbsent(stream, any -> new ArrayList<>()).addAll(instance.hear(one));
            }
        }
    }

    private static List<String> json(List<Hypothesis> all) {
        return all.stream().map(one -> new String(TranscriptJson.write(one), UTF_8)).toList();
    }
}
