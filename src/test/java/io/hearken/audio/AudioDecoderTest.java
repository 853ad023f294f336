package io.hearken.audio;

import static io.hearken.audio.TestAudio.bytes;
import static io.hearken.audio.TestAudio.chunk;
import static io.hearken.audio.TestAudio.fmt;
import static io.hearken.audio.TestAudio.join;
import static io.hearken.audio.TestAudio.restored;
import static io.hearken.audio.TestAudio.saved;
import static io.hearken.audio.TestAudio.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioDecoderTest {
    private static final AudioFormat S16_8K = new AudioFormat(Encoding.PCM_S16LE, 8000, 1);
    private static final AudioFormat S16_16K = new AudioFormat(Encoding.PCM_S16LE, 16000, 1);
    private static final AudioFormat F32_8K = new AudioFormat(Encoding.PCM_F32LE, 8000, 1);
    private static final AudioFormat WAV = new AudioFormat(Encoding.WAV, 8000, 1);
    private static final AudioFormat FLAC = new AudioFormat(Encoding.FLAC, 8000, 1);

    private final AudioDecoder decoder = new AudioDecoder(8000);
    private final AudioState state = new AudioState();

    static Stream<Arguments> handComputed() {
        return Stream.of(
                Arguments.of(
                        Encoding.PCM_U8, bytes(0, 128, 192, 255), floats(-1, 0, .5, 127 / 128.)),
                Arguments.of(
                        Encoding.PCM_S16LE,
                        bytes(0, 0x80, 0, 0, 0, 0x40, 0xff, 0x7f),
                        floats(-1, 0, .5, 32767 / 32768.)),
                Arguments.of(
                        Encoding.PCM_S24LE,
                        bytes(0, 0, 0x80, 0, 0, 0x40, 0xff, 0xff, 0xff),
                        floats(-1, .5, -1 / 8388608.)),
                Arguments.of(
                        Encoding.PCM_S32LE,
                        bytes(0, 0, 0, 0x80, 0, 0, 0, 0x40, 0, 1, 0, 0),
                        floats(-1, .5, 256 / 2147483648.)),
                Arguments.of(
                        Encoding.PCM_F32LE,
                        bytes(0, 0, 0, 0x3f, 0, 0, 0x80, 0xbf, 0, 0, 0, 0x40),
                        floats(.5, -1, 1)),
                Arguments.of(
                        Encoding.PCM_F64LE,
                        bytes(0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0),
                        floats(.5, -1)),
                Arguments.of(
                        Encoding.PCM_MULAW,
                        bytes(0xff, 0x7f, 0xfe, 0x80, 0x00, 0xef),
                        floats(0, 0, 8 / 32768., 32124 / 32768., -32124 / 32768., 132 / 32768.)),
                Arguments.of(
                        Encoding.PCM_ALAW,
                        bytes(0xd5, 0x55, 0xaa, 0x2a, 0xc5),
                        floats(
                                8 / 32768.,
                                -8 / 32768.,
                                32256 / 32768.,
                                -32256 / 32768.,
                                264 / 32768.)));
    }

    @ParameterizedTest
    @MethodSource("handComputed")
    void readsEveryEncoding(Encoding encoding, byte[] bytes, float[] expected) {
        float[] samples = decoder.decode(state, bytes, new AudioFormat(encoding, 8000, 1));

        assertThat(samples).isEqualTo(expected);
    }

    @Test
    void averagesTheChannels() {
        byte[] stereo = bytes(0, 0x40, 0, 0, 0, 0x40, 0, 0xc0);

        float[] samples =
                decoder.decode(state, stereo, new AudioFormat(Encoding.PCM_S16LE, 8000, 2));

        assertThat(samples).containsExactly(0.25f, 0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WAV", "FLAC"})
    void cutsChangeNothing(Encoding encoding) {
        Random random = new Random(encoding.ordinal());
        for (int rate : new int[] {8000, 11025, 16000, 44100, 48000}) {
            AudioFormat format = new AudioFormat(encoding, rate, 1 + random.nextInt(3));
            byte[] bytes = TestAudio.noise(format, 3000, random);
            float[] whole = hear(new AudioState(), bytes, format, bytes.length, random);
            for (int longest : new int[] {7, 100, 5000}) {
                float[] cut = hear(new AudioState(), bytes, format, longest, random);

                assertThat(cut).as("%s cut to %d", format, longest).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 44100})
    void aRestartChangesNothing(int rate) {
        AudioFormat format = new AudioFormat(Encoding.PCM_S24LE, rate, 2);
        byte[] bytes = TestAudio.noise(format, 4000, new Random(rate));
        byte[] head = Arrays.copyOf(bytes, 10_001);
        byte[] tail = Arrays.copyOfRange(bytes, 10_001, bytes.length);
        decoder.decode(state, head, format);

        AudioState resumed = restored(saved(state));

        assertThat(saved(resumed)).isEqualTo(saved(state));
        assertThat(decoder.decode(resumed, tail, format))
                .isEqualTo(decoder.decode(state, tail, format));
        assertThat(decoder.finish(resumed)).isEqualTo(decoder.finish(state));
    }

    @Test
    void aCopyLivesItsOwnLife() {
        byte[] bytes = TestAudio.noise(S16_16K, 500, new Random(1));
        decoder.decode(state, Arrays.copyOf(bytes, 777), S16_16K);
        byte[] before = saved(state);

        AudioState copy = new AudioStateCodec().copy(state);
        assertThat(saved(copy)).isEqualTo(before);
        decoder.decode(copy, bytes, S16_16K);

        assertThat(saved(state)).isEqualTo(before);
    }

    @Test
    void dropsAnUnfinishedSampleWhenTheFormatChanges() {
        decoder.decode(state, bytes(0, 0x40, 99), S16_8K);

        float[] samples =
                decoder.decode(state, bytes(192), new AudioFormat(Encoding.PCM_U8, 8000, 1));

        assertThat(samples).containsExactly(0.5f);
        assertThat(state.pending).isEmpty();
    }

    @Test
    void finishesTheOldRateBeforeTheNew() {
        byte[] old = TestAudio.noise(S16_16K, 1001, new Random(3));
        byte[] young = bytes(0, 0x40);
        float[] early = decoder.decode(state, old, S16_16K);

        float[] late = decoder.decode(state, young, S16_8K);

        assertThat(early.length + late.length).isEqualTo(501 + 1);
        assertThat(late[late.length - 1]).isEqualTo(0.5f);
        assertThat(join(early, Arrays.copyOf(late, late.length - 1)))
                .isEqualTo(new Recording(S16_16K, old).samples(8000));
    }

    @Test
    void resamplesOnAcrossAChangeOfEncodingAlone() {
        byte[] s16 = TestAudio.noise(S16_16K, 600, new Random(4));
        AudioFormat f32 = new AudioFormat(Encoding.PCM_F32LE, 16000, 1);
        byte[] asFloat = floatBytes(Pcm.mono(s16, s16.length, S16_16K));

        float[] mixed = decoder.decode(state, s16, S16_16K);
        mixed = join(mixed, decoder.decode(state, asFloat, f32));
        mixed = join(mixed, decoder.finish(state));

        byte[] twice = TestAudio.concat(s16, s16);
        assertThat(mixed).isEqualTo(new Recording(S16_16K, twice).samples(8000));
    }

    @Test
    void aFinishedStateIsAsNew() {
        decoder.decode(state, TestAudio.noise(S16_16K, 600, new Random(5)), S16_16K);

        decoder.finish(state);

        assertThat(saved(state)).isEqualTo(saved(new AudioState()));
    }

    @Test
    void takesRateAndChannelsOfAFileFromTheFile() {
        byte[] data =
                TestAudio.noise(new AudioFormat(Encoding.PCM_S16LE, 44100, 2), 900, new Random(6));
        byte[] file = wav(fmt(1, 2, 44100, 16), chunk("data", data));

        float[] samples = join(decoder.decode(state, file, WAV), decoder.finish(state));

        assertThat(samples).isEqualTo(Recording.parse(file).samples(8000));
    }

    @Test
    void hearsFilesOneAfterAnotherAsOneStream() {
        byte[] one = WavFile.write(16000, new float[400]);

        float[] first = decoder.decode(state, one, WAV);
        float[] second = decoder.decode(state, one, WAV);

        assertThat(first.length + second.length + decoder.finish(state).length).isEqualTo(400);
    }

    static Stream<Arguments> badAudio() {
        byte[] wav = WavFile.write(8000, new float[100]);
        byte[] flac = TestAudio.golden("flac-16.flac");
        byte[] wrecked = flac.clone();
        wrecked[flac.length / 2] ^= 1;
        return Stream.of(
                Arguments.of(F32_8K, bytes(0, 0, 0xc0, 0x7f), "a sample is NaN"),
                Arguments.of(F32_8K, bytes(0, 0, 0, 0, 0, 0, 0x80, 0xff), "a sample is -Infinity"),
                Arguments.of(WAV, new byte[0], "is empty, expected RIFF"),
                Arguments.of(WAV, Arrays.copyOf(wav, 100), "promises 200 bytes, but only 56"),
                Arguments.of(WAV, wav(fmt(1, 1, 96000, 16)), "without a data chunk"),
                Arguments.of(
                        WAV, wav(fmt(1, 1, 96000, 16), chunk("data", bytes(0, 0))), "96000 Hz"),
                Arguments.of(WAV, wav(fmt(1, 9, 8000, 16), chunk("data", bytes())), "9 channels"),
                Arguments.of(WAV, flac, "starts with bytes 66 4c 61 43, expected RIFF"),
                Arguments.of(FLAC, new byte[0], "is empty, expected fLaC"),
                Arguments.of(FLAC, Arrays.copyOf(flac, flac.length - 1), "ends after"),
                Arguments.of(FLAC, wrecked, "is broken after 256 samples"));
    }

    @ParameterizedTest
    @MethodSource("badAudio")
    void badAudioLeavesTheStateAsItWas(AudioFormat format, byte[] bytes, String message) {
        decoder.decode(state, TestAudio.noise(S16_16K, 333, new Random(7)), S16_16K);
        decoder.decode(state, bytes(42), S16_16K);
        byte[] before = saved(state);

        assertThatThrownBy(() -> decoder.decode(state, bytes, format))
                .isInstanceOf(AudioException.class)
                .hasMessageContaining(message);

        assertThat(saved(state)).isEqualTo(before);
    }

    @Test
    void refusesARateNoModelHears() {
        assertThatThrownBy(() -> new AudioDecoder(4000))
                .hasMessage("sample rate must be 8000 to 48000 Hz, got 4000");
    }

    /** Hears the bytes in pieces of random length up to the longest. */
    private float[] hear(
            AudioState state, byte[] bytes, AudioFormat format, int longest, Random random) {
        float[] heard = {};
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(longest + 1));
            float[] more = decoder.decode(state, Arrays.copyOfRange(bytes, from, to), format);
            heard = join(heard, more);
            from = to;
        }
        return join(heard, decoder.finish(state));
    }

    private static byte[] floatBytes(float[] samples) {
        ByteBuffer out = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            out.putFloat(sample);
        }
        return out.array();
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
