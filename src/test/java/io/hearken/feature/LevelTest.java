package io.hearken.feature;

import static io.hearken.feature.FeatureSpec.SPEECH_8K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelTest {
    private static final int D = SPEECH_8K.dimension();

    @Test
    void digitalSilenceHasLevelZero() {
        assertThat(levels(new float[4_000], Normalization.identity(D)))
                .hasSizeGreaterThan(10)
                .containsOnly(new double[] {0}, within(1e-6));
    }

    @Test
    void twiceAsLoudIsSixDecibelsMore() {
        double[] once = levels(Signals.noise(1, 4_000, 0.05), Normalization.identity(D));
        double[] twice = levels(Signals.noise(1, 4_000, 0.1), Normalization.identity(D));

        for (int t = 0; t < once.length; t++) {
            assertThat(twice[t] - once[t]).isCloseTo(20 * Math.log10(2), within(0.05));
        }
    }

    @Test
    void aNormalizationChangesNothing() {
        Random random = new Random(1);
        float[] mean = new float[D];
        float[] scale = new float[D];
        for (int d = 0; d < D; d++) {
            mean[d] = (float) (20 * random.nextGaussian());
            scale[d] = (float) Math.exp(random.nextGaussian());
        }
        float[] audio = Signals.noise(2, 4_000, 0.05);

        assertThat(levels(audio, new Normalization(mean, scale)))
                .containsExactly(levels(audio, Normalization.identity(D)), within(1e-4));
    }

    @Test
    void aTinyScaleMakesItCoarse() {
        float[] scale = new float[D];
        Arrays.fill(scale, Float.MIN_VALUE);
        float[] audio = Signals.noise(3, 4_000, 0.05);

        assertThat(levels(audio, new Normalization(new float[D], scale)))
                .containsExactly(levels(audio, Normalization.identity(D)), within(0.5));
    }

    @Test
    void ofPlainSamplesNobodyKnows() {
        Level level = new Level(FeatureSpec.ofSamples(8_000, 4), Normalization.identity(4));

        assertThat(level.of(new float[8], 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    private static double[] levels(float[] audio, Normalization normalization) {
        float[] vectors = new FrontEnd(SPEECH_8K, normalization).whole(audio);
        Level level = new Level(SPEECH_8K, normalization);
        double[] levels = new double[vectors.length / D];
        for (int t = 0; t < levels.length; t++) {
            levels[t] = level.of(vectors, t);
        }
        return levels;
    }
}
