package io.hearken.audio;

import static io.hearken.audio.TestAudio.concat;
import static io.hearken.audio.TestAudio.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jflac.util.CRC16;
import org.jflac.util.CRC8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FlacFileTest {
    @ParameterizedTest
    @CsvSource({"8, 1, 8000, PCM_U8", "16, 2, 44100, PCM_S16LE", "24, 2, 16000, PCM_S24LE"})
    void readsWhatFlacWrote(int bits, int channels, int rate, Encoding encoding) {
        Recording recording = Recording.parse(golden("flac-" + bits + ".flac"));

        assertThat(recording.format()).isEqualTo(new AudioFormat(encoding, rate, channels));
        assertThat(recording.data()).isEqualTo(written(bits, channels));
    }

    @Test
    void readsAFileOfUnknownLength() {
        byte[] file = golden("flac-16.flac");
        forgetLength(file);

        assertThat(Recording.parse(file).data()).isEqualTo(written(16, 2));
    }

    @Test
    void ignoresWhatFollowsTheLastSample() {
        byte[] trailer = new byte[300];
        Arrays.fill(trailer, (byte) 0xff);

        Recording recording = Recording.parse(concat(golden("flac-16.flac"), trailer));

        assertThat(recording.data()).isEqualTo(written(16, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutAnywhereItIsRefusedCleanly(boolean knowsItsLength) {
        byte[] file = golden("flac-16.flac");
        if (!knowsItsLength) {
            forgetLength(file);
        }
        int refused = 0;
        for (int length = 0; length < file.length; length++) {
            try {
                Recording.parse(Arrays.copyOf(file, length));
            } catch (AudioException e) {
                refused++;
            }
        }
        // Without a length, a cut between the four frames goes unnoticed.
        assertThat(refused).isEqualTo(knowsItsLength ? file.length : file.length - 4);
    }

    @Test
    void anyBytesAreReadOrRefusedCleanly() {
        Random random = new Random(9);
        byte[][] files = {golden("flac-8.flac"), golden("flac-16.flac"), golden("flac-24.flac")};
        for (int i = 0; i < 6000; i++) {
            byte[] file = files[i % 3];
            byte[] bytes = Arrays.copyOf(file, file.length - random.nextInt(20));
            int reach = random.nextBoolean() ? 100 : bytes.length;
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                bytes[random.nextInt(reach)] = (byte) random.nextInt();
            }
            readOrRefuse(bytes);
        }
    }

    @Test
    void aTagThatClaimsGigabytesTakesNoMemory() {
        byte[] file = golden("flac-16.flac");
        byte[] info = Arrays.copyOf(file, 42);
        info[4] = 0;
        byte[] comment = {4, 0, 0, 8, -1, -1, -1, 0x7f, -1, -1, -1, 0x7f};
        byte[] picture = {(byte) 0x86, 0, 0, 8, 0, 0, 0, 3, 0x7f, -1, -1, -1};
        byte[] frames = Arrays.copyOfRange(file, FlacHeader.parse(file).audioStart(), file.length);

        Recording recording = Recording.parse(concat(info, comment, picture, frames));

        assertThat(recording.data()).isEqualTo(written(16, 2));
    }

    @Test
    void refusesHoursOfSilenceInAFewBytes() {
        byte[] bomb = silence(2000);

        assertThat(bomb).hasSizeLessThan(30_000);
        assertThatThrownBy(() -> Recording.parse(bomb))
                .isInstanceOf(AudioException.class)
                .hasMessage(
                        "flac file of more than 57600000 samples in 1 channels, expected at most"
                                + " 57600000");
    }

    @Test
    void takesFewerSamplesOfAChunkThanOfAFile() {
        byte[] file = silence(257);
        AudioFormat format = new AudioFormat(Encoding.FLAC, 8_000, 1);
        AudioDecoder decoder = new AudioDecoder(8_000);

        assertThat(Recording.parse(file).data()).hasSize(257 * 32768 * 2);
        assertThat(decoder.decode(new AudioState(), silence(256), format)).hasSize(256 * 32768);
        assertThatThrownBy(() -> decoder.decode(new AudioState(), file, format))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining("expected at most " + AudioDecoder.MOST_FLAC_SAMPLES);
    }

    @Test
    void hearsSilence() {
        Recording recording = Recording.parse(silence(3));

        assertThat(recording.seconds()).isEqualTo(3 * 32768 / 8000.);
        assertThat(recording.data()).containsOnly(0);
    }

    private static void readOrRefuse(byte[] file) {
        try {
            Recording.parse(file);
        } catch (AudioException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void forgetLength(byte[] file) {
        file[21] &= 0xf0;
        Arrays.fill(file, 22, 26, (byte) 0);
    }

    /** The samples of the golden files, as flac.txt says, in our bytes. */
    private static byte[] written(int bits, int channels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = 0; n < 1000; n++) {
            for (int c = 0; c < channels; c++) {
                int triangle = Math.abs(7 * n * (c + 1) % 128 - 64) - 32;
                int noise = 31 * n * n + 17 * c & (1 << bits - 4) - 1;
                int sample = (triangle * 2 << bits - 8) + noise + (bits == 8 ? 128 : 0);
                for (int shift = 0; shift < bits; shift += 8) {
                    out.write(sample >> shift);
                }
            }
        }
        return out.toByteArray();
    }

    /** A FLAC file of so many frames of 32,768 zeros, 16 bits, mono, at 8000 Hz. */
    private static byte[] silence(int frames) {
        ByteBuffer info = ByteBuffer.allocate(42);
        info.put(TestAudio.ascii("fLaC")).putInt(0x8000_0022);
        info.putShort((short) 32768).putShort((short) 32768).putInt(0).putShort((short) 0);
        info.putLong(8000L << 44 | 15L << 36);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(info.array());
        byte[] frame = silentFrame();
        for (int i = 0; i < frames; i++) {
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    /** Header with 32,768 samples, number 0 and a checksum; one constant subframe; a checksum. */
    private static byte[] silentFrame() {
        byte[] header = TestAudio.bytes(0xff, 0xf8, 0xf4, 0x08, 0);
        byte[] checked = concat(header, new byte[] {CRC8.calc(header, 5)}, new byte[3]);
        short crc = 0;
        for (byte b : checked) {
            crc = CRC16.update(b, crc);
        }
        return concat(checked, TestAudio.bytes(crc >> 8, crc));
    }
}
