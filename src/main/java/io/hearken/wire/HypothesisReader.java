package io.hearken.wire;

import io.hearken.stream.Hypothesis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads hypotheses from the partitions topics have now, seeing only what was committed. Used by one
 * thread, but for {@link #wakeup}.
 */
public final class HypothesisReader implements AutoCloseable {
    /** Where reading begins. */
    public enum From {
        BEGINNING,
        /** What is sent once the reader exists. */
        NOW
    }

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

    private final Consumer<byte[], byte[]> consumer;
    private volatile long unreadable; // one thread counts, others may look

    /**
     * @throws WireException if the broker does not answer, or has no such topic
     */
    public HypothesisReader(KafkaSettings settings, Collection<String> topics, From from) {
        try {
            consumer = new KafkaConsumer<>(settings.consumer());
        } catch (KafkaException e) {
            throw unusable(settings, e);
        }
        try {
            assign(topics, from);
        } catch (KafkaException e) {
            close();
            throw unusable(settings, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static WireException unusable(KafkaSettings settings, KafkaException e) {
        return new WireException(
                "cannot read from Kafka at "
                        + settings.bootstrap()
                        + ": "
                        + WireException.reason(e),
                e);
    }

    private void assign(Collection<String> topics, From from) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> partitions.addAll(partitionsOf(topic)));
        consumer.assign(partitions);
        if (from == From.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Asking fixes "now" here rather than at the first poll.
        partitions.forEach(partition -> consumer.position(partition, ANSWER_WITHIN));
    }

    private List<TopicPartition> partitionsOf(String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic, ANSWER_WITHIN);
        if (known == null || known.isEmpty()) {
            throw new WireException("topic " + topic + " does not exist: create it first");
        }
        return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    /**
     * Hands on what is there, with the topic it came from, after waiting for it if need be.
     *
     * @return false if {@link #wakeup} or an interrupt ended the wait
     */
    public boolean poll(Duration wait, BiConsumer<String, Hypothesis> to) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
                handOn(record, to);
            }
            return true;
        } catch (WakeupException | InterruptException e) {
            return false;
        } catch (KafkaException e) {
            throw new WireException("cannot read from Kafka: " + WireException.reason(e), e);
        }
    }

    private void handOn(ConsumerRecord<byte[], byte[]> record, BiConsumer<String, Hypothesis> to) {
        TranscriptRecords.read(record)
                .ifPresentOrElse(heard -> to.accept(record.topic(), heard), () -> unreadable++);
    }

    /** Records that were no hypothesis, or one of a later version, and were passed over. */
    public long unreadable() {
        return unreadable;
    }

    /** Ends a running or the next {@link #poll}, from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // closing must not be skipped
        try {
            consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
