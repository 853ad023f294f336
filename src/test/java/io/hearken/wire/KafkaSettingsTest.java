package io.hearken.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static final KafkaSettings LOCAL = KafkaSettings.of("localhost:9092");

    @Test
    void aPairIsSplitAtItsFirstEqualsSign() {
        assertThat(KafkaSettings.parsePairs(List.of("acks = 1", "sasl.jaas.config=a b=\"c\";")))
                .isEqualTo(Map.of("acks", "1", "sasl.jaas.config", "a b=\"c\";"));
    }

    @Test
    void whatIsNoPairIsNamedIfItIsNoSecret() {
        assertThatThrownBy(() -> KafkaSettings.parsePairs(List.of("acks=1", "linger.ms")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Kafka property 2 (linger.ms) is not key=value,"
                                + " such as security.protocol=SSL");
        assertThatThrownBy(() -> KafkaSettings.parsePairs(List.of("hunter2")))
                .hasMessage("Kafka property 1 is not key=value, such as security.protocol=SSL");
    }

    @Test
    void aFileHoldsProperties(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("kafka.properties");
        Files.writeString(file, "# ours\nbootstrap.servers = kafka:9092\nacks=1 \n");

        assertThat(KafkaSettings.readFile(file))
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "acks", "1"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> KafkaSettings.readFile(Path.of("nowhere.properties")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nowhere.properties: no such file");
    }

    @Test
    void aBrokenFileIsNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("kafka.properties");
        Files.write(file, new byte[] {'a', '=', (byte) 0xff});

        assertThatThrownBy(() -> KafkaSettings.readFile(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": not a properties file: ");
    }

    @Test
    void aBrokerMustBeGiven() {
        assertThatThrownBy(() -> new KafkaSettings(Map.of("acks", "all")))
                .hasMessageStartingWith("no Kafka broker given: set bootstrap.servers");
    }

    @Test
    void ownPropertiesWin() {
        KafkaSettings settings = LOCAL.with(Map.of("acks", "1", "isolation.level", "x"));

        assertThat(settings.producer()).containsEntry("acks", "1").containsEntry("linger.ms", "5");
        assertThat(settings.consumer()).containsEntry("isolation.level", "x");
    }

    @Test
    void eachClientGetsItsOwnPropertiesAndThoseNobodyKnows() {
        KafkaSettings settings =
                LOCAL.with(Map.of("batch.size", "9", "fetch.min.bytes", "8", "interceptor.x", "7"));

        assertThat(settings.producer())
                .containsKeys("batch.size", "interceptor.x")
                .doesNotContainKey("fetch.min.bytes");
        assertThat(settings.consumer())
                .containsKeys("fetch.min.bytes", "interceptor.x")
                .doesNotContainKey("batch.size");
        assertThat(settings.admin())
                .containsKeys("bootstrap.servers", "interceptor.x")
                .doesNotContainKeys("batch.size", "fetch.min.bytes");
    }

    @Test
    void valuesAreNotShown() {
        assertThat(LOCAL.with(Map.of("sasl.jaas.config", "hunter2")))
                .hasToString("localhost:9092 with sasl.jaas.config");
    }

    @Test
    void aReferenceToASecretIsResolvedByTheClientAlone(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("password"), "hunter2");
        Map<String, String> references =
                Map.of(
                        "client.id",
                        "${env:PATH}",
                        "sasl.jaas.config",
                        "module \"${files:" + directory + ":password}\";",
                        "config.providers",
                        "env,files",
                        "config.providers.env.class",
                        EnvVarConfigProvider.class.getName(),
                        "config.providers.files.class",
                        DirectoryConfigProvider.class.getName());
        KafkaSettings settings = LOCAL.with(references);

        for (AbstractConfig client :
                List.of(
                        new AdminClientConfig(settings.admin()),
                        new ConsumerConfig(settings.consumer()),
                        new ProducerConfig(settings.producer()))) {
            assertThat(client.getString("client.id")).isEqualTo(System.getenv("PATH"));
            assertThat(client.getPassword("sasl.jaas.config").value())
                    .isEqualTo("module \"hunter2\";");
        }
        assertThat(settings.properties()).containsAllEntriesOf(references);
    }

    @Test
    void topicsAreFourAndNamedAsKafkaAllows() {
        assertThat(Topics.USUAL.all())
                .containsExactly("audio", "hypotheses", "transcripts", "rejected");
        assertThatThrownBy(() -> new Topics("audio", "h", "t", "audio"))
                .hasMessage(
                        "audio, hypotheses, transcripts and rejected must be four topics,"
                                + " got audio, h, t, audio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "..", "ä"})
    void aTopicKafkaWouldRefuseIsRefused(String topic) {
        assertThatThrownBy(() -> new Topics(topic, "h", "t", "r"))
                .hasMessageContaining("got '" + topic + "'");
    }
}
