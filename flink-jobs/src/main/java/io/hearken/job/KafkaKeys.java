package io.hearken.job;

import static io.hearken.stream.Checks.require;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The names of the properties Kafka's clients know. They themselves pass over what they do not. */
final class KafkaKeys {
    /** Of what tells a client where to find secrets, a name is partly the user's choice. */
    private static final String PROVIDERS = AdminClientConfig.CONFIG_PROVIDERS_CONFIG;

    /** More letters make it another word. */
    private static final int MOST_TYPOS = 4;

    private static final Set<String> KNOWN = known();

    private KafkaKeys() {}

    /**
     * Refuses a misspelt property.
     *
     * @throws IllegalArgumentException that names it and what may have been meant, no value
     */
    static void requireKnown(Collection<String> keys) {
        for (String key : keys) {
            require(
                    KNOWN.contains(key) || key.startsWith(PROVIDERS + "."),
                    "Kafka's clients have no property %s%s",
                    key,
                    nearest(key).map(known -> ": is " + known + " meant?").orElse(""));
        }
    }

    private static Optional<String> nearest(String key) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return KNOWN.stream()
                .min(Comparator.comparing(known -> distance.apply(key, known)))
                .filter(known -> distance.apply(key, known) <= MOST_TYPOS);
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        known.add(PROVIDERS);
        known.add(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key());
        known.add(KafkaSourceOptions.REGISTER_KAFKA_CONSUMER_METRICS.key());
        known.add(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key());
        return known;
    }
}
