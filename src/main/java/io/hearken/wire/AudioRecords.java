package io.hearken.wire;

import static io.hearken.stream.Checks.require;
import static io.hearken.stream.RejectionCodes.BAD_HEADER;
import static io.hearken.stream.RejectionCodes.EMPTY;
import static io.hearken.stream.RejectionCodes.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Audio records to chunks and back. The key is the stream, the value its next bytes, and headers
 * say what is not the default.
 *
 * @param sampleRate what a record without {@code sample-rate} has, in Hz
 * @param mostBytes the longest value taken
 */
public record AudioRecords(int sampleRate, int mostBytes) implements Serializable {
    public static final int USUAL_MOST_BYTES = 4 << 20;

    private static final byte[] NO_BYTES = {};

    public AudioRecords {
        require(mostBytes > 0, "mostBytes must be positive, got %d", mostBytes);
        new AudioFormat(Encoding.PCM_S16LE, sampleRate, 1); // refuses a rate out of range
    }

    public AudioRecords(int sampleRate) {
        this(sampleRate, USUAL_MOST_BYTES);
    }

    /** Whatever the record holds, this says what became of it and throws nothing. */
    public Arrival read(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = origin(record);
        try {
            return new Arrival.Usable(chunk(record, origin));
        } catch (RejectedException e) {
            return new Arrival.Unusable(
                    new Rejected(record.key(), record.value(), origin, e.reason()));
        }
    }

    private AudioChunk chunk(ConsumerRecord<byte[], byte[]> record, Origin origin)
            throws RejectedException {
        String stream = StreamKey.read(record.key());
        byte[] bytes = record.value() == null ? NO_BYTES : record.value();
        if (bytes.length > mostBytes) {
            throw new RejectedException(
                    TOO_LARGE,
                    "value is %d bytes long, at most %d are taken: send shorter chunks",
                    bytes.length,
                    mostBytes);
        }
        AudioHeaders headers = new AudioHeaders(record.headers());
        headers.checkSize();
        AudioFormat format = headers.format(sampleRate);
        bytes = headers.isBase64() ? fromBase64(bytes) : bytes;
        long sequence = headers.sequence();
        boolean last = headers.last();
        if (bytes.length == 0 && !last) {
            throw new RejectedException(
                    EMPTY, "value is empty: only a chunk with header last=true may be");
        }
        return new AudioChunk(stream, bytes, format, sequence, last, origin);
    }

    /** Strictly: what is rejected later must be sent on as it came. */
    private static byte[] fromBase64(byte[] text) throws RejectedException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Arrays.equals(Base64.getEncoder().encode(bytes), text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new RejectedException(
                BAD_HEADER,
                "value is not base64 without line breaks, as header transfer-encoding says it is");
    }

    /**
     * Whose stream a chunk belongs to: what its header {@code tenant} says, or else what its stream
     * id says before the first slash. All that say nothing belong to one tenant without a name.
     */
    public static String tenant(AudioChunk chunk) {
        String named = AudioHeaders.last(chunk.origin().headers(), AudioHeaders.TENANT);
        return named.isEmpty()
                ? chunk.stream().substring(0, Math.max(0, chunk.stream().indexOf('/')))
                : named;
    }

    /** The record a chunk was read from, untouched, with the reason it could not be used. */
    public static Rejected reject(AudioChunk chunk, Rejection reason) {
        boolean base64 = AudioHeaders.isBase64(chunk.origin().headers());
        byte[] value = base64 ? Base64.getEncoder().encode(chunk.bytes()) : chunk.bytes();
        return new Rejected(chunk.stream().getBytes(UTF_8), value, chunk.origin(), reason);
    }

    private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
        List<Origin.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new Origin.Header(header.key(), header.value()));
        }
        return new Origin(
                record.topic(), record.partition(), record.offset(), record.timestamp(), headers);
    }

    /**
     * The record {@link #read} makes the same chunk of; headers that go without saying are left
     * out.
     */
    public static ProducerRecord<byte[], byte[]> toRecord(String topic, AudioChunk chunk) {
        long timestamp = chunk.origin().timestamp();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        null,
                        timestamp < 0 ? null : timestamp,
                        chunk.stream().getBytes(UTF_8),
                        chunk.bytes());
        addFormat(record.headers(), chunk.format());
        if (chunk.sequence() != AudioChunk.NO_SEQUENCE) {
            add(record.headers(), AudioHeaders.SEQUENCE, chunk.sequence());
        }
        if (chunk.last()) {
            add(record.headers(), AudioHeaders.LAST, true);
        }
        return record;
    }

    private static void addFormat(Headers headers, AudioFormat format) {
        if (format.encoding() != Encoding.PCM_S16LE) {
            add(headers, AudioHeaders.ENCODING, format.encoding().label());
        }
        if (format.encoding().isFile()) {
            return;
        }
        add(headers, AudioHeaders.SAMPLE_RATE, format.sampleRate());
        if (format.channels() != 1) {
            add(headers, AudioHeaders.CHANNELS, format.channels());
        }
    }

    private static void add(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(UTF_8));
    }
}
