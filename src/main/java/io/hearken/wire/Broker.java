package io.hearken.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What must be there before work begins: a broker that answers, and topics. Says so within 10 s.
 */
public final class Broker {
    /** Topics take whole files in a record, and rejected ones with their reasons. */
    private static final String LONGEST_RECORD = String.valueOf(KafkaSettings.LONGEST_RECORD);

    private static final Duration CHECK_WITHIN = Duration.ofSeconds(6);
    private static final Duration CREATE_WITHIN = Duration.ofSeconds(30);
    private static final short USUAL_REPLICATION = -1;

    private final KafkaSettings settings;
    private final List<BrokerAddress> addresses;

    public Broker(KafkaSettings settings) {
        this.settings = settings;
        addresses = BrokerAddress.parse(settings.bootstrap());
    }

    /**
     * Returns if a broker answers and has every topic; says within 10 s if not.
     *
     * @throws WireException that says what is missing and what to do
     */
    public void requireTopics(Collection<String> topics) {
        ask(CHECK_WITHIN, admin -> requireTopics(admin, topics));
    }

    private void requireTopics(Admin admin, Collection<String> topics) throws Exception {
        Collection<String> missing = missing(admin, topics);
        if (!missing.isEmpty()) {
            throw new WireException(
                    String.format(
                            "%s has no topic %s: create each with kafka-topics.sh --create"
                                    + " --bootstrap-server %s --partitions 4 --topic NAME, or all"
                                    + " with hearken run --create-topics",
                            settings.bootstrap(),
                            String.join(", ", missing),
                            settings.bootstrap()));
        }
    }

    /** Creates the topics that are not there yet, as often replicated as the broker likes. */
    public void createMissing(Collection<String> topics, int partitions) {
        topics.forEach(Topics::requireName);
        ask(CREATE_WITHIN, admin -> createMissing(admin, topics, partitions));
    }

    private static void createMissing(Admin admin, Collection<String> topics, int partitions)
            throws Exception {
        List<NewTopic> wanted =
                missing(admin, topics).stream().map(topic -> newTopic(topic, partitions)).toList();
        for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
            try {
                answer(created);
            } catch (TopicExistsException e) {
                continue; // somebody else was quicker
            }
        }
    }

    private static NewTopic newTopic(String topic, int partitions) {
        return new NewTopic(topic, Optional.of(partitions), Optional.of(USUAL_REPLICATION))
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LONGEST_RECORD));
    }

    private static Collection<String> missing(Admin admin, Collection<String> topics)
            throws Exception {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, ? extends KafkaFuture<?>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                answer(topic.getValue());
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic.getKey());
            }
        }
        return missing;
    }

    private static <T> T answer(KafkaFuture<T> future) throws Exception {
        try {
            return future.get(); // the client itself gives up in time
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private interface Question {
        void ask(Admin admin) throws Exception;
    }

    private void ask(Duration within, Question question) {
        requireReachable();
        Admin admin = connect(within);
        try {
            question.ask(admin);
        } catch (WireException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireException("interrupted while asking Kafka at " + settings.bootstrap(), e);
        } catch (Exception e) {
            throw explained(e, within);
        } finally {
            admin.close(Duration.ofMillis(500));
        }
    }

    /**
     * A plain connection first: it fails at once and in silence where a Kafka client keeps trying.
     */
    private void requireReachable() {
        String why = null;
        for (BrokerAddress address : addresses) {
            why = address.unreachable();
            if (why == null) {
                return;
            }
        }
        throw new WireException(
                "no Kafka broker answers at " + settings.bootstrap() + " (" + why + ")");
    }

    private Admin connect(Duration within) {
        Properties properties = settings.admin();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + within.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + within.toMillis());
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw explained(e, within);
        }
    }

    private WireException explained(Exception e, Duration within) {
        String bootstrap = settings.bootstrap();
        if (e instanceof AuthenticationException) {
            return new WireException(
                    "Kafka at " + bootstrap + " refuses the login: " + WireException.reason(e), e);
        }
        if (e instanceof AuthorizationException) {
            return new WireException(
                    "Kafka at " + bootstrap + " does not allow it: " + WireException.reason(e), e);
        }
        if (e instanceof TimeoutException) {
            return new WireException(
                    String.format(
                            "no Kafka broker answers at %s (something listens, but does not speak"
                                    + " Kafka within %d s: does it want security.protocol set?)",
                            bootstrap, within.toSeconds()),
                    e);
        }
        return new WireException(
                "cannot use Kafka at " + bootstrap + " (" + WireException.reason(e) + ")", e);
    }
}
