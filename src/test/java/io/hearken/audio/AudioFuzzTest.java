package io.hearken.audio;

import static io.hearken.audio.TestAudio.chunk;
import static io.hearken.audio.TestAudio.concat;
import static io.hearken.audio.TestAudio.fmt;
import static io.hearken.audio.TestAudio.golden;
import static io.hearken.audio.TestAudio.saved;
import static io.hearken.audio.TestAudio.wav;
import static io.hearken.fuzz.Allocation.SPARE;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import io.hearken.fuzz.Numbers;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: audio or an {@link AudioException}, and no more memory than they justify. */
class AudioFuzzTest {
    private static final int MOST_SAMPLES = 1 << 16;
    private static final int[] RATES = {8_000, 11_025, 16_000, 48_000};

    @MethodSource("wavFiles")
    @FuzzTest
    void wavFile(byte[] file) throws Exception {
        Allocation.within(2L * file.length + SPARE, () -> tryRead(() -> WavFile.parse(file)));
    }

    static Stream<byte[]> wavFiles() {
        byte[] data = chunk("data", new byte[48]);
        byte[] extensible =
                concat(
                        TestAudio.fmtFields(0xFFFE, 1, 16_000, 16),
                        new byte[8],
                        new byte[] {1, 0, 0, 0, 0, 0, 16, 0, -128, 0, 0, -86, 0, 56, -101, 113});
        return Stream.of(
                wav(fmt(1, 1, 8_000, 16), data),
                wav(fmt(3, 2, 48_000, 64), data),
                wav(fmt(7, 1, 8_000, 8), chunk("LIST", new byte[5]), data),
                wav(chunk("fmt ", extensible), data),
                wav(data, fmt(1, 8, 44_100, 24)));
    }

    @MethodSource("flacFiles")
    @FuzzTest
    void flacFile(byte[] file) throws Exception {
        // The bytes of what it holds, doubled as they grow; jFLAC's block of eight channels.
        long most = 24L * MOST_SAMPLES + 8L * file.length + 40 * SPARE;
        Allocation.within(most, () -> tryRead(() -> FlacFile.parse(file, MOST_SAMPLES)));
    }

    static Stream<byte[]> flacFiles() {
        return Stream.of(golden("flac-8.flac"), golden("flac-16.flac"), golden("flac-24.flac"));
    }

    private interface Reading {
        Recording read();
    }

    private static void tryRead(Reading reading) {
        try {
            Recording recording = reading.read();
            assertThat(recording.data().length % recording.format().bytesPerFrame()).isZero();
        } catch (AudioException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    /** Wherever it is cut, also by a restart: the same samples, each in [-1, 1]. */
    @MethodSource("rawAudio")
    @FuzzTest
    void raw(byte[] input) throws Exception {
        Allocation.within(400L * input.length + 4 * SPARE, () -> decode(input));
    }

    static Stream<byte[]> rawAudio() {
        Random random = new Random(1);
        return Stream.of(Encoding.values())
                .filter(encoding -> !encoding.isFile())
                .map(
                        encoding -> {
                            byte[] header = {(byte) encoding.ordinal(), 1, 1, 3, 7, 100};
                            AudioFormat format = new AudioFormat(encoding, 8_000, 2);
                            return concat(header, TestAudio.noise(format, 40, random));
                        });
    }

    private static void decode(byte[] input) {
        Numbers numbers = new Numbers(input);
        Encoding encoding = Encoding.values()[numbers.upTo(Encoding.FLAC.ordinal())];
        int channels = 1 + numbers.upTo(AudioFormat.MOST_CHANNELS - 1);
        AudioFormat format =
                new AudioFormat(encoding, RATES[numbers.upTo(RATES.length - 1)], channels);
        int[] cuts = {numbers.upTo(255), numbers.upTo(255), numbers.upTo(255)};
        byte[] audio = numbers.rest();
        float[] whole = heard(audio, format, audio.length);
        if (whole != null && !encoding.isFile()) {
            assertThat(heard(audio, format, cuts)).isEqualTo(whole);
        }
    }

    /** All samples, or null if some of the audio is bad. */
    private static float[] heard(byte[] audio, AudioFormat format, int... cuts) {
        AudioDecoder decoder = new AudioDecoder(16_000);
        AudioState state = new AudioState();
        float[] samples = {};
        Numbers left = new Numbers(audio);
        for (int i = 0; left.hasMore(); i++) {
            byte[] part = left.bytes(Math.max(1, i < cuts.length ? cuts[i] : audio.length));
            byte[] before = saved(state);
            try {
                samples = TestAudio.join(samples, decoder.decode(state, part, format));
            } catch (AudioException e) {
                assertThat(saved(state)).isEqualTo(before);
                return null;
            }
            state = TestAudio.restored(saved(state));
        }
        samples = TestAudio.join(samples, decoder.finish(state));
        for (float sample : samples) {
            assertThat(sample).isBetween(-1f, 1f);
        }
        return samples;
    }
}
