package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.wire.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSettingsTest {
    @Test
    void nothingNeedsToBeSet() {
        JobSettings settings = JobSettings.of();

        assertThat(settings.kafka().properties())
                .isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(settings.topics()).isEqualTo(Topics.USUAL);
        assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.model()).isEqualTo("digits");
    }

    @Test
    void theCommandLineWinsOverTheFile(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("kafka.properties");
        Files.writeString(file, "bootstrap.servers=a:1\nacks=1\nsecurity.protocol=SSL\n");

        Map<String, String> kafka =
                JobSettings.of(
                                "--kafka-config", file.toString(),
                                "--kafka", "acks=all",
                                "--kafka",
                                        "sasl.jaas.config=Login required user=\"u\" password=\"p=\";")
                        .kafka()
                        .properties();

        assertThat(kafka)
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("acks", "all")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("sasl.jaas.config", "Login required user=\"u\" password=\"p=\";");
    }

    @Test
    void whatIsNotGivenIsLeftToTheCluster() {
        Configuration flink = JobSettings.of().flink().configuration();

        assertThat(flink.getOptional(StateBackendOptions.STATE_BACKEND)).isEmpty();
        assertThat(flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEmpty();
        assertThat(flink.getOptional(RestartStrategyOptions.RESTART_STRATEGY)).isEmpty();
        assertThat(flink.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anEmbeddedClusterGivesUpInTheEnd() {
        Configuration flink = JobSettings.of("--backend", "rocksdb").flink().embedded();

        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("exponential-delay");
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(10);
        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    }

    @Test
    void aWrongSettingSaysWhatWouldBeRight() {
        assertThatThrownBy(() -> JobSettings.of("--idle-timeout", "soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'soon' is no duration: write it like 500ms, 30s or 10min");
        assertThatThrownBy(() -> JobSettings.of("--backend", "disk"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'disk' is no backend: use heap or rocksdb");
        assertThatThrownBy(
                        () -> JobSettings.of("--checkpoint-interval", "0s").flink().configuration())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("checkpoint interval must be at least 10 ms, got 0 ms");
        assertThatThrownBy(() -> JobSettings.of("--speed", "9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--speed");
    }

    @Test
    void helpShowsEverySetting() {
        assertThat(JobSettings.help())
                .contains("--bootstrap", "--kafka", "--audio-topic", "--model", "--backend");
    }
}
