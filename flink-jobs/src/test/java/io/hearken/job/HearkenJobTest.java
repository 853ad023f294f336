package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Recording;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import io.hearken.wire.Arrival;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.functions.FromElementsGeneratorFunction;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class HearkenJobTest {
    private static final ShippedModel MODEL = RandomModel.create();
    private static final Path SAMPLES = Path.of("..", "audio-samples");

    /** Chunks of each stream; equally many, so that parallel readers divide between streams. */
    private static final int CHUNKS = 50;

    private static final Map<String, Recording> CALLS = new TreeMap<>();

    static {
        for (String call : List.of("call-01", "call-02", "call-03", "call-04")) {
            CALLS.put(call, Recording.read(SAMPLES.resolve(call + ".wav")));
        }
    }

    private final CollectingSink<Hypothesis> hypotheses = new CollectingSink<>();
    private final CollectingSink<Hypothesis> transcripts = new CollectingSink<>();
    private final CollectingSink<Rejected> rejected = new CollectingSink<>();

    @ParameterizedTest
    @CsvSource({"heap, 1", "heap, 2", "rocksdb, 1", "rocksdb, 2"})
    void saysWhatTheRecognizerSaysInOneProcess(String backend, int parallelism) throws Exception {
        List<Arrival> arrivals = new ArrayList<>(interleaved("call-01", "call-02"));
        arrivals.addAll(interleaved("call-03", "call-04"));

        run(arrivals, backend, parallelism);

        Map<String, List<Hypothesis>> expected = new TreeMap<>();
        CALLS.forEach((call, audio) -> expected.put(call, recognizer().recognize(call, audio)));
        assertThat(expected.values()).allSatisfy(heard -> assertThat(heard).hasSizeGreaterThan(3));
        assertThat(byStream(hypotheses.written())).isEqualTo(expected);
        expected.replaceAll((call, heard) -> heard.stream().filter(Hypothesis::isFinal).toList());
        assertThat(byStream(transcripts.written())).isEqualTo(expected);
        assertThat(rejected.written()).isEmpty();
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
                        7,
                        false,
                        new Origin("audio", 3, 41, 5, List.of()));
        List<Arrival> arrivals = new ArrayList<>(chunks("call-01"));
        arrivals.add(20, new Arrival.Unusable(keyless));
        arrivals.add(30, new Arrival.Usable(broken));

        run(arrivals, "heap", 1);

        assertThat(hypotheses.written())
                .isEqualTo(recognizer().recognize("call-01", CALLS.get("call-01")));
        assertThat(rejected.written())
                .extracting(reject -> reject.reason().code())
                .containsExactly("no-key", "bad-audio");
        Rejected second = rejected.written().get(1);
        assertThat(second.key()).isEqualTo("call-01".getBytes(UTF_8));
        assertThat(second.value()).isEqualTo("RIFFraff".getBytes(UTF_8));
        assertThat(second.origin()).isEqualTo(broken.origin());
    }

    private void run(List<Arrival> arrivals, String backend, int parallelism) throws Exception {
        Configuration flink =
                JobSettings.of("--backend", backend, "--parallelism", "" + parallelism)
                        .flink()
                        .configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment local =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        new HearkenJob(ports(arrivals), MODEL, Duration.ofSeconds(30)).addTo(local);
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

    private static Recognizer recognizer() {
        return new Recognizer(MODEL.read());
    }

    private static Map<String, List<Hypothesis>> byStream(List<Hypothesis> heard) {
        return heard.stream()
                .collect(groupingBy(Hypothesis::stream, TreeMap::new, Collectors.toList()));
    }

    private static List<Arrival> interleaved(String one, String other) {
        List<Arrival> first = chunks(one);
        List<Arrival> second = chunks(other);
        List<Arrival> both = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            both.add(first.get(i));
            both.add(second.get(i));
        }
        return both;
    }

    /** A call cut anywhere, also within a sample. */
    private static List<Arrival> chunks(String call) {
        Recording audio = CALLS.get(call);
        byte[] data = audio.data();
        int[] cuts =
                IntStream.concat(
                                IntStream.of(0, data.length),
                                new Random(3).ints(CHUNKS - 1, 0, data.length))
                        .sorted()
                        .toArray();
        List<Arrival> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            byte[] bytes = Arrays.copyOfRange(data, cuts[i], cuts[i + 1]);
            boolean last = i == CHUNKS - 1;
            chunks.add(new Arrival.Usable(AudioChunk.of(call, bytes, audio.format(), last)));
        }
        return chunks;
    }
}
