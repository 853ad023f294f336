package io.hearken.job;

import static io.hearken.stream.Checks.require;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import picocli.CommandLine.Option;

/** How Flink is to run a job. What is not given is left to the cluster, where it has a say. */
public final class FlinkOptions {
    /** Many streams' states are written every second: by Flink's own 4 kB, that is many calls. */
    private static final int CHECKPOINT_BUFFER_BYTES = 256 << 10;

    /** By name, for its class is there only where RocksDB is. */
    private static final String ROCKSDB_LOG_LEVEL = "state.backend.rocksdb.log.level";

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10); // Flink's own

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Parallel instances (default: the cluster's).")
    private Integer parallelism;

    @Option(
            names = "--backend",
            paramLabel = "heap|rocksdb",
            converter = Backend.Text.class,
            description = "Where streams' states live (default: the cluster's, or heap).")
    private Backend backend;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationText.class,
            description = "Finals appear this often (default: ${DEFAULT-VALUE}).")
    private Duration checkpointInterval;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "URI",
            description = "Where checkpoints are kept (default: the cluster's).")
    private String checkpointDir;

    /** For a cluster, which has its own way with failures. */
    public Configuration configuration() {
        require(
                parallelism == null || parallelism > 0,
                "parallelism must be positive, got %d",
                parallelism);
        require(
                checkpointInterval.compareTo(SHORTEST_INTERVAL) >= 0,
                "checkpoint interval must be at least %d ms, got %d ms",
                SHORTEST_INTERVAL.toMillis(),
                checkpointInterval.toMillis());
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true); // nothing is changed once it was emitted
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(CheckpointingOptions.FS_WRITE_BUFFER_SIZE, CHECKPOINT_BUFFER_BYTES);
        flink.setString(ROCKSDB_LOG_LEVEL, "WARN_LEVEL"); // or each checkpoint costs 50 kB of it
        if (parallelism != null) {
            flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        }
        if (backend != null) {
            flink.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
        }
        if (checkpointDir != null) {
            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpointDir);
        }
        return flink;
    }

    /** For a cluster of our own: also what to do after a failure. */
    public Configuration embedded() {
        Configuration flink = configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofSeconds(1));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(30));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(10));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 10);
        return flink;
    }
}
