package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.Endpoint;
import io.hearken.recognizer.Ordering;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobSettingsTest {
    private static final DecoderSettings BEAM = DecoderSettings.BEAM;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sasl.mecanism | sasl.mecanism: is sasl.mechanism meant?",
                "boostrap.servers | boostrap.servers: is bootstrap.servers meant?",
                "config.provider | config.provider: is config.providers meant?",
                "hunter | hunter"
            })
    void aPropertyKafkaDoesNotKnowIsRefusedByNameWithoutItsValue(String key, String end) {
        assertThatThrownBy(() -> JobSettings.of("--kafka", key + "=secret").kafka())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Kafka's clients have no property " + end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.providers.vault.param.url",
                "ssl.truststore.location",
                "transaction.timeout.ms",
                "partition.discovery.interval.ms"
            })
    void whatAnyOfKafkasClientsOrTheConnectorKnowsGoesThrough(String key) {
        assertThat(JobSettings.of("--kafka", key + "=7").kafka().properties())
                .containsEntry(key, "7");
    }

    @Test
    void nothingNeedsToBeSet() {
        JobSettings settings = JobSettings.of();

        assertThat(settings.kafka().properties())
                .isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(settings.topics()).isEqualTo(Topics.USUAL);
        assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.model()).isEqualTo("digits");
        assertThat(settings.decoder()).isEqualTo(DecoderSettings.GREEDY);
        assertThat(settings.ordering()).isEqualTo(Ordering.USUAL);
    }

    @Test
    void theOrderOfChunksCanBeSet() {
        assertThat(JobSettings.of("--reorder", "3", "--gap", "500ms").ordering())
                .isEqualTo(new Ordering(3, Duration.ofMillis(500)));
        assertThatThrownBy(() -> JobSettings.of("--reorder", "65").ordering())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reorder must be 0 to 64 chunks, got 65");
        assertThatThrownBy(() -> JobSettings.of("--gap", "2min").ordering())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gap must be 0 s to 60 s, got 120000 ms");
    }

    @Test
    void aSearchIsWideEnoughForWhatIsAskedOfIt() {
        assertThat(decoder("--grammar", "one two")).isEqualTo(BEAM.withGrammar("one two"));
        assertThat(decoder("--insertion-penalty=-1.5")).isEqualTo(BEAM.withInsertionPenalty(-1.5));
        assertThat(decoder("--n-best", "3")).isEqualTo(BEAM.withNBest(3));
        assertThat(decoder("--n-best", "20")).isEqualTo(BEAM.withBeam(20).withNBest(20));
        assertThat(decoder("--beam", "4")).isEqualTo(BEAM.withBeam(4));
    }

    @Test
    void anUtterancesEndCanBeSet() {
        assertThat(
                        decoder(
                                        "--endpoint",
                                        "1s",
                                        "--endpoint-silence",
                                        "5s",
                                        "--endpoint-longest",
                                        "20s")
                                .endpoint())
                .isEqualTo(
                        new Endpoint(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(20)));
    }

    @Test
    void aGrammarMayLieInAFile(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("phone.txt");
        Files.writeString(file, "digit = one | two; # only these\ndigit{3}\n");

        assertThat(decoder("--grammar", "@" + file).grammar()).isEqualTo(Files.readString(file));
        assertThatThrownBy(() -> decoder("--grammar", "@" + dir.resolve("no.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir.resolve("no.txt") + ": no such file");
        Files.write(file, new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> decoder("--grammar", "@" + file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": a grammar must be UTF-8 text");
    }

    @Test
    void aGrammarTheModelCannotSayIsRefusedBeforeTheJobRuns() {
        JobSettings settings = JobSettings.of("--grammar", "yes | no");

        assertThatThrownBy(() -> HearkenJob.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("grammar: yes is no word of the model, which says eight");
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

    private static DecoderSettings decoder(String... arguments) {
        return JobSettings.of(arguments).decoder();
    }

    @Test
    void helpShowsEverySetting() {
        assertThat(JobSettings.help())
                .contains("--bootstrap", "--kafka", "--audio-topic", "--model", "--backend")
                .contains("--reorder", "--gap")
                .contains("--beam", "--grammar", "--n-best", "--insertion-penalty")
                .contains("--endpoint", "--endpoint-silence", "--endpoint-longest");
    }
}
