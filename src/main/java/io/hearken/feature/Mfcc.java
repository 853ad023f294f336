package io.hearken.feature;

import be.tarsos.dsp.mfcc.MFCC;

/**
 * Mel-frequency cepstral coefficients of one frame, by TarsosDSP's stages.
 *
 * <pre>
 *   s = |FFT(hamming ⊙ x)|           x [N]   s [N/2]
 *   m_k = Σ_i w_k(i)·s_i             m [F]   triangles w_k over FeatureSpec.filterEdges
 *   c_n = Σ_k ln max(m_k, floor)·cos(π·n/F·(k + ½))            c [C]
 * </pre>
 *
 * <p>Two things differ from calling {@link MFCC#process}. TarsosDSP 2.4.1 writes centre {@code i}
 * into place {@code i - 1} of its edges, so that every filter sits one place too low and the last
 * one spans the whole spectrum; here the filters stand on edges of our own. And digital silence
 * becomes {@code floor} before the logarithm, rather than −50 after it, far outside of speech.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
final class Mfcc {
    private final MFCC tarsos;
    private final int[] edges;
    private final float floor;
    private final float[] frame;

    Mfcc(FeatureSpec spec) {
        tarsos =
                new MFCC(
                        spec.frameLength(),
                        spec.sampleRate(),
                        spec.coefficients(),
                        spec.filters(),
                        (float) spec.lowHz(),
                        (float) spec.highHz());
        edges = spec.filterEdges();
        floor = (float) spec.floor();
        frame = new float[spec.frameLength()];
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
        float[] mel = filterOutputs(samples, from);
        for (int k = 0; k < mel.length; k++) {
            mel[k] = Math.max(mel[k], floor);
        }
        float[] cepstrum = tarsos.cepCoefficients(tarsos.nonLinearTransformation(mel));
        System.arraycopy(cepstrum, 0, out, at, cepstrum.length);
    }

    /** What the mel filters let through of one frame: [filters], before floor and logarithm. */
    float[] filterOutputs(float[] samples, int from) {
        System.arraycopy(samples, from, frame, 0, frame.length);
        return tarsos.melFilter(tarsos.magnitudeSpectrum(frame), edges);
    }
}
