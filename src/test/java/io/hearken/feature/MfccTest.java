package io.hearken.feature;

import static io.hearken.feature.FeatureSpec.SPEECH_8K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.sun.management.ThreadMXBean;
import io.hearken.reference.Parity;
import io.hearken.reference.ReferenceMfcc;
import io.hearken.reference.TarsosMfcc;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MfccTest {
    /**
     * Float sums of 24 logarithms of up to 6: 24 · 6 · 2⁻²⁴ is 1e-5, and the spectrum adds its own.
     */
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.01, 0.0001})
    void matchesTheReferenceAtAnyLevel(double level) {
        float[] samples = Signals.noise(1, 2_000, level);

        assertClose(SPEECH_8K, samples);
    }

    @ParameterizedTest
    @MethodSource("otherSpecs")
    void matchesTheReferenceForOtherSpecs(FeatureSpec spec) {
        float[] samples = Signals.noise(2, 4_000, 0.1);

        assertClose(spec, samples);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.01, 0.0001, 0})
    void isTarsosDspsOwn(double level) {
        float[] samples = Signals.noise(4, 8_000, level);

        assertTarsosDspsOwn(SPEECH_8K, samples);
    }

    @ParameterizedTest
    @MethodSource("otherSpecs")
    void isTarsosDspsOwnForOtherSpecs(FeatureSpec spec) {
        assertTarsosDspsOwn(spec, Signals.noise(5, 8_000, 0.1));
    }

    private static void assertTarsosDspsOwn(FeatureSpec spec, float[] samples) {
        Mfcc mfcc = new Mfcc(spec);
        TarsosMfcc tarsos = new TarsosMfcc(spec);
        float[] expected = new float[spec.coefficients()];
        float[] actual = new float[spec.coefficients()];
        for (int t = 0; t < spec.framesIn(samples.length); t++) {
            tarsos.coefficients(samples, t * spec.hop(), expected, 0);
            mfcc.coefficients(samples, t * spec.hop(), actual, 0);

            // TarsosDSP adds in float: every term rounds the sum, c0 being the largest.
            double tolerance = Math.max(2e-5, 5 * Math.ulp(expected[0]));
            Parity.assertClose(Parity.doubles(expected), actual, tolerance);
        }
    }

    @Test
    void allocatesNothingPerFrame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] samples = Signals.noise(6, 256, 0.1);
        float[] out = new float[SPEECH_8K.coefficients()];
        Mfcc mfcc = new Mfcc(SPEECH_8K);
        mfcc.coefficients(samples, 0, out, 0);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 1_000; t++) {
            mfcc.coefficients(samples, 0, out, 0);
        }

        // Less than one byte a frame: asking costs some itself.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    static FeatureSpec[] otherSpecs() {
        return new FeatureSpec[] {
            new FeatureSpec(16_000, 512, 160, 26, 60, 8_000, 13, 1e-3, 1),
            new FeatureSpec(16_000, 400, 160, 23, 60, 7_600, 13, 1e-3, 1),
            new FeatureSpec(8_000, 200, 80, 15, 100, 4_000, 15, 1e-3, 4),
        };
    }

    /** Fails with the edges of TarsosDSP 2.4.1, where filter k sits on the place of k + 1. */
    @Test
    void aToneAtAFiltersCentreLightsThatFilterMost() {
        int[] edges = SPEECH_8K.filterEdges();
        for (int k = 0; k < SPEECH_8K.filters(); k++) {
            double hertz = edges[k + 1] * 8_000 / 256.0;
            float[] tone = Signals.tone(hertz, 8_000, 256);

            float[] outputs = new Mfcc(SPEECH_8K).filterOutputs(tone, 0);

            assertThat(loudest(outputs)).as("filter lit by %s Hz", hertz).isEqualTo(k);
        }
    }

    /** The last filter of TarsosDSP 2.4.1 hears the whole spectrum. */
    @Test
    void noFilterHearsAToneFarFromItsBand() {
        float[] outputs = new Mfcc(SPEECH_8K).filterOutputs(Signals.tone(500, 8_000, 256), 0);

        assertThat(outputs[loudest(outputs)]).isGreaterThan(30);
        assertThat(outputs[SPEECH_8K.filters() - 1]).isLessThan(0.5f);
    }

    @Test
    void digitalSilenceIsFlatAtTheFloor() {
        float[] silence = coefficients(new float[256]);

        float c0 = (float) (24 * Math.log(SPEECH_8K.floor()));
        assertThat(silence[0]).isCloseTo(c0, offset(1e-3f));
        for (int c = 1; c < silence.length; c++) {
            assertThat(silence[c]).as("c%d", c).isBetween(-1e-3f, 1e-3f);
        }
    }

    /** One step of 16 bits: c0 moves by less than 1 where speech moves it by 50 and more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void digitalSilenceIsNearTheNoiseOfTheLastBit(long seed) {
        float[] silence = coefficients(new float[256]);
        float[] noise = coefficients(Signals.lastBitNoise(seed, 256));

        for (int c = 0; c < silence.length; c++) {
            assertThat(Math.abs(noise[c] - silence[c])).as("c%d", c).isLessThan(1);
        }
    }

    @Test
    void leavesTheSamplesUntouched() {
        float[] samples = Signals.noise(3, 256, 0.1);
        float[] before = samples.clone();

        coefficients(samples);

        assertThat(samples).isEqualTo(before);
    }

    private static float[] coefficients(float[] samples) {
        float[] out = new float[SPEECH_8K.coefficients()];
        new Mfcc(SPEECH_8K).coefficients(samples, 0, out, 0);
        return out;
    }

    private static void assertClose(FeatureSpec spec, float[] samples) {
        double[][] expected = new ReferenceMfcc(spec).run(samples);
        Mfcc mfcc = new Mfcc(spec);
        double worst = 0;
        String place = "";
        float[] actual = new float[spec.coefficients()];
        for (int t = 0; t < expected.length; t++) {
            mfcc.coefficients(samples, t * spec.hop(), actual, 0);
            for (int c = 0; c < actual.length; c++) {
                double off = Math.abs(actual[c] - expected[t][c]);
                if (!(off <= worst)) {
                    worst = off;
                    place = "frame " + t + ", c" + c;
                }
            }
        }
        assertThat(worst).as("worst difference, at %s", place).isLessThan(TOLERANCE);
    }

    private static int loudest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
