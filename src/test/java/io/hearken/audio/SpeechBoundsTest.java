package io.hearken.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechBoundsTest {
    @ParameterizedTest
    @CsvSource({"-29, 800, 4_000", "-31, 1_600, 3_200"})
    void speechIsWhatIsWithin30DecibelsOfTheLoudest(double decibels, int start, int end) {
        float[] samples = new float[8_000];
        tone(samples, 800, 4_000, 0.5 * Math.pow(10, decibels / 20));
        tone(samples, 1_600, 3_200, 0.5);

        assertThat(SpeechBounds.find(samples)).contains(new SpeechBounds(start, end));
    }

    @Test
    void aPauseBelongsToTheSpeechAroundIt() {
        float[] samples = new float[8_000];
        tone(samples, 1_600, 2_400, 0.1);
        tone(samples, 5_600, 6_400, 0.1);

        assertThat(SpeechBounds.find(samples)).contains(new SpeechBounds(1_600, 6_400));
    }

    @Test
    void loudnessIsThatOfTheSpeechAlone() {
        float[] samples = new float[8_000];
        tone(samples, 800, 4_000, 0.5);

        double loudness = SpeechBounds.find(samples).orElseThrow().loudness(samples);

        // Of a sine of whole periods, the amplitude by the root of two.
        assertThat(loudness).isCloseTo(0.5 / Math.sqrt(2), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 79, 80, 8_000})
    void silenceHoldsNoSpeech(int samples) {
        assertThat(SpeechBounds.find(new float[samples])).isEmpty();
    }

    /** A tone of 400 Hz at 8 kHz: four periods in a moment of 80 samples. */
    private static void tone(float[] samples, int from, int to, double level) {
        for (int n = from; n < to; n++) {
            samples[n] = (float) (level * Math.sin(2 * Math.PI * n / 20));
        }
    }
}
