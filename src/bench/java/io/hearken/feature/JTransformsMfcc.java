package io.hearken.feature;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * The coefficients {@link Mfcc} defines, the plain way: window, filters and cosines from tables,
 * the Fourier transform by JTransforms.
 */
final class JTransformsMfcc {
    private final FloatFFT_1D fft;
    private final int[] edges;
    private final float[] window;
    private final float[][] filters;
    private final float[][] cosines;
    private final float floor;
    private final float[] frame;
    private final float[] spectrum;
    private final float[] logs;

    JTransformsMfcc(FeatureSpec spec) {
        fft = new FloatFFT_1D(spec.frameLength());
        edges = spec.filterEdges();
        window = new float[spec.frameLength()];
        for (int n = 0; n < window.length; n++) {
            window[n] = (float) (0.54 - 0.46 * Math.cos(2 * Math.PI * n / (window.length - 1)));
        }
        filters = new float[spec.filters()][];
        for (int k = 0; k < filters.length; k++) {
            filters[k] = triangle(edges[k], edges[k + 1], edges[k + 2]);
        }
        cosines = new float[spec.coefficients()][filters.length];
        for (int n = 0; n < cosines.length; n++) {
            for (int k = 0; k < filters.length; k++) {
                cosines[n][k] = (float) Math.cos(Math.PI * n / filters.length * (k + 0.5));
            }
        }
        floor = (float) spec.floor();
        frame = new float[spec.frameLength()];
        spectrum = new float[spec.frameLength() / 2 + 1];
        logs = new float[filters.length];
    }

    private static float[] triangle(int left, int centre, int right) {
        float[] triangle = new float[right - left + 1];
        for (int i = left; i <= right; i++) {
            triangle[i - left] =
                    i <= centre
                            ? (i - left + 1f) / (centre - left + 1)
                            : 1 - (i - centre) / (right - centre + 1f);
        }
        return triangle;
    }

    void coefficients(float[] samples, float[] out) {
        for (int n = 0; n < frame.length; n++) {
            frame[n] = window[n] * samples[n];
        }
        fft.realForward(frame);
        int last = spectrum.length - 1;
        for (int i = edges[0]; i <= Math.min(edges[edges.length - 1], last - 1); i++) {
            float real = frame[2 * i];
            float imaginary = frame[2 * i + 1];
            spectrum[i] = (float) Math.sqrt(real * real + imaginary * imaginary);
        }
        spectrum[last] = spectrum[last - 1];
        for (int k = 0; k < filters.length; k++) {
            float sum = 0;
            for (int i = 0; i < filters[k].length; i++) {
                sum += filters[k][i] * spectrum[edges[k] + i];
            }
            logs[k] = (float) Math.log(Math.max(sum, floor));
        }
        for (int n = 0; n < out.length; n++) {
            float sum = 0;
            for (int k = 0; k < logs.length; k++) {
                sum += cosines[n][k] * logs[k];
            }
            out[n] = sum;
        }
    }
}
