package io.hearken.job;

import io.hearken.acoustic.Network;
import io.hearken.operator.Batching;
import io.hearken.operator.Rejects;
import io.hearken.operator.StageOperatorFactory;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.FeatureStage;
import io.hearken.recognizer.FeatureState;
import io.hearken.recognizer.FeatureStateCodec;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Ordering;
import io.hearken.recognizer.Stages;
import io.hearken.recognizer.TranscriptState;
import io.hearken.recognizer.TranscriptStateCodec;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import io.hearken.wire.AudioRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audio in, transcripts out. The names and uids of its operators are for ever. */
public final class HearkenJob {
    private static final Logger LOG = LoggerFactory.getLogger(HearkenJob.class);

    /** Only what is rejected leaves their task by the network. */
    private static final long UNHURRIED_MILLIS = 100;

    private static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", RecordTypes.REJECTED);

    private final Ports ports;
    private final ShippedModel model;
    private final DecoderSettings decoder;
    private final Batching batching;
    private final Duration idleTimeout;
    private final Ordering ordering;
    private final Limits limits;

    /**
     * A job that is yet to be run.
     *
     * @param batching of streams that go through the network together
     * @param idleTimeout how long a stream may be silent before it is taken to be over; zero for as
     *     long as it likes
     * @param ordering of the chunks of streams that number them
     * @throws IllegalArgumentException if the model hears whole recordings only
     */
    public HearkenJob(
            Ports ports,
            ShippedModel model,
            DecoderSettings decoder,
            Batching batching,
            Duration idleTimeout) {
        this(ports, model, decoder, batching, idleTimeout, Ordering.USUAL, Limits.USUAL);
    }

    private HearkenJob(
            Ports ports,
            ShippedModel model,
            DecoderSettings decoder,
            Batching batching,
            Duration idleTimeout,
            Ordering ordering,
            Limits limits) {
        model.read().requireLive();
        this.ports = ports;
        this.model = model;
        this.decoder = decoder;
        this.batching = batching;
        this.idleTimeout = idleTimeout;
        this.ordering = ordering;
        this.limits = limits;
    }

    /**
     * The same with limits other than the usual. How long a chunk may be is up to the {@link
     * Ports}, which read it.
     */
    public HearkenJob withLimits(Limits other) {
        return new HearkenJob(ports, model, decoder, batching, idleTimeout, ordering, other);
    }

    /**
     * The job as settings want it, between Kafka topics.
     *
     * @throws IllegalArgumentException if the model has no words for the settings' grammar, or
     *     hears whole recordings only
     */
    public static HearkenJob of(JobSettings settings) {
        ShippedModel shipped = ShippedModel.of(settings.model());
        DecoderSettings decoder = settings.decoder();
        Model model = shipped.read();
        Stages.transcripts(
                model, decoder); // who submits the job should see an error, not who runs it
        return new HearkenJob(
                KafkaPorts.of(settings, model.features().sampleRate()),
                shipped,
                decoder,
                settings.batching(),
                settings.idleTimeout(),
                settings.ordering(),
                settings.limits());
    }

    /** What a Flink cluster calls. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.println(JobSettings.help());
            return;
        }
        JobSettings settings = JobSettings.of(arguments);
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        settings.flink().configuration());
        HearkenJob.of(settings).addTo(flink);
        flink.execute(settings.jobName());
    }

    /** Adds the whole pipeline to what {@code flink} will execute. */
    public void addTo(StreamExecutionEnvironment flink) {
        SingleOutputStreamOperator<AudioChunk> chunks = chunks(flink);
        SingleOutputStreamOperator<FeatureFrames> features = features(chunks);
        SingleOutputStreamOperator<Hypothesis> hypotheses = hypotheses(features);
        hypotheses.sinkTo(ports.hypotheses()).uid("hypotheses").name("hypotheses");
        hypotheses
                .filter(Hypothesis::isFinal)
                .uid("finals")
                .name("finals")
                .sinkTo(ports.transcripts())
                .uid("transcripts")
                .name("transcripts");
        chunks.getSideOutput(REJECTED)
                .union(features.getSideOutput(REJECTED), hypotheses.getSideOutput(REJECTED))
                .sinkTo(ports.rejected())
                .uid("rejected")
                .name("rejected");
    }

    private SingleOutputStreamOperator<AudioChunk> chunks(StreamExecutionEnvironment flink) {
        return flink.fromSource(
                        ports.audio(),
                        WatermarkStrategy.noWatermarks(),
                        "audio",
                        RecordTypes.ARRIVAL)
                .uid("audio")
                .process(new Chunks(REJECTED), RecordTypes.CHUNK)
                .uid("chunks")
                .name("chunks");
    }

    private SingleOutputStreamOperator<FeatureFrames> features(DataStream<AudioChunk> chunks) {
        ShippedModel shipped = model; // a lambda must not take this job along
        Ordering order = ordering;
        Duration mostAhead = limits.ahead();
        int sampleRate = shipped.read().features().sampleRate();
        return chunks.keyBy(AudioChunk::stream, Types.STRING)
                .transform(
                        "features",
                        RecordTypes.FRAMES,
                        new StageOperatorFactory<FeatureState, AudioChunk, FeatureFrames>(
                                        () -> new FeatureStage(shipped.read(), order, mostAhead),
                                        new FeatureStateCodec(),
                                        new Rejects<>(REJECTED, AudioRecords::reject),
                                        Batching.NONE, // streams share nothing here
                                        idleTimeout)
                                .withQuota(limits.quota())
                                .withMetering(
                                        (stage, metrics) ->
                                                new FeatureMetrics(stage, sampleRate, metrics)))
                .uid("features")
                .setBufferTimeout(UNHURRIED_MILLIS);
    }

    /** In the same task as the features: their streams already are where they belong. */
    private SingleOutputStreamOperator<Hypothesis> hypotheses(DataStream<FeatureFrames> features) {
        ShippedModel shipped = model;
        DecoderSettings settings = decoder;
        return DataStreamUtils.reinterpretAsKeyedStream(
                        features, FeatureFrames::stream, Types.STRING)
                .transform(
                        "recognizer",
                        RecordTypes.HYPOTHESIS,
                        new StageOperatorFactory<TranscriptState, FeatureFrames, Hypothesis>(
                                        () -> {
                                            LOG.info(
                                                    "the network computes by {}", Network.engine());
                                            return Stages.transcripts(shipped.read(), settings);
                                        },
                                        new TranscriptStateCodec(),
                                        new Rejects<>(REJECTED, HearkenJob::reject),
                                        batching,
                                        Duration.ZERO) // features end every stream
                                .withMetering(TranscriptMetrics::new))
                .uid("recognizer")
                .setBufferTimeout(UNHURRIED_MILLIS);
    }

    private static Rejected reject(FeatureFrames frames, Rejection reason) {
        return new Rejected(utf8(frames.stream()), null, Origin.NONE, reason);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
