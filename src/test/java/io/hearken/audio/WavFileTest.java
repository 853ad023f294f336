package io.hearken.audio;

import static io.hearken.audio.TestAudio.ascii;
import static io.hearken.audio.TestAudio.bytes;
import static io.hearken.audio.TestAudio.chunk;
import static io.hearken.audio.TestAudio.concat;
import static io.hearken.audio.TestAudio.fmt;
import static io.hearken.audio.TestAudio.fmtFields;
import static io.hearken.audio.TestAudio.int16;
import static io.hearken.audio.TestAudio.int32;
import static io.hearken.audio.TestAudio.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {
    private static final byte[] DATA = bytes(1, 2, 3, 4, 5, 6, 7, 8);

    @ParameterizedTest
    @CsvSource({
        "1, 8, PCM_U8", "1, 16, PCM_S16LE", "1, 24, PCM_S24LE", "1, 32, PCM_S32LE",
        "3, 32, PCM_F32LE", "3, 64, PCM_F64LE", "6, 8, PCM_ALAW", "7, 8, PCM_MULAW"
    })
    void readsEveryKindPlainAndExtensible(int tag, int bits, Encoding encoding) {
        byte[] data = new byte[bits / 8 * 2 * 5];
        byte[] plain = wav(fmt(tag, 2, 22050, bits), chunk("data", data));
        byte[] extensible = wav(extensible(tag, 2, 22050, bits), chunk("data", data));

        AudioFormat expected = new AudioFormat(encoding, 22050, 2);

        assertThat(Recording.parse(plain).format()).isEqualTo(expected);
        assertThat(Recording.parse(extensible).format()).isEqualTo(expected);
        assertThat(Recording.parse(plain).data()).isEqualTo(data);
        assertThat(Recording.parse(plain).seconds()).isEqualTo(5 / 22050.);
    }

    @Test
    void readsChunksInAnyOrderAndSkipsStrangeOnes() {
        byte[] file =
                wav(
                        chunk("LIST", bytes(1, 2, 3)),
                        chunk("data", DATA),
                        chunk("odd ", bytes(9)),
                        fmt(1, 1, 8000, 16),
                        bytes(1, 2, 3));

        assertThat(WavFile.parse(file).data()).isEqualTo(DATA);
    }

    @Test
    void readsAnOddChunkWithoutItsPadding() {
        byte[] file = concat(wav(fmt(1, 1, 8000, 8)), ascii("data"), int32(3), bytes(1, 2, 3));

        assertThat(WavFile.parse(file).data()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x7FFF_FFFF, 0x7FFF_F000, 0x7FFF_FFFF - 36})
    void readsToTheEndWhatAPipeLeftOpen(int size) {
        byte[] file = concat(wav(fmt(1, 1, 8000, 16)), ascii("data"), int32(size), DATA, bytes(9));

        assertThat(WavFile.parse(file).data()).isEqualTo(DATA);
    }

    @Test
    void readsToTheEndWhatWasNeverClosed() {
        byte[] file =
                concat(
                        ascii("RIFF"),
                        int32(0),
                        ascii("WAVE"),
                        fmt(1, 1, 8000, 16),
                        ascii("data"),
                        int32(0),
                        DATA);

        assertThat(WavFile.parse(file).data()).isEqualTo(DATA);
    }

    @Test
    void takesNoSilenceForAnError() {
        Recording recording = WavFile.parse(WavFile.write(8000, new float[0]));

        assertThat(recording.samples(16000)).isEmpty();
    }

    @Test
    void refusesToPromiseMoreThanThereIs() {
        byte[] file = concat(wav(fmt(1, 1, 8000, 16)), ascii("data"), int32(0xF000_0000), DATA);

        assertThatThrownBy(() -> WavFile.parse(file))
                .isInstanceOf(AudioException.class)
                .hasMessage(
                        "the wav file's data chunk promises 4026531840 bytes, but only 8 follow");
    }

    @Test
    void saysWhichKindsItReads() {
        byte[] adpcm = wav(fmt(17, 1, 8000, 8), chunk("data", DATA));

        assertThatThrownBy(() -> WavFile.parse(adpcm))
                .hasMessageStartingWith("wav file of format 17 with 8 bits, expected PCM (1)");
    }

    @Test
    void refusesFramesOfAStrangeSize() {
        byte[] fields = fmtFields(1, 2, 8000, 16);
        fields[12] = 3;

        assertThatThrownBy(() -> WavFile.parse(wav(chunk("fmt ", fields), chunk("data", DATA))))
                .hasMessage(
                        "wav file of 3 bytes per frame, expected 4 for 2 channels of pcm_s16le");
    }

    @Test
    void cutAnywhereItIsRefusedCleanly() {
        byte[] file = wav(chunk("LIST", DATA), extensible(1, 2, 16000, 16), chunk("data", DATA));
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> WavFile.parse(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(AudioException.class);
        }
    }

    @Test
    void anyBytesAreReadOrRefusedCleanly() {
        Random random = new Random(8);
        byte[] file = wav(extensible(3, 1, 16000, 32), chunk("x", DATA), chunk("data", DATA));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(file, random.nextInt(file.length + 20));
            for (int flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            assertThatCode(() -> readOrRefuse(bytes)).doesNotThrowAnyException();
        }
    }

    @Test
    void writesWhatItReads() {
        float[] samples = {0, 0.5f, -1, 1, 2, -0.25f, 1 / 32768f};

        Recording recording = Recording.parse(WavFile.write(11025, samples));

        assertThat(recording.format()).isEqualTo(new AudioFormat(Encoding.PCM_S16LE, 11025, 1));
        assertThat(recording.samples(11025))
                .containsExactly(0, 0.5f, -1, 32767 / 32768f, 32767 / 32768f, -0.25f, 1 / 32768f);
    }

    private static void readOrRefuse(byte[] file) {
        try {
            Recording.parse(file).samples(8000);
        } catch (AudioException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static byte[] extensible(int tag, int channels, int rate, int bits) {
        byte[] guidEnd = bytes(0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71);
        return chunk(
                "fmt ",
                concat(
                        fmtFields(0xFFFE, channels, rate, bits),
                        int16(22),
                        int16(bits),
                        int32(3),
                        int16(tag),
                        guidEnd));
    }
}
