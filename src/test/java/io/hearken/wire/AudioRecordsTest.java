package io.hearken.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import io.hearken.stream.RejectionCodes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioRecordsTest {
    private static final byte[] KEY = "call-7".getBytes(UTF_8);
    private static final byte[] AUDIO = {1, 2, 3};

    private final AudioRecords records = new AudioRecords(16_000);

    @Test
    void aRecordWithoutHeadersHasTheModelsFormat() {
        AudioChunk chunk = usable(record(KEY, AUDIO));

        assertThat(chunk.stream()).isEqualTo("call-7");
        assertThat(chunk.bytes()).isEqualTo(AUDIO);
        assertThat(chunk.format()).isEqualTo(new AudioFormat(Encoding.PCM_S16LE, 16_000, 1));
        assertThat(chunk.sequence()).isEqualTo(AudioChunk.NO_SEQUENCE);
        assertThat(chunk.last()).isFalse();
        assertThat(chunk.origin().topic()).isEqualTo("audio");
        assertThat(chunk.origin().partition()).isEqualTo(2);
        assertThat(chunk.origin().offset()).isEqualTo(41);
        assertThat(chunk.origin().timestamp()).isEqualTo(1234);
    }

    @Test
    void audioMayComeAsTextAndIsRejectedAsItCame() {
        byte[] text = Base64.getEncoder().encode(AUDIO);

        AudioChunk chunk = usable(record(KEY, text, "transfer-encoding=base64"));

        assertThat(chunk.bytes()).isEqualTo(AUDIO);
        Rejected rejected = AudioRecords.reject(chunk, new Rejection("bad-audio", "noise"));
        assertThat(rejected.value()).isEqualTo(text);
        assertThat(rejected.key()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQI", "AQID\n", "A*ID", "AQIE=="})
    void textThatIsNotBase64IsRejected(String text) {
        byte[] value = text.getBytes(UTF_8);

        Rejected rejected = rejected(records.read(record(KEY, value, "transfer-encoding=base64")));

        assertThat(rejected.reason().code()).isEqualTo(RejectionCodes.BAD_HEADER);
        assertThat(rejected.value()).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void headersSayWhatIsNotTheDefault() {
        AudioChunk chunk =
                usable(
                        record(
                                KEY,
                                AUDIO,
                                "encoding=pcm_alaw",
                                "sample-rate=8000",
                                "channels=2",
                                "sequence=41",
                                "last=true"));

        assertThat(chunk.format()).isEqualTo(new AudioFormat(Encoding.PCM_ALAW, 8_000, 2));
        assertThat(chunk.sequence()).isEqualTo(41);
        assertThat(chunk.last()).isTrue();
    }

    @Test
    void blanksAroundAValueAndCapitalsAreForgiven() {
        AudioChunk chunk = usable(record(KEY, AUDIO, "sample-rate= 8000\n", "last=True "));

        assertThat(chunk.format().sampleRate()).isEqualTo(8_000);
        assertThat(chunk.last()).isTrue();
    }

    @Test
    void theLastOfTwoEqualHeadersCounts() {
        AudioChunk chunk = usable(record(KEY, AUDIO, "sample-rate=nonsense", "sample-rate=8000"));

        assertThat(chunk.format().sampleRate()).isEqualTo(8_000);
    }

    @Test
    void aFileSaysItselfWhatRateItHas() {
        AudioChunk chunk = usable(record(KEY, AUDIO, "encoding=wav", "sample-rate=96000"));

        assertThat(chunk.format()).isEqualTo(new AudioFormat(Encoding.WAV, 16_000, 1));
    }

    @Test
    void theLastChunkMayBeEmpty() {
        assertThat(usable(record(KEY, null, "last=true")).bytes()).isEmpty();
        assertThat(usable(record(KEY, new byte[0], "last=true")).last()).isTrue();
    }

    @Test
    void anyOtherChunkMayNot() {
        assertThat(codeOf(record(KEY, null))).isEqualTo("empty");
        assertThat(codeOf(record(KEY, new byte[0], "last=false"))).isEqualTo("empty");
    }

    @Test
    void aRecordNeedsAKey() {
        assertThat(codeOf(record(null, AUDIO))).isEqualTo("no-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u001b[2J", "a\u0085"})
    void aKeyIsAVisibleName(String key) {
        assertThat(codeOf(record(key.getBytes(UTF_8), AUDIO))).isEqualTo("bad-key");
    }

    @Test
    void aKeyIsUtf8() {
        Rejection reason = reason(record(new byte[] {'a', (byte) 0xff}, AUDIO));

        assertThat(reason.code()).isEqualTo("bad-key");
        assertThat(reason.message()).isEqualTo("key 'a\ufffd' is not UTF-8");
    }

    @Test
    void aKeyHasAtMost256Bytes() {
        assertThat(usable(record("x".repeat(256).getBytes(UTF_8), AUDIO)).stream()).hasSize(256);
        assertThat(codeOf(record("x".repeat(257).getBytes(UTF_8), AUDIO))).isEqualTo("bad-key");
    }

    @Test
    void aValueHasAtMostTheBytesTheJobTakes() {
        AudioRecords small = new AudioRecords(16_000, 3);

        assertThat(small.read(record(KEY, new byte[3]))).isInstanceOf(Arrival.Usable.class);
        assertThat(rejected(small.read(record(KEY, new byte[4]))).reason())
                .isEqualTo(
                        new Rejection(
                                "too-large",
                                "value is 4 bytes long, at most 3 are taken: send shorter chunks"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoding=mp3", "encoding=", "encoding"})
    void anUnknownEncodingIsNamed(String header) {
        Rejection reason = reason(record(KEY, AUDIO, header));

        assertThat(reason.code()).isEqualTo("unknown-encoding");
        assertThat(reason.message()).startsWith("header encoding is ").contains("pcm_s16le, ");
    }

    @ParameterizedTest
    @CsvSource({
        "sample-rate=7999, 'sample-rate must be a whole number from 8000 to 48000, got ''7999'''",
        "sample-rate=16k, 'sample-rate must be a whole number from 8000 to 48000, got ''16k'''",
        "sample-rate, 'sample-rate must be a whole number from 8000 to 48000, got nothing'",
        "channels=0, 'channels must be a whole number from 1 to 8, got ''0'''",
        "channels=9, 'channels must be a whole number from 1 to 8, got ''9'''",
        "channels=4294967297, 'channels must be a whole number from 1 to 8, got ''4294967297'''",
        "sequence=-1, 'sequence must be a whole number from 0 to 9223372036854775806, got ''-1'''",
        "sequence=9223372036854775808,"
                + " 'sequence must be a whole number from 0 to 9223372036854775806, got ''9223372036854775808'''",
        "last=yes, 'last must be true or false, got ''yes'''",
    })
    void aBadHeaderIsNamedWithWhatWouldBeRight(String header, String message) {
        assertThat(reason(record(KEY, AUDIO, header)))
                .isEqualTo(new Rejection("bad-header", "header " + message));
    }

    @Test
    void aMessageShowsForeignTextShortAndWithoutControlCharacters() {
        String value = "\u001b[31m\u202e" + "x".repeat(60_000);

        String message = reason(record(KEY, AUDIO, "channels=" + value)).message();

        assertThat(message).endsWith("got '?[31m?" + "x".repeat(34) + "…'");
    }

    @Test
    void headersTooLongToKeepAreRefused() {
        assertThat(reason(record(KEY, AUDIO, "trace=" + "x".repeat(70_000))))
                .isEqualTo(
                        new Rejection(
                                "bad-header",
                                "headers are 70005 bytes long, at most 65536 are taken"));
    }

    @Test
    void everyCodeIsListed() {
        assertThat(RejectionCodes.ALL)
                .hasSize(13)
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aChunkComesBackFromItsRecord(Encoding encoding) {
        AudioFormat format =
                encoding.isFile()
                        ? new AudioFormat(encoding, 16_000, 1)
                        : new AudioFormat(encoding, 44_100, 2);
        Origin origin = new Origin("", -1, -1, 777, List.of());
        AudioChunk chunk = new AudioChunk("Büro 7", AUDIO, format, 0, true, origin);

        AudioChunk read = usable(consumed(AudioRecords.toRecord("audio", chunk)));

        assertThat(read).usingRecursiveComparison().ignoringFields("origin").isEqualTo(chunk);
        assertThat(read.origin().timestamp()).isEqualTo(777);
    }

    @Test
    void whatGoesWithoutSayingIsNotWritten() {
        AudioFormat format = new AudioFormat(Encoding.PCM_S16LE, 16_000, 1);

        ProducerRecord<byte[], byte[]> record =
                AudioRecords.toRecord("audio", AudioChunk.of("mic-7", AUDIO, format, false));

        assertThat(lines(record.headers())).containsExactly("sample-rate=16000");
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void aRejectedRecordTooLongToBeSentIsCut() {
        byte[] value = new byte[1 << 20];
        Arrays.fill(value, (byte) 7);
        ConsumerRecord<byte[], byte[]> bad = record(KEY, value, "trace=9", "last=x");

        ProducerRecord<byte[], byte[]> record =
                RejectedRecords.toRecord("rejected", rejected(records.read(bad)), 1 << 20);

        assertThat(record.key()).isEqualTo(KEY);
        assertThat(record.value()).isEqualTo(Arrays.copyOf(value, (1 << 20) - (64 << 10)));
        assertThat(lines(record.headers()))
                .startsWith("error-cut=key of 6 bytes, value of 1048576 bytes, 2 headers")
                .contains("error-code=bad-header", "source-offset=41");
    }

    @Test
    void aRejectedRecordGoesOnUntouchedWithItsReason() {
        ConsumerRecord<byte[], byte[]> bad = record(null, AUDIO, "trace=9", "last=x", "trace=8");

        ProducerRecord<byte[], byte[]> record =
                RejectedRecords.toRecord("rejected", rejected(records.read(bad)), 1 << 20);

        assertThat(record.key()).isNull();
        assertThat(record.value()).isEqualTo(AUDIO);
        assertThat(lines(record.headers()))
                .containsExactly(
                        "trace=9",
                        "last=x",
                        "trace=8",
                        "error-code=no-key",
                        "error-message=record has no key: the key names the stream",
                        "source-topic=audio",
                        "source-partition=2",
                        "source-offset=41",
                        "source-timestamp=1234");
    }

    @Test
    void arrivalsOutliveAProcess() throws IOException {
        for (Arrival arrival :
                List.of(records.read(record(KEY, AUDIO)), records.read(record(null, AUDIO)))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ArrivalCodec codec = new ArrivalCodec();
            codec.write(arrival, new DataOutputStream(bytes));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

            assertThat(codec.read(in, 1)).usingRecursiveComparison().isEqualTo(arrival);
            assertThat(codec.copy(arrival)).usingRecursiveComparison().isEqualTo(arrival);
        }
    }

    @Test
    void theModelsRateIsChecked() {
        assertThatThrownBy(() -> new AudioRecords(96_000))
                .hasMessage("sample rate must be 8000 to 48000 Hz, got 96000");
    }

    private AudioChunk usable(ConsumerRecord<byte[], byte[]> record) {
        Arrival arrival = records.read(record);
        assertThat(arrival).isInstanceOf(Arrival.Usable.class);
        return ((Arrival.Usable) arrival).chunk();
    }

    private static Rejected rejected(Arrival arrival) {
        assertThat(arrival).isInstanceOf(Arrival.Unusable.class);
        return ((Arrival.Unusable) arrival).rejected();
    }

    private Rejection reason(ConsumerRecord<byte[], byte[]> record) {
        return rejected(records.read(record)).reason();
    }

    private String codeOf(ConsumerRecord<byte[], byte[]> record) {
        return reason(record).code();
    }

    /** Headers as {@code name=value}; without {@code =} the value is null. */
    private static ConsumerRecord<byte[], byte[]> record(
            byte[] key, byte[] value, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (String header : headers) {
            int equals = header.indexOf('=');
            all.add(
                    equals < 0 ? header : header.substring(0, equals),
                    equals < 0 ? null : header.substring(equals + 1).getBytes(UTF_8));
        }
        return consumed(key, value, 1234, all);
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return consumed(record.key(), record.value(), record.timestamp(), record.headers());
    }

    private static ConsumerRecord<byte[], byte[]> consumed(
            byte[] key, byte[] value, long timestamp, Headers headers) {
        return new ConsumerRecord<>(
                "audio",
                2,
                41,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static List<String> lines(Headers headers) {
        List<String> lines = new ArrayList<>();
        Arrays.stream(headers.toArray())
                .forEach(
                        header ->
                                lines.add(header.key() + "=" + new String(header.value(), UTF_8)));
        return lines;
    }
}
