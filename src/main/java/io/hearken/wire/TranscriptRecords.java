package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.stream.Hypothesis;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Hypotheses and transcripts as Kafka records: the key is the stream, the value {@link
 * TranscriptJson}, and a header says by which version of its schema.
 *
 * <p>A field more is no new version; readers pass over those they do not know.
 */
public final class TranscriptRecords {
    public static final String SCHEMA_VERSION = "schema-version";

    private static final byte[] VERSION = "1".getBytes(UTF_8);

    private TranscriptRecords() {}

    public static ProducerRecord<byte[], byte[]> toRecord(String topic, Hypothesis heard) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic, heard.stream().getBytes(UTF_8), TranscriptJson.write(heard));
        record.headers().add(SCHEMA_VERSION, VERSION);
        return record;
    }

    /** What a record says; nothing if it is no hypothesis, or of a version yet to come. */
    static Optional<Hypothesis> read(ConsumerRecord<byte[], byte[]> record) {
        Header version = record.headers().lastHeader(SCHEMA_VERSION);
        if (version != null && !"1".equals(new String(version.value(), UTF_8))) {
            return Optional.empty();
        }
        try {
            return Optional.of(TranscriptJson.read(record.value()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
