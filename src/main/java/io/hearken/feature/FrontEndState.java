package io.hearken.feature;

/**
 * What a stream leaves behind in a {@link FrontEnd} between chunks: less than one frame of samples,
 * and less than one vector of coefficients. It holds nothing that {@link Normalization} has
 * touched.
 */
public final class FrontEndState {
    /** Samples a coming frame needs; replaced, never written into. */
    float[] samples;

    /** Coefficients of the frames of an unfinished vector; replaced, never written into. */
    float[] coefficients;

    /** The state of a stream nothing has been heard of. */
    public FrontEndState() {
        this(new float[0], new float[0]);
    }

    FrontEndState(float[] samples, float[] coefficients) {
        this.samples = samples;
        this.coefficients = coefficients;
    }
}
