package io.hearken.feature;

import static io.hearken.feature.FeatureSpec.SPEECH_8K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSpecTest {
    @Test
    void telephoneSpeechGivesSixtyNumbersEveryThirtyMilliseconds() {
        assertThat(SPEECH_8K.dimension()).isEqualTo(60);
        assertThat(SPEECH_8K.stepSamples()).isEqualTo(240);
        assertThat(SPEECH_8K.stepSeconds()).isEqualTo(0.03);
        assertThat(SPEECH_8K.vectorSamples()).isEqualTo(416);
        assertThat(SPEECH_8K.startSeconds(100)).isEqualTo(3.0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "255, 0, 0", "256, 1, 0", "336, 2, 0", "416, 3, 1", "656, 6, 2"})
    void countsWholeFramesAndVectors(long samples, long frames, long vectors) {
        assertThat(SPEECH_8K.framesIn(samples)).isEqualTo(frames);
        assertThat((SPEECH_8K.framesIn(samples) / SPEECH_8K.stack())).isEqualTo(vectors);
    }

    @Test
    void samplesAreTakenAsTheyAre() {
        FeatureSpec spec = FeatureSpec.ofSamples(8_000, 28);

        assertThat(!spec.hasFilters()).isTrue();
        assertThat(spec.dimension()).isEqualTo(28);
        assertThat(spec.framesIn(28 * 28)).isEqualTo(28);
    }

    @Test
    void filtersStandBetweenLowHzAndHighHz() {
        int[] edges = SPEECH_8K.filterEdges();

        assertThat(edges).hasSize(26).startsWith(3, 5, 7).endsWith(103, 112, 122);
    }

    @Test
    void refusesFiltersThatCollapse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSpec(8_000, 256, 80, 60, 100, 3_800, 20, 1e-3, 3))
                .withMessageStartingWith("60 filters are too many: edges 2 and 3 both fall on");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|256|80|24|100|3800|20|0.01|3|sampleRate must be 1 to 48000 Hz, got 0",
                "8000|255|80|24|100|3800|20|0.01|3|frameLength must be even and 4 to 8000,"
                        + " one second, got 255",
                "8000|256|0|24|100|3800|20|0.01|3|hop must be between 1 and frameLength 256,"
                        + " got 0",
                "8000|256|257|24|100|3800|20|0.01|3|hop must be between 1 and frameLength 256,"
                        + " got 257",
                "8000|256|80|24|100|3800|20|0.01|101|stack must be 1 to 100, one second, got 101",
                "8000|256|80|24|100|3800|25|0.01|3|coefficients must be between 1 and"
                        + " filters 24, got 25",
                "8000|256|80|128|100|3800|20|0.01|3|filters must be fewer than half of"
                        + " frameLength 256, got 128",
                "8000|256|80|0|0|0|20|0.01|3|without filters a frame gives its 256 samples and has"
                        + " no band, got 20 numbers from 0.0 to 0.0 Hz",
                "8000|256|80|-1|0|0|20|0.01|3|coefficients must be between 1 and filters -1,"
                        + " got 20",
                "8000|256|80|24|20|3800|20|0.01|3|lowHz must be at least 31.25, one place of the"
                        + " spectrum, got 20.0",
                "8000|256|80|24|100|4001|20|0.01|3|highHz must be at most 4000.0, half of"
                        + " sampleRate, got 4001.0",
                "8000|256|80|24|3800|100|20|0.01|3|lowHz must be below highHz 100.0, got 3800.0",
                "8000|256|80|24|100|3800|20|0|3|floor must be above 0 and at most 1, got 0.0",
                "8000|256|80|24|100|3800|20|NaN|3|floor must be above 0 and at most 1, got NaN",
            })
    void refuses(
            int sampleRate,
            int frameLength,
            int hop,
            int filters,
            double lowHz,
            double highHz,
            int coefficients,
            double floor,
            int stack,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new FeatureSpec(
                                        sampleRate,
                                        frameLength,
                                        hop,
                                        filters,
                                        lowHz,
                                        highHz,
                                        coefficients,
                                        floor,
                                        stack))
                .withMessage(message);
    }
}
