package io.hearken.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Origin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AudioSenderTest {
    private static final AudioChunk CHUNK =
            new AudioChunk(
                    "mic-7",
                    new byte[] {1, 2},
                    new AudioFormat(Encoding.PCM_S16LE, 16_000, 1),
                    41,
                    false,
                    Origin.NONE);

    @Test
    void aChunkBecomesARecord() throws InterruptedException {
        MockProducer<byte[], byte[]> producer = producer(true);
        try (AudioSender sender = new AudioSender(producer, "audio")) {
            sender.send(CHUNK);
            sender.finish();
        }

        assertThat(producer.history())
                .singleElement()
                .satisfies(r -> assertThat(r.topic()).isEqualTo("audio"));
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aFailureNamesChunkStreamAndTopic() throws InterruptedException {
        MockProducer<byte[], byte[]> producer = producer(false);
        try (AudioSender sender = new AudioSender(producer, "audio")) {
            sender.send(CHUNK);
            producer.errorNext(new RecordTooLargeException("The record is too large."));

            assertThatThrownBy(() -> sender.send(CHUNK))
                    .isInstanceOf(WireException.class)
                    .hasMessage(
                            "chunk 41 of stream mic-7 cannot be sent to topic audio:"
                                    + " The record is too large");
            assertThatThrownBy(sender::finish).isInstanceOf(WireException.class);
        }
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(
                autoComplete,
                new RoundRobinPartitioner(),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
