package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ten vectors a second; levels in dB. */
class ActivityTest {
    private final Activity activity = new Activity();

    @Test
    void whatIsMuchLouderThanTheNoiseIsSpeech() {
        hear(30, 20);
        assertThat(activity.isSpeech).isFalse();

        hear(45, 3);
        assertThat(activity.isSpeech).isTrue();
        assertThat(activity.quiet).isZero();

        hear(30, 5);
        assertThat(activity.isSpeech).isTrue();
        assertThat(activity.quiet).isEqualTo(5);
    }

    @Test
    void whatWasLoudBeforeTheFirstSilenceWasSpeech() {
        hear(45, 20);
        assertThat(activity.isSpeech).isFalse();

        hear(30, 1);
        assertThat(activity.isSpeech).isFalse();
        hear(30, 2);
        assertThat(activity.isSpeech).isTrue();
        assertThat(activity.quiet).isEqualTo(2);
    }

    @Test
    void whatFallsSilentBehindTheFirstUtteranceWasNoSpeech() {
        hear(30, 10);
        hear(45, 1);
        activity.endUtterance();
        hear(30, 100);
        hear(15, 100);

        assertThat(activity.isSpeech).isFalse();
    }

    @Test
    void noiseThatGrowsIsKnownForNoiseAfterAWhile() {
        hear(30, 20);
        hear(45, 1);
        assertThat(activity.quiet).isZero();

        hear(45, 100);

        assertThat(activity.quiet).isPositive();
        activity.endUtterance();
        hear(45, 100);
        assertThat(activity.isSpeech).isFalse();
    }

    @Test
    void noiseIsWhereTwoVectorsInARowAreQuiet() {
        hear(30, 20);
        hear(20, 1);
        hear(30, 100);
        assertThat(activity.isSpeech).isFalse();

        hear(24, 2);
        hear(30, 1);
        assertThat(activity.isSpeech).isTrue();
    }

    @Test
    void aHoleInNoiseIsNoSilenceThatTheNoiseIsSpeechAgainst() {
        for (int hole = 1; hole < 50; hole++) {
            hear(30, 20);
            hear(26, 1);
            hear(13, 1);
            hear(0, hole);
            hear(12, 1);
        }
        hear(31, 20);

        assertThat(activity.isSpeech).isFalse();
    }

    @Test
    void aHoleBehindSpeechIsPartOfTheSilence() {
        hear(30, 20);
        hear(45, 3);
        hear(0, 4);
        hear(30, 5);

        assertThat(activity.isSpeech).isTrue();
        assertThat(activity.quiet).isEqualTo(9);
    }

    @Test
    void nothingRecordedSaysNothingOfTheNoise() {
        hear(0, 1_000);
        assertThat(activity.isFresh()).isTrue();

        hear(13, 1);
        assertThat(activity.isFresh()).isFalse();
        hear(30, 20);
        assertThat(activity.isSpeech).isFalse();

        hear(0, 1_000);
        hear(45, 1);
        assertThat(activity.quiet).isZero();
        assertThat(activity.isSpeech).isTrue();
    }

    /** As of a noise gate: all that is known of noise is how quiet words are in places. */
    @Test
    void wordsBetweenHolesAreFound() {
        for (double loud = 50; loud > 30; loud--) {
            hear(0, 30);
            hear(loud - 15, 1);
            hear(loud, 4);
            hear(loud - 10, 3);
            hear(0, 5);

            assertThat(activity.isSpeech).isTrue();
            assertThat(activity.quiet).isBetween(5, 8);
            activity.endUtterance();
        }
    }

    @Test
    void theFaintestSoundsAreNoSpeech() {
        hear(0, 20);
        hear(15, 20);
        hear(0, 20);

        assertThat(activity.isSpeech).isFalse();
    }

    @Test
    void aLevelNobodyCanTellCountsAsSpeech() {
        for (int utterance = 0; utterance < 2; utterance++) {
            hear(Double.POSITIVE_INFINITY, 100);

            assertThat(activity.isSpeech).isTrue();
            assertThat(activity.quiet).isZero();
            activity.endUtterance();
        }
    }

    private void hear(double level, int vectors) {
        for (int t = 0; t < vectors; t++) {
            activity.hear(level, 0.1);
        }
    }
}
