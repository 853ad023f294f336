package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.operator.Batching;
import io.hearken.operator.Rejects;
import io.hearken.operator.StageOperatorFactory;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.FeatureStage;
import io.hearken.recognizer.FeatureState;
import io.hearken.recognizer.FeatureStateCodec;
import io.hearken.recognizer.TranscriptStage;
import io.hearken.recognizer.TranscriptState;
import io.hearken.recognizer.TranscriptStateCodec;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.wire.AudioRecords;
import io.hearken.wire.TranscriptJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both operators are stopped in the middle of words and go on in new ones: the same bytes. */
class MidWordTest {
    private static final ShippedModel MODEL = ShippedModel.of("digits");
    private static final Duration BATCH_DELAY = Duration.ofMillis(3);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", RecordTypes.REJECTED);

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void aSnapshotInTheMiddleOfAWordChangesNothing(boolean rocksDb, boolean beam) throws Exception {
        DecoderSettings decoder =
                beam
                        ? DecoderSettings.BEAM.withGrammar(".{1,12}").withNBest(3)
                        : DecoderSettings.GREEDY;
        Map<String, List<Hypothesis>> expected = Calls.hypotheses(MODEL, decoder);
        for (String call : Calls.NAMES) {
            List<AudioChunk> chunks = Calls.chunks(call);
            assertThat(expected.get(call)).hasSizeGreaterThan(3);

            for (int stop : new int[] {7, 16, 23, 31, 44}) {
                Operators first = new Operators(rocksDb, decoder, null, null);
                List<Hypothesis> heard = first.hear(chunks.subList(0, stop));
                OperatorSubtaskState features = first.features.snapshot(1, 1);
                OperatorSubtaskState recognizer = first.recognizer.snapshot(1, 1);
                // What is heard after the snapshot must not get into it.
                first.hear(chunks.subList(stop, stop + 3));
                first.close();

                Operators second = new Operators(rocksDb, decoder, features, recognizer);
                heard.addAll(second.hear(chunks.subList(stop, chunks.size())));
                second.close();

                assertThat(json(heard)).isEqualTo(json(expected.get(call)));
            }
        }
    }

    private static List<String> json(List<Hypothesis> all) {
        return all.stream().map(one -> new String(TranscriptJson.write(one), UTF_8)).toList();
    }

    /** The job's two keyed operators, one behind the other. */
    private static final class Operators {
        private final KeyedOneInputStreamOperatorTestHarness<String, AudioChunk, FeatureFrames>
                features;
        private final KeyedOneInputStreamOperatorTestHarness<String, FeatureFrames, Hypothesis>
                recognizer;
        private int framesSeen;
        private int hypothesesSeen;

        Operators(
                boolean rocksDb,
                DecoderSettings decoder,
                OperatorSubtaskState featuresSnapshot,
                OperatorSubtaskState recognizerSnapshot)
                throws Exception {
            StageOperatorFactory<FeatureState, AudioChunk, FeatureFrames> one =
                    new StageOperatorFactory<>(
                            () -> new FeatureStage(MODEL.read()),
                            new FeatureStateCodec(),
                            new Rejects<>(REJECTED, AudioRecords::reject),
                            Batching.NONE,
                            IDLE);
            StageOperatorFactory<TranscriptState, FeatureFrames, Hypothesis> other =
                    new StageOperatorFactory<>(
                            () -> new TranscriptStage(MODEL.read(), decoder),
                            new TranscriptStateCodec(),
                            new Rejects<>(
                                    REJECTED,
                                    (frames, reason) ->
                                            new Rejected(null, null, Origin.NONE, reason)),
                            new Batching(3, BATCH_DELAY),
                            Duration.ZERO);
            features =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            one, AudioChunk::stream, Types.STRING);
            recognizer =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            other, FeatureFrames::stream, Types.STRING);
            open(features, rocksDb, featuresSnapshot);
            open(recognizer, rocksDb, recognizerSnapshot);
        }

        private static void open(
                KeyedOneInputStreamOperatorTestHarness<String, ?, ?> harness,
                boolean rocksDb,
                OperatorSubtaskState snapshot)
                throws Exception {
            StateBackend backend =
                    rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
            harness.setStateBackend(backend);
            harness.setProcessingTime(0);
            harness.setup();
            if (snapshot != null) {
                harness.initializeState(snapshot);
            }
            harness.open();
        }

        List<Hypothesis> hear(List<AudioChunk> chunks) throws Exception {
            for (AudioChunk chunk : chunks) {
                features.processElement(chunk, 0);
            }
            List<FeatureFrames> frames = features.extractOutputValues();
            for (; framesSeen < frames.size(); framesSeen++) {
                recognizer.processElement(frames.get(framesSeen), 0);
            }
            recognizer.setProcessingTime(recognizer.getProcessingTime() + BATCH_DELAY.toMillis());
            List<Hypothesis> all = recognizer.extractOutputValues();
            List<Hypothesis> fresh = new ArrayList<>(all.subList(hypothesesSeen, all.size()));
            hypothesesSeen = all.size();
            return fresh;
        }

        void close() throws Exception {
            features.close();
            recognizer.close();
        }
    }
}
