package io.hearken.feature;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.Floats;
import java.util.Arrays;

/**
 * Turns the samples of any number of streams into normalized vectors, as they come. The vectors of
 * a stream are the same bits however its samples were cut.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
public final class FrontEnd {
    private final FeatureSpec spec;
    private final Normalization normalization;
    private final FrameNumbers numbers;

    public FrontEnd(FeatureSpec spec, Normalization normalization) {
        require(
                normalization.dimension() == spec.dimension(),
                "features have %d numbers per vector, but the normalization has %d: was it made"
                        + " for another FeatureSpec?",
                spec.dimension(),
                normalization.dimension());
        this.spec = spec;
        this.normalization = normalization;
        this.numbers =
                spec.hasFilters()
                        ? new Mfcc(spec)::coefficients
                        : (samples, from, out, at) ->
                                System.arraycopy(samples, from, out, at, spec.frameLength());
    }

    /** What makes numbers of a frame: those of {@code samples} from a place on, to {@code out}. */
    private interface FrameNumbers {
        void write(float[] samples, int from, float[] out, int at);
    }

    public FeatureSpec spec() {
        return spec;
    }

    /**
     * Hears the next samples of a stream.
     *
     * @param state updated in place
     * @param samples any number, finite, in ±1, at the spec's rate; left untouched
     * @return the vectors completed by them, [n × dimension], row-major; often none
     */
    public float[] advance(FrontEndState state, float[] samples) {
        float[] heard = Floats.join(state.samples, samples);
        int frames = Math.toIntExact(spec.framesIn(heard.length));
        int waiting = state.coefficients.length;
        int each = spec.coefficients();
        int all = waiting + frames * each;
        float[] vectors = new float[all - all % spec.dimension()];
        float[] rest = new float[all - vectors.length];
        System.arraycopy(state.coefficients, 0, vectors.length > 0 ? vectors : rest, 0, waiting);
        for (int i = 0; i < frames; i++) {
            // Vectors are whole frames: none is part of both.
            int at = waiting + i * each;
            boolean isWaiting = at >= vectors.length;
            numbers.write(
                    heard,
                    i * spec.hop(),
                    isWaiting ? rest : vectors,
                    isWaiting ? at - vectors.length : at);
        }
        state.samples = Arrays.copyOfRange(heard, frames * spec.hop(), heard.length);
        state.coefficients = rest;
        normalization.apply(vectors);
        return vectors;
    }

    /** The vectors of a whole recording, [n × dimension], row-major. */
    public float[] whole(float[] recording) {
        return advance(new FrontEndState(), recording);
    }
}
