package io.hearken.job;

import io.hearken.stream.Hypothesis;
import io.hearken.stream.Rejected;
import io.hearken.wire.Arrival;
import io.hearken.wire.AudioRecords;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.RejectedRecords;
import io.hearken.wire.TranscriptRecords;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** A job's ports on Kafka topics. */
final class KafkaPorts {
    /**
     * How long a job waits where nothing else is given, in ms. A transaction lasts longer than a
     * checkpoint and a restart, and no longer than the 15 min a broker allows; hypotheses wait for
     * those of other streams, for requests cost more than what is in them.
     */
    private static final Map<String, String> PATIENCE =
            Map.of(
                    ProducerConfig.LINGER_MS_CONFIG, "10",
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "600000",
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");

    private final JobSettings settings;
    private final KafkaSettings kafka;

    private KafkaPorts(JobSettings settings) {
        this.settings = settings;
        this.kafka = settings.kafka();
    }

    /**
     * The topics the settings name.
     *
     * @param sampleRate of audio whose records name none, in Hz
     */
    static Ports of(JobSettings settings, int sampleRate) {
        KafkaPorts ports = new KafkaPorts(settings);
        return new Ports(
                ports.audio(sampleRate), ports.hypotheses(), ports.transcripts(), ports.rejected());
    }

    /** Goes on where the group left off, or from the beginning. */
    @SuppressWarnings("deprecation") // the connector takes no other type
    private KafkaSource<Arrival> audio(int sampleRate) {
        return KafkaSource.<Arrival>builder()
                .setProperties(kafka.consumer())
                .setGroupId(settings.group())
                .setClientIdPrefix(settings.jobName())
                .setTopics(settings.topics().audio())
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(
                        new ArrivalSchema(
                                new AudioRecords(sampleRate, settings.limits().chunkBytes())))
                .build();
    }

    private KafkaSink<Hypothesis> hypotheses() {
        String topic = settings.topics().hypotheses();
        return sink((Hypothesis heard, KafkaSinkContext c, Long time) ->
                        TranscriptRecords.toRecord(topic, heard))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }

    private KafkaSink<Hypothesis> transcripts() {
        String topic = settings.topics().transcripts();
        return sink((Hypothesis heard, KafkaSinkContext c, Long time) ->
                        TranscriptRecords.toRecord(topic, heard))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(settings.jobName() + "-transcripts")
                .build();
    }

    private KafkaSink<Rejected> rejected() {
        String topic = settings.topics().rejected();
        int mostBytes = kafka.longestRecord();
        return sink((Rejected rejected, KafkaSinkContext c, Long time) ->
                        RejectedRecords.toRecord(topic, rejected, mostBytes))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }

    private <T> KafkaSinkBuilder<T> sink(KafkaRecordSerializationSchema<T> records) {
        Properties producer = new Properties();
        producer.putAll(kafka.producer());
        producer.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG); // the sink's own business
        producer.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        PATIENCE.forEach(
                (key, millis) ->
                        producer.setProperty(key, kafka.properties().getOrDefault(key, millis)));
        return KafkaSink.<T>builder().setKafkaProducerConfig(producer).setRecordSerializer(records);
    }
}
