package io.hearken.reference;

import be.tarsos.dsp.mfcc.MFCC;
import io.hearken.feature.FeatureSpec;

/**
 * Mel-frequency cepstral coefficients by TarsosDSP's own stages, on edges of ours: TarsosDSP 2.4.1
 * writes centre {@code i} into place {@code i - 1} of its own. The floor comes before the
 * logarithm.
 */
public final class TarsosMfcc {
    private final MFCC tarsos;
    private final int[] edges;
    private final float floor;
    private final float[] frame;

    public TarsosMfcc(FeatureSpec spec) {
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

    /** Writes the coefficients of the frame that begins at {@code from}. */
    public void coefficients(float[] samples, int from, float[] out, int at) {
        float[] mel = filterOutputs(samples, from);
        for (int k = 0; k < mel.length; k++) {
            mel[k] = Math.max(mel[k], floor);
        }
        float[] cepstrum = tarsos.cepCoefficients(tarsos.nonLinearTransformation(mel));
        System.arraycopy(cepstrum, 0, out, at, cepstrum.length);
    }

    private float[] filterOutputs(float[] samples, int from) {
        System.arraycopy(samples, from, frame, 0, frame.length);
        return tarsos.melFilter(tarsos.magnitudeSpectrum(frame), edges);
    }
}
