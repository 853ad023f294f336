package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.operator.Batching;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Rejected;
import io.hearken.wire.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.functions.FromElementsGeneratorFunction;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A savepoint of every format that was ever released is kept, taken in the middle of words, and
 * must be gone on from. What Kafka's connector keeps in one is its own business: audio comes from a
 * list here.
 */
@Timeout(180)
@SuppressWarnings("rawtypes") // Flink's own paces are
class SavepointTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Batching BATCHING = new Batching(8, Duration.ofMillis(3));

    /** Of each call: something is being heard, nothing was said to the end. */
    private static final int CHUNKS_BEFORE = 6;

    private final CollectingSink<Hypothesis> hypotheses = new CollectingSink<>();
    private final CollectingSink<Hypothesis> transcripts = new CollectingSink<>();
    private final CollectingSink<Rejected> rejected = new CollectingSink<>();

    @ParameterizedTest
    @CsvSource({"savepoint-1, heap, 1", "savepoint-1, rocksdb, 2"})
    void whatAnEarlierBuildSavedMidWordEndsInTheSameTranscripts(
            String name, String backend, int parallelism) throws Exception {
        Path savepoint = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update") && Files.notExists(savepoint)) {
            new SavepointTest().save(savepoint); // with sinks of its own
        }
        ShippedModel model = ShippedModel.of(savepoint.resolve("model.safetensors").toString());
        Configuration flink = settings(backend, parallelism);
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, saved(savepoint).toUri().toString());

        job(model, flink, RateLimiterStrategy.noOp()).execute("later");

        assertThat(Calls.byStream(transcripts.written()))
                .isEqualTo(Calls.finals(model, DecoderSettings.GREEDY));
        assertThat(hypotheses.written().size())
                .as("revisions after the savepoint alone")
                .isLessThan(count(model));
        assertThat(rejected.written()).isEmpty();
    }

    private static int count(ShippedModel model) {
        return Calls.hypotheses(model, DecoderSettings.GREEDY).values().stream()
                .mapToInt(List::size)
                .sum();
    }

    /** Runs up to the middle of words, and keeps what is remembered there. */
    private void save(Path folder) throws Exception {
        Files.createDirectories(folder);
        ShippedModel model = RandomModel.create();
        Files.write(folder.resolve("model.safetensors"), model.file());
        RateLimiterStrategy untilSaved =
                RateLimiterStrategy.perCheckpoint(CHUNKS_BEFORE * Calls.NAMES.size());
        JobClient job = job(model, settings("heap", 1), untilSaved).executeAsync("earlier");
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Calls.byStream(hypotheses.written()).size() < Calls.NAMES.size()) {
            assertThat(System.nanoTime()).as("every call is being heard in time").isLessThan(end);
            Thread.onSpinWait();
        }
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        if (!transcripts.written().isEmpty()) {
            FileUtils.deleteDirectory(folder.toFile());
        }
        assertThat(transcripts.written()).as("finals before the savepoint").isEmpty();
    }

    /** Flink gives a savepoint's folder a name of its own. */
    private static Path saved(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).findAny().orElseThrow().toAbsolutePath();
        }
    }

    private static Configuration settings(String backend, int parallelism) {
        Configuration flink =
                JobSettings.of("--backend", backend, "--parallelism", "" + parallelism)
                        .flink()
                        .configuration();
        flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return flink;
    }

    private StreamExecutionEnvironment job(
            ShippedModel model, Configuration flink, RateLimiterStrategy pace) {
        List<Arrival> arrivals = arrivals();
        StreamExecutionEnvironment local = StreamExecutionEnvironment.createLocalEnvironment(flink);
        Ports ports =
                new Ports(
                        new DataGeneratorSource<>(
                                new FromElementsGeneratorFunction<>(
                                        RecordTypes.ARRIVAL, new ExecutionConfig(), arrivals),
                                arrivals.size(),
                                pace,
                                RecordTypes.ARRIVAL),
                        hypotheses,
                        transcripts,
                        rejected);
        new HearkenJob(ports, model, DecoderSettings.GREEDY, BATCHING, Duration.ofSeconds(30))
                .addTo(local);
        return local;
    }

    private static List<Arrival> arrivals() {
        List<List<AudioChunk>> calls = Calls.NAMES.stream().map(Calls::chunks).toList();
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < Calls.CHUNKS; i++) {
            for (List<AudioChunk> call : calls) {
                arrivals.add(new Arrival.Usable(call.get(i)));
            }
        }
        return arrivals;
    }
}
