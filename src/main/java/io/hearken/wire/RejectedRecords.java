package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Rejected records on their way back to Kafka: key, value and headers as they came, and behind them
 * why and from where.
 *
 * <p>The broker gives them a timestamp of its own; the first one is kept in {@code
 * source-timestamp}. A nonsensical timestamp could otherwise make the broker refuse the record, or
 * throw it away at once.
 *
 * <p>A broker counts the bytes of a record that are left after compression, a producer those
 * before. So a record may have come in that cannot go out: of that, the first bytes of key and
 * value are sent, and what it held is said.
 */
public final class RejectedRecords {
    public static final String ERROR_CODE = "error-code";
    public static final String ERROR_MESSAGE = "error-message";

    /** What the record held, if it was too long to be sent on whole. */
    public static final String ERROR_CUT = "error-cut";

    public static final String SOURCE_TOPIC = "source-topic";
    public static final String SOURCE_PARTITION = "source-partition";
    public static final String SOURCE_OFFSET = "source-offset";
    public static final String SOURCE_TIMESTAMP = "source-timestamp";

    /** What Kafka adds, the source and the reason, at the most. */
    private static final int ROOM = 64 << 10;

    private static final int CUT_KEY = 256;
    private static final int HEADER_BYTES = 16;

    private RejectedRecords() {}

    /**
     * The record to send.
     *
     * @param mostBytes the longest record that can be sent
     */
    public static ProducerRecord<byte[], byte[]> toRecord(
            String topic, Rejected rejected, int mostBytes) {
        int most = Math.max(0, mostBytes - ROOM);
        boolean isWhole = bytes(rejected) <= most;
        ProducerRecord<byte[], byte[]> record =
                isWhole
                        ? new ProducerRecord<>(topic, rejected.key(), rejected.value())
                        : new ProducerRecord<>(
                                topic, cut(rejected.key(), CUT_KEY), cut(rejected.value(), most));
        Headers headers = record.headers();
        if (isWhole) {
            rejected.origin()
                    .headers()
                    .forEach(header -> headers.add(header.name(), header.value()));
        } else {
            add(headers, ERROR_CUT, contents(rejected));
        }
        add(headers, ERROR_CODE, rejected.reason().code());
        add(headers, ERROR_MESSAGE, rejected.reason().message());
        addSource(headers, rejected.origin());
        return record;
    }

    private static long bytes(Rejected rejected) {
        long bytes = length(rejected.key()) + length(rejected.value());
        for (Origin.Header header : rejected.origin().headers()) {
            bytes += header.name().length() + length(header.value()) + HEADER_BYTES;
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] cut(byte[] bytes, int most) {
        return length(bytes) <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static String contents(Rejected rejected) {
        return String.format(
                "key of %d bytes, value of %d bytes, %d headers",
                length(rejected.key()),
                length(rejected.value()),
                rejected.origin().headers().size());
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
