package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTest {
    private static final int[] WORD = {1};

    @Test
    void findsTheSpeechBetweenThePauses() {
        float[] samples = new float[8_000];
        tone(samples, 2_000, 5_000, 0.4f);
        hiss(samples, 1e-3f);

        Clip clip = Clip.of(samples, WORD, "anna", null);

        // To the moment of 80 samples.
        assertThat(clip.speechStart()).isBetween(1_920, 2_000);
        assertThat(clip.speechEnd()).isBetween(5_000, 5_080);
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-3f, 0.1f, 1})
    void bringsSpeechToOneLoudness(float level) {
        float[] samples = new float[8_000];
        tone(samples, 1_600, 4_800, level);

        Clip clip = Clip.of(samples, WORD, "anna", null);

        double sum = 0;
        for (int n = clip.speechStart(); n < clip.speechEnd(); n++) {
            sum += clip.samples()[n] * clip.samples()[n];
        }
        double loudness = Math.sqrt(sum / (clip.speechEnd() - clip.speechStart()));
        assertThat(loudness).isCloseTo(0.05, within(1e-5));
    }

    @Test
    void aSoundFromEndToEndIsAllSpeech() {
        float[] samples = new float[800];
        tone(samples, 0, 800, 0.5f);

        Clip clip = Clip.of(samples, WORD, "anna", null);

        assertThat(clip.speechStart()).isZero();
        assertThat(clip.speechEnd()).isEqualTo(800);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 79, 80, 8_000})
    void silenceIsNoClip(int samples) {
        assertThat(Clip.of(new float[samples], WORD, "anna", null)).isNull();
    }

    private static void tone(float[] samples, int from, int to, float level) {
        for (int n = from; n < to; n++) {
            samples[n] = (float) (level * Math.sin(n * 0.7));
        }
    }

    private static void hiss(float[] samples, float level) {
        Random random = new Random(1);
        for (int n = 0; n < samples.length; n++) {
            samples[n] += (float) (level * random.nextGaussian());
        }
    }
}
