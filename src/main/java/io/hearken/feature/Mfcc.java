package io.hearken.feature;

import be.tarsos.dsp.util.fft.FFT;
import be.tarsos.dsp.util.fft.HammingWindow;

/**
 * Mel-frequency cepstral coefficients of one frame as TarsosDSP defines them, with its window and
 * its Fourier transform; filters and cosines come from tables.
 *
 * <pre>
 *   s = |FFT(hamming ⊙ x)|           x [N]   s [N/2 + 1], the last a copy of its neighbour
 *   m_k = Σ_i w_k(i)·s_i             m [F]   triangles w_k over FeatureSpec.filterEdges
 *   c_n = Σ_k ln max(m_k, floor)·cos(π·n/F·(k + ½))            c [C]
 * </pre>
 *
 * <p>Two things differ from {@link be.tarsos.dsp.mfcc.MFCC#process}. TarsosDSP 2.4.1 writes centre
 * {@code i} into place {@code i - 1} of its edges, so that every filter sits one place too low and
 * the last one spans the whole spectrum; here the filters stand on edges of our own. And digital
 * silence becomes {@code floor} before the logarithm, rather than −50 after it, far outside of
 * speech.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
final class Mfcc {
    private static final int AT_ONCE = 4;

    private final FFT fft;
    private final int[] edges;
    private final float[] rising;
    private final float[] falling;
    private final double[] cosines;
    private final double floor;
    private final float[] frame;
    private final float[] spectrum;
    private final float[] mel;
    private final double[] logs;
    private final float[] coefficients;
    private final int count;

    Mfcc(FeatureSpec spec) {
        fft = new FFT(spec.frameLength(), new HammingWindow());
        edges = spec.filterEdges();
        rising = slopes(edges, true);
        falling = slopes(edges, false);
        cosines = cosines(spec.filters(), spec.coefficients());
        floor = spec.floor();
        frame = new float[spec.frameLength()];
        spectrum = new float[spec.frameLength() / 2 + 1];
        mel = new float[spec.filters()];
        logs = new double[spec.filters()];
        coefficients = new float[cosines.length / spec.filters()];
        count = spec.coefficients();
    }

    /**
     * Edge by edge, both ends included: how far the filter that begins at the left edge has risen,
     * or the one before it is from having fallen.
     */
    private static float[] slopes(int[] edges, boolean rising) {
        float[] slopes = new float[edges[edges.length - 1] - edges[0] + edges.length - 1];
        int at = 0;
        for (int e = 0; e + 1 < edges.length; e++) {
            int steps = edges[e + 1] - edges[e] + 1;
            for (int i = 0; i < steps; i++) {
                slopes[at++] = rising ? (i + 1f) / steps : i == 0 ? 0 : 1 - i / (float) steps;
            }
        }
        return slopes;
    }

    /** [C × F], row-major, zeros below up to a whole multiple of {@link #AT_ONCE} rows. */
    private static double[] cosines(int filters, int coefficients) {
        int rows = (coefficients + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
        double[] cosines = new double[rows * filters];
        for (int n = 0; n < coefficients; n++) {
            for (int k = 0; k < filters; k++) {
                cosines[n * filters + k] = Math.cos(Math.PI * n / filters * (k + 0.5));
            }
        }
        return cosines;
    }

    /**
     * Writes the coefficients of one frame.
     *
     * @param samples finite, in ±1; left untouched
     * @param from the frame's first sample
     * @param out receives the coefficients
     * @param at where in {@code out} they begin
     */
    void coefficients(float[] samples, int from, float[] out, int at) {
        filterOutputs(samples, from);
        for (int k = 0; k < logs.length; k++) {
            logs[k] = Math.log(Math.max(mel[k], floor));
        }
        for (int n = 0; n < coefficients.length; n += AT_ONCE) {
            transform(n);
        }
        System.arraycopy(coefficients, 0, out, at, count);
    }

    /** Coefficients n to n + 3, so that four sums do not wait for one another. */
    private void transform(int n) {
        int filters = logs.length;
        int row0 = n * filters;
        int row1 = row0 + filters;
        int row2 = row1 + filters;
        int row3 = row2 + filters;
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int k = 0; k < filters; k++) {
            sum0 += logs[k] * cosines[row0 + k];
            sum1 += logs[k] * cosines[row1 + k];
            sum2 += logs[k] * cosines[row2 + k];
            sum3 += logs[k] * cosines[row3 + k];
        }
        coefficients[n] = (float) sum0;
        coefficients[n + 1] = (float) sum1;
        coefficients[n + 2] = (float) sum2;
        coefficients[n + 3] = (float) sum3;
    }

    /**
     * What the mel filters let through of one frame, before floor and logarithm.
     *
     * @return [filters], overwritten by the next call
     */
    float[] filterOutputs(float[] samples, int from) {
        magnitudes(samples, from);
        int at = 0;
        for (int e = 0; e + 1 < edges.length; e++) {
            float up = 0;
            float down = 0;
            for (int i = edges[e]; i <= edges[e + 1]; i++) {
                up += rising[at] * spectrum[i];
                down += falling[at++] * spectrum[i];
            }
            if (e > 0) {
                mel[e - 1] += down;
            }
            if (e < mel.length) {
                mel[e] = up;
            }
        }
        return mel;
    }

    /** Of the places the filters look at. */
    private void magnitudes(float[] samples, int from) {
        System.arraycopy(samples, from, frame, 0, frame.length);
        fft.forwardTransform(frame);
        int last = spectrum.length - 1;
        int end = Math.min(edges[edges.length - 1], last - 1);
        for (int i = edges[0]; i <= end; i++) {
            float real = frame[2 * i];
            float imaginary = frame[2 * i + 1];
            spectrum[i] = real * real + imaginary * imaginary;
        }
        // A loop of its own, for the compiler to vectorize.
        for (int i = edges[0]; i <= end; i++) {
            spectrum[i] = (float) Math.sqrt(spectrum[i]);
        }
        spectrum[last] = spectrum[last - 1];
    }
}
