package io.hearken.job;

import io.hearken.wire.Arrival;
import io.hearken.wire.AudioRecords;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records where Kafka hands them over, so that no copy of the raw record travels. */
final class ArrivalSchema implements KafkaRecordDeserializationSchema<Arrival> {
    private static final long serialVersionUID = 1;

    private final AudioRecords records;

    ArrivalSchema(AudioRecords records) {
        this.records = records;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        out.collect(records.read(record));
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return RecordTypes.ARRIVAL;
    }
}
