package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.feature.FeatureSpec;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final FeatureSpec SPEC = FeatureSpec.SPEECH_8K;

    @Test
    void timesTellWhereTheWordBeganAndEnds() {
        Stretch stretch = new Stretch(SPEC, 50);
        stretch.say(1, 1_600, 4_800); // 0.2 to 0.6 s

        int taught = 0;
        for (int t = 0; t < 50; t++) {
            double now = (t * 240 + (2 * 80 + 256) / 2.0) / 8_000;
            float since = stretch.times()[2 * t];
            float until = stretch.times()[2 * t + 1];
            if (!Float.isNaN(since)) {
                taught++;
                assertThat(now - since).isCloseTo(0.2, within(1e-6));
                assertThat(now + until).isCloseTo(0.6, within(1e-6));
                assertThat(now).isBetween(0.4, 0.7);
            }
        }
        // From the word's middle to two steps beyond its end: 0.2 s and 0.06 s of steps of 0.03 s.
        assertThat(taught).isBetween(8, 11);
    }

    @Test
    void whereAClipOfSeveralWordsLiesStepsAreNotMarked() {
        Stretch stretch = new Stretch(SPEC, 50);
        stretch.say(1, 1_600, 4_800);
        stretch.say(new int[] {2, 3});

        assertThat(stretch.frames()).isNull();
        assertThat(stretch.labels()).containsExactly(1, 2, 3);
    }

    @Test
    void soundBeyondTheEndsIsDropped() {
        Stretch stretch = new Stretch(SPEC, 1);
        int length = stretch.samples().length;

        stretch.add(new float[] {1, 2, 3}, -1, 2);
        stretch.add(new float[] {1, 2, 3}, length - 1, 1);

        assertThat(stretch.samples()[0]).isEqualTo(4);
        assertThat(stretch.samples()[1]).isEqualTo(6);
        assertThat(stretch.samples()[length - 1]).isEqualTo(1);
        assertThat(stretch.samples()).hasSize(SPEC.vectorSamples());
    }
}
