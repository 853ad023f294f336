package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundTest {
    private static final int RATE = 8_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.9, 1.1, 1.4})
    void saidFasterIsShorterAtTheSamePitch(double tempo) {
        float[] said = Sound.said(tone(440, 8_000), tempo, RATE);

        assertThat(said.length).isEqualTo((int) (8_000 / tempo));
        assertThat(hertz(said)).isCloseTo(440, within(440 * 0.03));
        assertThat(loudness(said)).isCloseTo(loudness(tone(440, 8_000)), within(0.05));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.25})
    void playedFasterIsShorterAndHigher(double speed) {
        float[] played = Sound.played(tone(440, 8_000), speed);

        assertThat(played.length).isEqualTo((int) (8_000 / speed));
        assertThat(hertz(played)).isCloseTo(440 * speed, within(5.0));
    }

    @Test
    void theEqualizerLiftsItsOctaveAndNoOther() {
        float[] near = tone(1_000, 8_000);
        float[] far = tone(100, 8_000);
        double before = loudness(near);

        Sound.equalize(near, 1_000, 12, RATE);
        Sound.equalize(far, 1_000, 12, RATE);

        assertThat(20 * Math.log10(loudness(near) / before)).isCloseTo(12, within(0.3));
        assertThat(20 * Math.log10(loudness(far) / before)).isCloseTo(0, within(0.5));
    }

    @Test
    void aMeasuredRoomRepeatsTheSoundAfterItself() {
        float[] click = new float[50];
        click[10] = 1;

        float[] heard = Sound.inRoom(click, new float[] {0, 0, 0.5f, 0, 0, -0.25f, 0, 0});

        assertThat(heard[10]).isEqualTo(1);
        assertThat(heard[13]).isEqualTo(-0.5f);
        assertThat(loudness(heard) * loudness(heard) * 50).isCloseTo(1.25, within(1e-6));
    }

    @Test
    void noiseHasTheLevelAskedFor() {
        for (double pole : new double[] {0, 0.9}) {
            float[] silence = new float[RATE];
            Sound.addNoise(silence, 0.1, pole, new SplittableRandom(1));
            assertThat(loudness(silence)).isCloseTo(0.1, within(0.02));
        }
    }

    @Test
    void fadingLeavesTheMiddle() {
        float[] x = {1, 1, 1, 1, 1, 1};

        Sound.fade(x, 2);

        assertThat(x).containsExactly(0.25f, 0.75f, 1, 1, 0.75f, 0.25f);
    }

    private static float[] tone(double hertz, int samples) {
        float[] x = new float[samples];
        for (int n = 0; n < samples; n++) {
            x[n] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * n / RATE));
        }
        return x;
    }

    /** From the times the tone crosses zero. */
    private static double hertz(float[] x) {
        int crossings = 0;
        for (int n = 1; n < x.length; n++) {
            crossings += x[n - 1] < 0 != x[n] < 0 ? 1 : 0;
        }
        return crossings / 2.0 * RATE / x.length;
    }

    private static double loudness(float[] x) {
        double sum = 0;
        for (float sample : x) {
            sum += sample * sample;
        }
        return Math.sqrt(sum / x.length);
    }
}
