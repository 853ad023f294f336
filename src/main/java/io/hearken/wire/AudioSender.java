package io.hearken.wire;

import io.hearken.stream.AudioChunk;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Puts chunks on the audio topic, in order and without waiting for each. A chunk that could not be
 * sent is reported by the next call.
 */
public final class AudioSender implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<WireException> failure = new AtomicReference<>();

    public AudioSender(KafkaSettings settings, String topic) {
        this(create(settings), topic);
    }

    /** Sends by a producer that is closed with this sender. */
    AudioSender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    private static Producer<byte[], byte[]> create(KafkaSettings settings) {
        try {
            return new KafkaProducer<>(settings.producer());
        } catch (KafkaException e) {
            throw new WireException(
                    "cannot use Kafka at " + settings.bootstrap() + ": " + WireException.reason(e),
                    e);
        }
    }

    /**
     * Hands the chunk to Kafka; waits only while much is still unsent.
     *
     * @throws WireException if this chunk, or one before it, cannot be sent
     */
    public void send(AudioChunk chunk) throws InterruptedException {
        throwFailure();
        try {
            producer.send(
                    AudioRecords.toRecord(topic, chunk),
                    (metadata, problem) -> {
                        if (problem != null) {
                            failure.compareAndSet(null, failed(chunk, problem));
                        }
                    });
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw failed(chunk, e);
        }
    }

    /** Waits until Kafka has acknowledged everything. */
    public void finish() throws InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw interrupted();
        }
        throwFailure();
    }

    /** Drops what was not acknowledged after half a second: {@link #finish} before. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // closing must not be skipped
        try {
            producer.close(CLOSE_WITHIN);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void throwFailure() {
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private WireException failed(AudioChunk chunk, Exception problem) {
        return new WireException(
                String.format(
                        "chunk %d of stream %s cannot be sent to topic %s: %s",
                        chunk.sequence(), chunk.stream(), topic, WireException.reason(problem)),
                problem);
    }

    /** Kafka's exception leaves the thread interrupted; ours, as Java's do, does not. */
    private static InterruptedException interrupted() {
        Thread.interrupted();
        return new InterruptedException("interrupted while sending to Kafka");
    }
}
