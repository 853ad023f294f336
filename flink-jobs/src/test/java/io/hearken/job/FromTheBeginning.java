package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.wire.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads topics of a broker from their beginning. */
final class FromTheBeginning {
    private FromTheBeginning() {}

    /**
     * Reads until it is enough, or no record has come for too long; the caller finds out which.
     *
     * @param patience without news; the machine may be busy
     */
    static void read(
            KafkaSettings kafka,
            List<String> topics,
            Duration patience,
            BooleanSupplier isEnough,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
            List<TopicPartition> partitions =
                    topics.stream()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long latest = System.nanoTime();
            while (!isEnough.getAsBoolean() && System.nanoTime() - latest < patience.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
                    latest = System.nanoTime();
                    each.accept(one);
                }
            }
        }
    }

    /** A record's header as text. */
    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
