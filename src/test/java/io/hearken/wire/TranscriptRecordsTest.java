package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class TranscriptRecordsTest {
    private static final Hypothesis HEARD =
            new Hypothesis(
                    "call-7", 3, 5, true, List.of(new Word("one", 0.5, 1, 0.9)), 2, "digits@1");

    @Test
    void whatWasWrittenIsRead() {
        assertThat(TranscriptRecords.read(arrived(written()))).contains(HEARD);
    }

    @Test
    void keyIsTheStreamAndAHeaderTellsTheVersion() {
        ProducerRecord<byte[], byte[]> record = written();

        assertThat(record.topic()).isEqualTo("transcripts");
        assertThat(record.key()).asString(UTF_8).isEqualTo("call-7");
        assertThat(record.headers().lastHeader("schema-version").value())
                .asString(UTF_8)
                .isEqualTo("1");
    }

    @Test
    void aRecordFromBeforeVersionsIsReadAsTheFirst() {
        ProducerRecord<byte[], byte[]> record = written();
        record.headers().remove("schema-version");

        assertThat(TranscriptRecords.read(arrived(record))).contains(HEARD);
    }

    @Test
    void aLaterVersionIsPassedOver() {
        ProducerRecord<byte[], byte[]> record = written();
        record.headers().add("schema-version", "2".getBytes(UTF_8));

        assertThat(TranscriptRecords.read(arrived(record))).isEmpty();
    }

    @Test
    void whatIsNoHypothesisIsPassedOver() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("transcripts", 0, 0, null, "hello".getBytes(UTF_8));

        assertThat(TranscriptRecords.read(record)).isEmpty();
    }

    private static ProducerRecord<byte[], byte[]> written() {
        return TranscriptRecords.toRecord("transcripts", HEARD);
    }

    private static ConsumerRecord<byte[], byte[]> arrived(ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        Headers headers = record.headers();
        sent.headers().forEach(headers::add);
        return record;
    }
}
