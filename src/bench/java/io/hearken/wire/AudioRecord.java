package io.hearken.wire;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Origin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to read a record of 100 ms of telephone audio? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class AudioRecord {
    private static final AudioRecords RECORDS = new AudioRecords(8_000);

    private ConsumerRecord<byte[], byte[]> record;

    @Setup
    public void setUp() {
        AudioFormat format = new AudioFormat(Encoding.PCM_MULAW, 8_000, 1);
        Origin origin = new Origin("audio", 3, 1, 1_764_000_000_000L, List.of());
        AudioChunk chunk = new AudioChunk("call-7", new byte[800], format, 4711, false, origin);
        ProducerRecord<byte[], byte[]> sent = AudioRecords.toRecord("audio", chunk);
        record =
                new ConsumerRecord<>(
                        "audio",
                        3,
                        123_456,
                        sent.timestamp(),
                        TimestampType.CREATE_TIME,
                        sent.key().length,
                        sent.value().length,
                        sent.key(),
                        sent.value(),
                        sent.headers(),
                        Optional.empty());
    }

    @Benchmark
    public Arrival read() {
        return RECORDS.read(record);
    }
}
