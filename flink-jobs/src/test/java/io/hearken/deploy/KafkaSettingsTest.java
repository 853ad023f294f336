package io.hearken.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearken.job.JobSettings;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Kafka setting in {@code deploy/} is one that Kafka has, and they fit the job. */
class KafkaSettingsTest {
    private static final String LONGEST_RECORD = "33554432";

    @Test
    void clientsKnowTheJobsProperties() {
        assertThat(unknownToClients(Deploy.kafkaClient().stringPropertyNames())).isEmpty();
    }

    @Test
    void pagesNameWhatClientsKnow() {
        List<String> named =
                Pattern.compile("^ {4}((?:security|sasl|ssl|config)\\.[a-z.]+)=", Pattern.MULTILINE)
                        .matcher(Deploy.text("README.md"))
                        .results()
                        .map(result -> result.group(1))
                        .toList();

        assertThat(named).isNotEmpty();
        assertThat(unknownToClients(named)).isEmpty();
    }

    /** With the files that Strimzi would mount, each of the job's clients finds the password. */
    @Test
    void clientsReadThePasswordFromItsFile(@TempDir Path secret) throws IOException {
        String jaas =
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"hearken\" password=\"s3cret\";";
        Files.writeString(secret.resolve("sasl.jaas.config"), jaas);
        KafkaSettings kafka = KafkaSettings.of("kafka:9093").with(clientOf(secret));

        for (AbstractConfig client :
                List.of(
                        new ProducerConfig(kafka.producer()),
                        new ConsumerConfig(kafka.consumer()),
                        new AdminClientConfig(kafka.admin()))) {
            assertThat(client.getPassword("sasl.jaas.config").value()).isEqualTo(jaas);
        }
        assertThat(kafka.properties().values()).noneMatch(value -> value.contains("s3cret"));
    }

    @Test
    void theBrokerKnowsComposesSettings() {
        Map<String, String> broker = broker();

        assertThat(KafkaConfig.configDef().names()).containsAll(broker.keySet());
        assertThat(new KafkaConfig(broker).effectiveAdvertisedBrokerListeners()).isNotNull();
    }

    @Test
    void theBrokerListensWhereComposesJobAndTopicsLookForIt() {
        String advertised = broker().get("advertised.listeners");
        JsonNode published = Deploy.service("kafka").get("ports");

        assertThat(advertised).contains("://kafka:9092", "://localhost:9094");
        assertThat(Deploy.texts(Deploy.service("jobmanager").get("command")))
                .containsSequence("--bootstrap", "kafka:9092");
        assertThat(Deploy.service("topics").get("command").toString()).contains(" kafka:9092 ");
        assertThat(Deploy.texts(published)).containsExactly("127.0.0.1:9094:9094");
    }

    @Test
    void topicsOnKubernetesAreTheJobsAndTakeItsRecords() {
        List<JsonNode> topics = Deploy.documents("kubernetes/topics.yaml");
        int parallelism = Deploy.flinkDeployment().at("/spec/job/parallelism").asInt();

        assertThat(topics)
                .extracting(topic -> topic.at("/metadata/name").asText())
                .containsExactlyInAnyOrderElementsOf(jobsTopics());
        assertThat(topics)
                .allSatisfy(
                        topic -> {
                            JsonNode spec = topic.get("spec");
                            Map<String, String> settings = new TreeMap<>();
                            spec.get("config")
                                    .properties()
                                    .forEach(
                                            one ->
                                                    settings.put(
                                                            one.getKey(), one.getValue().asText()));
                            assertThat(unknownToTopics(settings.keySet())).isEmpty();
                            assertThat(settings).containsEntry("max.message.bytes", LONGEST_RECORD);
                            assertThat(spec.get("partitions").asInt())
                                    .isGreaterThanOrEqualTo(parallelism);
                            assertThat(Integer.parseInt(settings.get("min.insync.replicas")))
                                    .isLessThan(spec.get("replicas").asInt());
                        });
    }

    @Test
    void scriptsMakeTheJobsTopicsWithSettingsThatKafkaHas() {
        for (String script :
                List.of(
                        Deploy.service("topics").at("/command/2").asText(),
                        Deploy.text("README.md"))) {
            assertThat(script).contains("for topic in " + String.join(" ", jobsTopics()) + ";");
            List<String> settings =
                    Pattern.compile("--config ([a-z.]+)=" + LONGEST_RECORD)
                            .matcher(script)
                            .results()
                            .map(result -> result.group(1))
                            .toList();
            assertThat(settings).isNotEmpty();
            assertThat(unknownToTopics(settings)).isEmpty();
        }
    }

    @Test
    void theUserMayDoWhatTheJobDoesAndNoMore() {
        List<String> may = new ArrayList<>();
        for (JsonNode acl :
                Deploy.document("kubernetes/user.yaml").at("/spec/authorization/acls")) {
            JsonNode on = acl.get("resource");
            may.add(
                    on.get("type").asText()
                            + " "
                            + on.get("name").asText()
                            + (on.path("patternType").asText().equals("prefix") ? "*" : "")
                            + ": "
                            + String.join(" ", Deploy.texts(acl.get("operations"))));
        }
        JobSettings job = JobSettings.of("--group", "hearken", "--job-name", "hearken");

        assertThat(Deploy.texts(Deploy.flinkDeployment().at("/spec/job/args")))
                .containsSequence("--group", job.group())
                .containsSequence("--job-name", job.jobName());
        assertThat(may)
                .containsExactlyInAnyOrder(
                        "topic " + job.topics().audio() + ": Read Describe",
                        "group " + job.group() + ": Read",
                        "topic " + job.topics().hypotheses() + ": Write Describe",
                        "topic " + job.topics().transcripts() + ": Write Describe",
                        "topic " + job.topics().rejected() + ": Write Describe",
                        "transactionalId " + job.jobName() + "*: Write Describe");
    }

    @Test
    void aMisspeltSettingIsFound() {
        assertThat(unknownToClients(List.of("sasl.mechanism", "sasl.mechanisms")))
                .containsExactly("sasl.mechanisms");
        assertThat(unknownToClients(List.of("config.providers.directory.klass")))
                .containsExactly("config.providers.directory.klass");
        assertThat(unknownToTopics(List.of("max.message.bytes", "max.messages.bytes")))
                .containsExactly("max.messages.bytes");
    }

    private static List<String> jobsTopics() {
        Topics topics = JobSettings.of().topics();
        return List.of(
                topics.audio(), topics.hypotheses(), topics.transcripts(), topics.rejected());
    }

    /** The image makes {@code log.dirs} of {@code KAFKA_LOG_DIRS}. */
    private static Map<String, String> broker() {
        Map<String, String> settings = new HashMap<>();
        Deploy.service("kafka")
                .get("environment")
                .properties()
                .forEach(
                        one ->
                                settings.put(
                                        one.getKey()
                                                .replaceFirst("^KAFKA_", "")
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '.'),
                                        one.getValue().asText()));
        return settings;
    }

    private static Map<String, String> clientOf(Path secret) {
        Properties properties = Deploy.kafkaClient();
        Map<String, String> client = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            client.put(
                    key,
                    properties
                            .getProperty(key)
                            .replace("/etc/hearken/kafka-user", secret.toString()));
        }
        return client;
    }

    private static Set<String> unknownToClients(Collection<String> keys) {
        Set<String> unknown = new TreeSet<>(keys);
        unknown.removeAll(ProducerConfig.configNames());
        unknown.removeAll(ConsumerConfig.configNames());
        unknown.removeAll(AdminClientConfig.configNames());
        unknown.removeIf(key -> key.matches("config\\.providers\\.[a-z]+\\.(class|param\\..+)"));
        return unknown;
    }

    private static Set<String> unknownToTopics(Collection<String> keys) {
        Set<String> unknown = new TreeSet<>(keys);
        unknown.removeAll(ofTopics());
        return unknown;
    }

    private static Set<String> ofTopics() {
        return Arrays.stream(TopicConfig.class.getFields())
                .filter(field -> field.getName().endsWith("_CONFIG"))
                .map(KafkaSettingsTest::constant)
                .collect(toCollection(HashSet::new));
    }

    private static String constant(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
