package io.hearken.reference;

import io.hearken.feature.FeatureSpec;

/**
 * MFCC from the formulas, in double, with loops anybody can check. Its conventions are TarsosDSP's
 * (symmetric Hamming window, magnitudes not divided by N, triangles that never reach zero, unscaled
 * DCT-II), its filter edges the ones TarsosDSP 2.4.1 meant.
 */
public final class ReferenceMfcc {
    private final FeatureSpec spec;

    public ReferenceMfcc(FeatureSpec spec) {
        this.spec = spec;
    }

    /** Coefficients of all whole frames: [frames][coefficients]. */
    public double[][] run(float[] samples) {
        double[][] frames = new double[(int) spec.framesIn(samples.length)][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = cepstrum(filterOutputs(samples, i * spec.hop()));
        }
        return frames;
    }

    /** What the mel filters let through of the frame that begins at {@code from}: [filters]. */
    public double[] filterOutputs(float[] samples, int from) {
        double[] spectrum = spectrum(samples, from);
        double[] outputs = new double[spec.filters()];
        for (int k = 0; k < outputs.length; k++) {
            for (int i = edge(k); i <= edge(k + 2); i++) {
                outputs[k] += triangle(i, edge(k), edge(k + 1), edge(k + 2)) * spectrum[i];
            }
        }
        return outputs;
    }

    /** |Σ_n w(n)·x(n)·exp(−2πi·k·n/N)| for k up to N/2; the last is a copy of its neighbour. */
    private double[] spectrum(float[] samples, int from) {
        int n = spec.frameLength();
        double[] spectrum = new double[n / 2 + 1];
        for (int k = 0; k < n / 2; k++) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < n; i++) {
                double windowed = hamming(i, n) * samples[from + i];
                real += windowed * Math.cos(2 * Math.PI * k * i / n);
                imaginary -= windowed * Math.sin(2 * Math.PI * k * i / n);
            }
            spectrum[k] = Math.hypot(real, imaginary);
        }
        spectrum[n / 2] = spectrum[n / 2 - 1];
        return spectrum;
    }

    private double[] cepstrum(double[] outputs) {
        double[] cepstrum = new double[spec.coefficients()];
        for (int c = 0; c < cepstrum.length; c++) {
            for (int k = 0; k < outputs.length; k++) {
                double log = Math.log(Math.max(outputs[k], spec.floor()));
                cepstrum[c] += log * Math.cos(Math.PI * c * (k + 0.5) / outputs.length);
            }
        }
        return cepstrum;
    }

    private static double hamming(int i, int n) {
        return 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (n - 1));
    }

    private static double triangle(int i, int left, int centre, int right) {
        return i <= centre
                ? (i - left + 1.0) / (centre - left + 1)
                : 1 - (i - centre) / (right - centre + 1.0);
    }

    /**
     * Edge k of F + 2, equally spaced in mel = 2595·log10(1 + f/700), in places of the spectrum.
     */
    private int edge(int k) {
        double low = 2595 * Math.log10(1 + spec.lowHz() / 700);
        double high = 2595 * Math.log10(1 + spec.highHz() / 700);
        double mel = low + (high - low) * k / (spec.filters() + 1);
        double hertz = 700 * (Math.pow(10, mel / 2595) - 1);
        return (int) Math.round(hertz * spec.frameLength() / spec.sampleRate());
    }
}
