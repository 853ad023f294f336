package io.hearken.job;

import io.hearken.operator.Batching;
import io.hearken.operator.Rejects;
import io.hearken.operator.StageOperatorFactory;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.FeatureStage;
import io.hearken.recognizer.FeatureState;
import io.hearken.recognizer.FeatureStateCodec;
import io.hearken.recognizer.Stages;
import io.hearken.recognizer.TranscriptState;
import io.hearken.recognizer.TranscriptStateCodec;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.wire.AudioRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One parallel instance of the job's two keyed operators, one behind the other. */
final class Operators {
    static final int MOST_PARALLEL = 16;

    static final ShippedModel DIGITS = ShippedModel.of("digits");

    private static final Duration BATCH_DELAY = Duration.ofMillis(3);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", RecordTypes.REJECTED);

    private final KeyedOneInputStreamOperatorTestHarness<String, AudioChunk, FeatureFrames>
            features;
    private final KeyedOneInputStreamOperatorTestHarness<String, FeatureFrames, Hypothesis>
            recognizer;
    private int framesSeen;
    private int hypothesesSeen;

    /** The only instance. */
    static Operators alone(
            ShippedModel model,
            boolean rocksDb,
            DecoderSettings decoder,
            OperatorSubtaskState featuresSnapshot,
            OperatorSubtaskState recognizerSnapshot)
            throws Exception {
        return new Operators(model, rocksDb, decoder, 1, 0, featuresSnapshot, recognizerSnapshot);
    }

    /**
     * Instance {@code subtask} of {@code parallelism}.
     *
     * @param featuresSnapshot null at the first start
     */
    Operators(
            ShippedModel model,
            boolean rocksDb,
            DecoderSettings decoder,
            int parallelism,
            int subtask,
            OperatorSubtaskState featuresSnapshot,
            OperatorSubtaskState recognizerSnapshot)
            throws Exception {
        StageOperatorFactory<FeatureState, AudioChunk, FeatureFrames> one =
                new StageOperatorFactory<>(
                        () -> new FeatureStage(model.read()),
                        new FeatureStateCodec(),
                        new Rejects<>(REJECTED, AudioRecords::reject),
                        Batching.NONE,
                        IDLE);
        StageOperatorFactory<TranscriptState, FeatureFrames, Hypothesis> other =
                new StageOperatorFactory<>(
                        () -> Stages.transcripts(model.read(), decoder),
                        new TranscriptStateCodec(),
                        new Rejects<>(
                                REJECTED,
                                (frames, reason) -> new Rejected(null, null, Origin.NONE, reason)),
                        new Batching(3, BATCH_DELAY),
                        Duration.ZERO);
        features =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        one, AudioChunk::stream, Types.STRING, MOST_PARALLEL, parallelism, subtask);
        recognizer =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        other,
                        FeatureFrames::stream,
                        Types.STRING,
                        MOST_PARALLEL,
                        parallelism,
                        subtask);
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

    OperatorSubtaskState snapshotFeatures() throws Exception {
        return features.snapshot(1, 1);
    }

    OperatorSubtaskState snapshotRecognizer() throws Exception {
        return recognizer.snapshot(1, 1);
    }

    void close() throws Exception {
        features.close();
        recognizer.close();
    }
}
