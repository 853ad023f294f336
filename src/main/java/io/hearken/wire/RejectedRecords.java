package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Rejected records on their way back to Kafka: key, value and headers as they came, and behind them
 * why and from where.
 *
 * <p>The broker gives them a timestamp of its own; the first one is kept in {@code
 * source-timestamp}. A nonsensical timestamp could otherwise make the broker refuse the record, or
 * throw it away at once.
 */
public final class RejectedRecords {
    public static final String ERROR_CODE = "error-code";
    public static final String ERROR_MESSAGE = "error-message";
    public static final String SOURCE_TOPIC = "source-topic";
    public static final String SOURCE_PARTITION = "source-partition";
    public static final String SOURCE_OFFSET = "source-offset";
    public static final String SOURCE_TIMESTAMP = "source-timestamp";

    private RejectedRecords() {}

    public static ProducerRecord<byte[], byte[]> toRecord(String topic, Rejected rejected) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, rejected.key(), rejected.value());
        Headers headers = record.headers();
        rejected.origin().headers().forEach(header -> headers.add(header.name(), header.value()));
        add(headers, ERROR_CODE, rejected.reason().code());
        add(headers, ERROR_MESSAGE, rejected.reason().message());
        addSource(headers, rejected.origin());
        return record;
    }

    private static void addSource(Headers headers, Origin origin) {
        if (origin.topic().isEmpty()) {
            return;
        }
        add(headers, SOURCE_TOPIC, origin.topic());
        add(headers, SOURCE_PARTITION, origin.partition());
        add(headers, SOURCE_OFFSET, origin.offset());
        if (origin.timestamp() >= 0) {
            add(headers, SOURCE_TIMESTAMP, origin.timestamp());
        }
    }

    private static void add(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(UTF_8));
    }
}
