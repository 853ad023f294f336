package io.hearken.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.reference.ReferenceResampler;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({
        "16000, 8000",
        "44100, 8000",
        "48000, 16000",
        "8000, 16000",
        "11025, 8000",
        "8000, 44100",
        "48000, 8000",
        "8001, 8000",
        "47999, 8000"
    })
    void matchesTheReference(int from, int to) {
        float[] x = noise(1000);

        float[] y = resample(x, from, to);

        double[] expected = ReferenceResampler.run(x, from, to);
        assertThat(y).hasSize(expected.length);
        // Between entries the table is off by (π/512)²/8 = 5e-6 of a tap at most; taps of noise
        // add up at random.
        double worst = 0;
        for (int n = 0; n < y.length; n++) {
            worst = Math.max(worst, Math.abs(y[n] - expected[n]));
        }
        assertThat(worst).isLessThan(5e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 8000, 300", "44100, 8000, 3300", "16000, 8000, 1000", "16000, 8000, 3300",
        "48000, 16000, 6600", "8000, 16000, 3300", "22050, 16000, 6600", "11025, 8000, 3300"
    })
    void lowTonesPassUnchanged(int from, int to, double hertz) {
        float[] y = resample(tone(from, hertz), from, to);

        double decibels = 20 * Math.log10(amplitude(y, to, hertz) / 0.5);

        assertThat(decibels).isBetween(-0.1, 0.1);
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 8000, 4010",
        "44100, 8000, 5000",
        "44100, 8000, 21000",
        "16000, 8000, 4010",
        "16000, 8000, 7000",
        "48000, 16000, 8020",
        "48000, 16000, 15000"
    })
    void tonesAboveTheNewNyquistFrequencyVanish(int from, int to, double hertz) {
        float[] y = resample(tone(from, hertz), from, to);

        double worst = 0;
        for (int i = y.length / 4; i < y.length * 3 / 4; i++) {
            worst = Math.max(worst, Math.abs(y[i]));
        }

        assertThat(20 * Math.log10(worst / 0.5)).isLessThan(-60);
    }

    @Test
    void upsamplingLeavesNoImage() {
        float[] y = resample(tone(8000, 3000), 8000, 16000);

        double decibels = 20 * Math.log10(amplitude(y, 16000, 5000) / 0.5);

        assertThat(decibels).isLessThan(-60);
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 8000, 1000",
        "8000, 44100, 1000",
        "16000, 8000, 1",
        "48000, 8000, 6",
        "48000, 8000, 7",
        "8000, 16000, 0"
    })
    void makesAllSamplesThatFitTheInput(int from, int to, int samples) {
        float[] y = resample(new float[samples], from, to);

        assertThat(y).hasSize((int) Math.ceil((double) samples * to / from));
    }

    @Test
    void doesNotShiftTime() {
        float[] x = new float[2001];
        x[900] = 1;

        float[] y = resample(x, 24000, 8000);

        for (int i = 1; i <= 60; i++) {
            assertThat(y[300]).isGreaterThan(Math.abs(y[300 + i]));
            assertThat(y[300 - i]).isEqualTo(y[300 + i]);
        }
    }

    @Test
    void neverLeavesFullScale() {
        float[] square = new float[4000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 100 % 2 == 0 ? 1 : -1;
        }

        for (float sample : resample(square, 44100, 16000)) {
            assertThat(sample).isBetween(-1f, 1f);
        }
    }

    @Test
    void remembersNoMoreThanTheFilterNeeds() {
        ResamplerState state = new ResamplerState();

        new Resampler(48000, 8000).process(state, new float[48000]);

        assertThat(state.history).hasSizeLessThanOrEqualTo(2 * 6 * 32 + 6);
    }

    private static float[] resample(float[] x, int from, int to) {
        Resampler resampler = new Resampler(from, to);
        ResamplerState state = new ResamplerState();
        return TestAudio.join(resampler.process(state, x), resampler.finish(state));
    }

    private static float[] noise(int samples) {
        Random random = new Random(samples);
        float[] x = new float[samples];
        for (int i = 0; i < samples; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    private static float[] tone(int rate, double hertz) {
        float[] x = new float[rate / 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return x;
    }

    /** Of the tone at that frequency, by correlation over the middle, away from both ends. */
    private static double amplitude(float[] y, int rate, double hertz) {
        double re = 0;
        double im = 0;
        // A tenth of a second: whole periods of every frequency used here.
        int start = rate / 5;
        int length = rate / 10;
        for (int i = start; i < start + length; i++) {
            double phase = 2 * Math.PI * hertz * i / rate;
            re += y[i] * Math.cos(phase);
            im += y[i] * Math.sin(phase);
        }
        return 2 * Math.hypot(re, im) / length;
    }
}
