package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.acoustic.Cell;
import io.hearken.operator.Batching;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.Endpoint;
import io.hearken.recognizer.Head;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import io.hearken.wire.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.functions.FromElementsGeneratorFunction;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HearkenJobTest {
    private static final ShippedModel MODEL = RandomModel.create();
    private static final Batching BATCHING = new Batching(8, Duration.ofMillis(3));
    private final CollectingSink<Hypothesis> hypotheses = new CollectingSink<>();
    private final CollectingSink<Hypothesis> transcripts = new CollectingSink<>();
    private final CollectingSink<Rejected> rejected = new CollectingSink<>();

    @ParameterizedTest
    @CsvSource({"heap, 1, 0", "heap, 2, 6", "rocksdb, 1, 6", "rocksdb, 2, 0"})
    void saysWhatTheRecognizerSaysInOneProcess(String backend, int parallelism, int beam)
            throws Exception {
        DecoderSettings decoder = DecoderSettings.GREEDY.withBeam(beam);
        List<Arrival> arrivals = new ArrayList<>(interleaved("call-01", "call-02"));
        arrivals.addAll(interleaved("call-03", "call-04"));

        run(arrivals, backend, parallelism, decoder);

        assertThat(Calls.byStream(hypotheses.written()))
                .isEqualTo(Calls.hypotheses(MODEL, decoder));
        assertThat(Calls.byStream(transcripts.written())).isEqualTo(Calls.finals(MODEL, decoder));
        assertThat(rejected.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LSTM, 0, 0", "LSTM, 0.6, 0.3", "GRU, 0.6, 0.3"})
    void saysTheLabelsOfAClassifier(Cell cell, double window, double hop) throws Exception {
        Head head = window == 0 ? Head.UTTERANCE : Head.windows(window, hop, 2, 0.5);
        ShippedModel classifier = RandomModel.create(cell, head);
        Endpoint hasty = Endpoint.USUAL.withAfterSpeech(Duration.ofMillis(60));
        DecoderSettings settings = DecoderSettings.GREEDY.with(hasty);
        List<Arrival> arrivals = new ArrayList<>(interleaved("call-01", "call-02"));
        arrivals.addAll(interleaved("call-03", "call-04"));

        run(classifier, arrivals, "rocksdb", 2, settings);

        Map<String, List<Hypothesis>> expected = Calls.finals(classifier, settings);
        assertThat(expected.get("call-01")).hasSizeGreaterThan(window == 0 ? 1 : 3);
        assertThat(Calls.byStream(transcripts.written())).isEqualTo(expected);
        assertThat(Calls.byStream(hypotheses.written())).isEqualTo(expected);
    }

    @Test
    void aModelThatNeedsARecordingsEndIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new HearkenJob(
                                        ports(List.of()),
                                        RandomModel.bothWays(),
                                        DecoderSettings.GREEDY,
                                        BATCHING,
                                        Duration.ofSeconds(30)))
                .withMessageStartingWith(
                        "model random goes through a recording in both directions, which needs its"
                                + " end: use transcribe or evaluate");
    }

    @Test
    void whatCannotBeUsedIsRejectedAndHarmsNobody() throws Exception {
        Rejected keyless =
                new Rejected(null, null, Origin.NONE, new Rejection("no-key", "record has no key"));
        AudioChunk broken =
                new AudioChunk(
                        "call-01",
                        "RIFFraff".getBytes(UTF_8),
                        new AudioFormat(Encoding.WAV, 8_000, 1),
                        AudioChunk.NO_SEQUENCE,
                        false,
                        new Origin("audio", 3, 41, 5, List.of()));
        List<Arrival> arrivals = new ArrayList<>();
        Calls.chunks("call-01").forEach(chunk -> arrivals.add(new Arrival.Usable(chunk)));
        arrivals.add(20, new Arrival.Unusable(keyless));
        arrivals.add(30, new Arrival.Usable(broken));

        run(arrivals, "heap", 1, DecoderSettings.GREEDY);

        assertThat(hypotheses.written())
                .isEqualTo(Calls.hypotheses(MODEL, DecoderSettings.GREEDY).get("call-01"));
        // Two operators reject: whose record comes first nobody promises.
        Map<String, Rejected> byCode =
                rejected.written().stream()
                        .collect(toMap(reject -> reject.reason().code(), reject -> reject));
        assertThat(byCode).containsOnlyKeys("no-key", "bad-audio");
        Rejected heard = byCode.get("bad-audio");
        assertThat(heard.key()).isEqualTo("call-01".getBytes(UTF_8));
        assertThat(heard.value()).isEqualTo("RIFFraff".getBytes(UTF_8));
        assertThat(heard.origin()).isEqualTo(broken.origin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void disorderAndRepetitionsChangeNothingAndWhatIsLateIsRejected(String backend)
            throws Exception {
        List<AudioChunk> chunks = new ArrayList<>(Calls.chunks("call-01"));
        AudioChunk late = chunks.get(5);
        Collections.swap(chunks, 20, 28);
        Collections.swap(chunks, Calls.CHUNKS - 1, Calls.CHUNKS - 4);
        chunks.add(12, chunks.get(11));
        chunks.add(late);
        List<Arrival> arrivals = new ArrayList<>();
        chunks.forEach(chunk -> arrivals.add(new Arrival.Usable(chunk)));

        run(arrivals, backend, 1, DecoderSettings.GREEDY);

        assertThat(hypotheses.written())
                .isEqualTo(Calls.hypotheses(MODEL, DecoderSettings.GREEDY).get("call-01"));
        assertThat(rejected.written()).hasSize(1);
        assertThat(rejected.written().get(0).value()).isEqualTo(late.bytes());
        assertThat(rejected.written().get(0).reason())
                .isEqualTo(
                        new Rejection(
                                "late",
                                "chunk 5 comes after the stream's end: give another stream"
                                        + " another id"));
    }

    @Test
    void missingAudioIsTold() throws Exception {
        List<Arrival> arrivals = new ArrayList<>();
        for (AudioChunk chunk : Calls.chunks("call-01")) {
            if (chunk.sequence() != 30) {
                arrivals.add(new Arrival.Usable(chunk));
            }
        }

        run(arrivals, "heap", 1, DecoderSettings.GREEDY);

        assertThat(transcripts.written())
                .flatExtracting(Hypothesis::gaps)
                .hasSize(1)
                .allSatisfy(gap -> assertThat(gap.start()).isBetween(0.0, gap.end()));
        assertThat(rejected.written()).isEmpty();
    }

    @Test
    void featuresAndRecognizerAreOneTaskWithoutAShuffleBetween() {
        StreamExecutionEnvironment local =
                StreamExecutionEnvironment.createLocalEnvironment(
                        2, JobSettings.of().flink().configuration());
        new HearkenJob(
                        ports(interleaved("call-01", "call-02")),
                        MODEL,
                        DecoderSettings.GREEDY,
                        BATCHING,
                        Duration.ofSeconds(30))
                .addTo(local);

        assertThat(local.getStreamGraph().getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .anyMatch(name -> name.startsWith("features -> recognizer -> "));
    }

    private void run(
            List<Arrival> arrivals, String backend, int parallelism, DecoderSettings decoder)
            throws Exception {
        run(MODEL, arrivals, backend, parallelism, decoder);
    }

    private void run(
            ShippedModel model,
            List<Arrival> arrivals,
            String backend,
            int parallelism,
            DecoderSettings decoder)
            throws Exception {
        Configuration flink =
                JobSettings.of("--backend", backend, "--parallelism", "" + parallelism)
                        .flink()
                        .configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment local =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        new HearkenJob(ports(arrivals), model, decoder, BATCHING, Duration.ofSeconds(30))
                .addTo(local);
        local.execute("hearken");
    }

    private Ports ports(List<Arrival> arrivals) {
        return new Ports(
                new DataGeneratorSource<>(
                        new FromElementsGeneratorFunction<>(
                                RecordTypes.ARRIVAL, new ExecutionConfig(), arrivals),
                        arrivals.size(),
                        RecordTypes.ARRIVAL),
                hypotheses,
                transcripts,
                rejected);
    }

    private static List<Arrival> interleaved(String one, String other) {
        List<AudioChunk> first = Calls.chunks(one);
        List<AudioChunk> second = Calls.chunks(other);
        List<Arrival> both = new ArrayList<>();
        for (int i = 0; i < Calls.CHUNKS; i++) {
            both.add(new Arrival.Usable(first.get(i)));
            both.add(new Arrival.Usable(second.get(i)));
        }
        return both;
    }
}
