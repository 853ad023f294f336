package io.hearken.wire;

import static io.hearken.stream.Checks.require;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where Kafka is and how to speak to it: any of Kafka's own client properties, which win over what
 * we would choose. Values may be secrets and are never shown.
 *
 * @param properties with {@code bootstrap.servers} among them
 */
public record KafkaSettings(Map<String, String> properties) implements Serializable {
    /**
     * What a broker let in must come out again, if only as rejected: its limit is the one that
     * counts.
     */
    static final int LONGEST_RECORD = 32 << 20;

    private static final String BOOTSTRAP = "bootstrap.servers";

    public KafkaSettings {
        properties = Map.copyOf(properties);
        require(
                !properties.getOrDefault(BOOTSTRAP, "").isBlank(),
                "no Kafka broker given: set bootstrap.servers, for example to localhost:9092");
    }

    public static KafkaSettings of(String bootstrap) {
        return new KafkaSettings(Map.of(BOOTSTRAP, bootstrap));
    }

    /** The properties of a file in Java's own form, in UTF-8. */
    public static Map<String, String> readFile(Path file) {
        require(Files.isRegularFile(file), "%s: no such file", file);
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ": not a properties file: " + WireException.reason(e), e);
        }
        Map<String, String> read = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(k -> read.put(k, properties.getProperty(k).strip()));
        return read;
    }

    /** Properties written as {@code key=value}; the last of two equal keys counts. */
    public static Map<String, String> parsePairs(List<String> pairs) {
        Map<String, String> parsed = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            int equals = pairs.get(i).indexOf('=');
            require(
                    equals > 0,
                    "Kafka property %d%s is not key=value, such as security.protocol=SSL",
                    i + 1,
                    ifKnown(pairs.get(i)));
            parsed.put(
                    pairs.get(i).substring(0, equals).strip(),
                    pairs.get(i).substring(equals + 1).strip());
        }
        return parsed;
    }

    /** What is not a property's name might be half a secret. */
    private static String ifKnown(String text) {
        return isKnown(text.strip()) ? " (" + text.strip() + ")" : "";
    }

    public KafkaSettings with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(more);
        return new KafkaSettings(all);
    }

    public String bootstrap() {
        return properties.get(BOOTSTRAP);
    }

    /** The longest record its producers send, in bytes before compression. */
    public int longestRecord() {
        return Integer.parseInt(producer().getProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG));
    }

    /** For a producer of bytes that loses and doubles nothing. */
    public Properties producer() {
        Properties all = new Properties();
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        all.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(LONGEST_RECORD));
        addOwn(all, ProducerConfig.configNames());
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return all;
    }

    /** For a consumer of bytes that sees only what was committed, and commits nothing itself. */
    public Properties consumer() {
        Properties all = new Properties();
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        addOwn(all, ConsumerConfig.configNames());
        String bytes = ByteArrayDeserializer.class.getName();
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        return all;
    }

    public Properties admin() {
        Properties all = new Properties();
        addOwn(all, AdminClientConfig.configNames());
        return all;
    }

    /** Leaves out what is meant for another kind of client: Kafka would warn about it. */
    private void addOwn(Properties all, Set<String> names) {
        properties.forEach(
                (key, value) -> {
                    if (names.contains(key) || !isKnown(key)) {
                        all.put(key, value);
                    }
                });
    }

    private static boolean isKnown(String key) {
        return ProducerConfig.configNames().contains(key)
                || ConsumerConfig.configNames().contains(key)
                || AdminClientConfig.configNames().contains(key);
    }

    /** The broker and the names of the other properties, no values. */
    @Override
    public String toString() {
        Set<String> names = new TreeMap<>(properties).keySet();
        names.remove(BOOTSTRAP);
        return names.isEmpty() ? bootstrap() : bootstrap() + " with " + String.join(", ", names);
    }
}
