package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.saved;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import io.hearken.fuzz.Numbers;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Rejected;
import io.hearken.stream.RejectionCodes;
import io.hearken.stream.Turn;
import io.hearken.wire.Arrival;
import io.hearken.wire.AudioRecords;
import io.hearken.wire.RejectedRecords;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a record holds, nothing is thrown: it is heard, or rejected as it came under a known
 * code and the stream is as it was. What a stream remembers is finite.
 */
class RecordFuzzTest {
    private static final String[] HEADERS = {
        "encoding", "sample-rate", "channels", "sequence", "last", "transfer-encoding", "tenant"
    };
    private static final AudioRecords RECORDS =
            new AudioRecords(TestModels.SPEC.sampleRate(), 1 << 16);
    private static final FeatureStage STAGE = new FeatureStage(TestModels.echo());

    /** A FLAC file may hold {@code AudioDecoder.MOST_FLAC_SAMPLES}; jFLAC's own come on top. */
    private static final long FLAC = 600 << 20;

    @MethodSource("records")
    @FuzzTest
    void record(byte[] input) throws Exception {
        ConsumerRecord<byte[], byte[]> record = parse(input);
        boolean flac = input.length > 42 && contains(input, "fLaC");
        long most = 500L * input.length + 4 * Allocation.SPARE + (flac ? FLAC : 0);
        Allocation.within(most, () -> hear(record));
    }

    static Stream<byte[]> records() throws Exception {
        byte[] samples = new byte[400];
        byte[] wav = io.hearken.audio.WavFile.write(8_000, new float[64]);
        byte[] text = "AAAA".getBytes(UTF_8);
        byte[] nan = {0, 0, (byte) 0xC0, 0x7F, 0, 0, 0x00, 0x3F};
        byte[] flac;
        try (var in = RecordFuzzTest.class.getResourceAsStream("/golden/flac-16.flac")) {
            flac = in.readAllBytes();
        }
        return Stream.of(
                bytes("call-1", samples),
                bytes("call-1", samples, "sample-rate", "48000", "channels", "2", "last", "true"),
                bytes("call-1", wav, "encoding", "wav", "sequence", "7"),
                bytes("call-1", flac, "encoding", "flac"),
                bytes("call-1", text, "transfer-encoding", "base64", "encoding", "pcm_mulaw"),
                bytes("call-1", nan, "encoding", "pcm_f32le"),
                bytes("", new byte[0], "last", "perhaps"));
    }

    /** The layout {@link #parse} takes apart. */
    private static byte[] bytes(String key, byte[] value, String... headers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, key);
        out.write(headers.length / 2);
        for (int i = 0; i < headers.length; i += 2) {
            out.write(List.of(HEADERS).indexOf(headers[i]));
            put(out, headers[i + 1]);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.write(text.length());
        out.writeBytes(text.getBytes(UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> parse(byte[] input) {
        Numbers numbers = new Numbers(input);
        byte[] key = numbers.bytes(numbers.upTo(255));
        RecordHeaders headers = new RecordHeaders();
        for (int left = numbers.upTo(8); left > 0; left--) {
            String name = HEADERS[numbers.upTo(HEADERS.length - 1)];
            int length = numbers.upTo(40);
            headers.add(name, length == 40 ? null : numbers.bytes(length));
        }
        return new ConsumerRecord<>(
                "audio",
                0,
                5,
                -1,
                TimestampType.CREATE_TIME,
                key.length,
                0,
                key.length == 0 ? null : key,
                numbers.rest(),
                headers,
                Optional.empty());
    }

    private static boolean contains(byte[] input, String text) {
        return new String(input, java.nio.charset.StandardCharsets.ISO_8859_1).contains(text);
    }

    private static void hear(ConsumerRecord<byte[], byte[]> record) {
        FeatureState state = STAGE.begin("fuzzed");
        Arrival arrival = RECORDS.read(record);
        if (arrival instanceof Arrival.Unusable unusable) {
            requireWhole(unusable.rejected(), record);
            return;
        }
        AudioChunk chunk = ((Arrival.Usable) arrival).chunk();
        byte[] before = saved(new FeatureStateCodec(), state);
        Turn<FeatureState, AudioChunk, FeatureFrames> turn = new Turn<>(state, chunk);
        STAGE.advance(List.of(turn));
        turn.rejection()
                .ifPresent(
                        reason -> {
                            requireWhole(AudioRecords.reject(chunk, reason), record);
                            if (!chunk.last()) {
                                state.sequence = new SequenceState(0); // its number has come
                                assertThat(saved(new FeatureStateCodec(), state)).isEqualTo(before);
                            }
                        });
        turn.outputs().forEach(frames -> requireFinite(frames.values()));
        requireFinite(state);
    }

    private static void requireWhole(Rejected rejected, ConsumerRecord<byte[], byte[]> record) {
        assertThat(RejectionCodes.ALL).contains(rejected.reason().code());
        assertThat(rejected.reason().message()).isNotBlank().doesNotContain("\n");
        var sent = RejectedRecords.toRecord("rejected", rejected, 1 << 20);
        assertThat(sent.key()).isEqualTo(record.key());
        assertThat(sent.value()).isEqualTo(record.value());
        int i = 0;
        for (var header : record.headers()) {
            assertThat(sent.headers().toArray()[i++]).isEqualTo(header);
        }
    }

    /** A state's numbers are finite if all that comes of it is. */
    private static void requireFinite(FeatureState state) {
        Turn<FeatureState, AudioChunk, FeatureFrames> rest =
                new Turn<>(state, STAGE.ending("fuzzed"));
        STAGE.advance(List.of(rest));
        rest.outputs().forEach(frames -> requireFinite(frames.values()));
    }

    private static void requireFinite(float[] values) {
        for (float value : values) {
            assertThat(Float.isFinite(value)).as("%s is finite", value).isTrue();
        }
    }
}
