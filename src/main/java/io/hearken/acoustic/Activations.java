package io.hearken.acoustic;

/**
 * σ and tanh over runs of an array, in loops plain enough for the compiler to vectorize. Only
 * additions, products and quotients, so the results are the same on every machine.
 */
public final class Activations {
    /** Beyond this, tanh is 1 to the last bit of a float. */
    private static final float FAR = 9.02f;

    private Activations() {}

    /**
     * x ← tanh x, to 3e-7: Lambert's continued fraction for a quarter of the argument, then twice
     * tanh 2u = 2 tanh u / (1 + tanh² u).
     */
    public static void tanh(float[] x, int from, int count) {
        for (int j = from; j < from + count; j++) {
            x[j] = Math.max(-FAR, Math.min(FAR, x[j])) * 0.25f;
        }
        for (int j = from; j < from + count; j++) {
            float u = x[j];
            float s = u * u;
            float above = u * (135135f + s * (17325f + s * (378f + s)));
            float below = 135135f + s * (62370f + s * (3150f + s * 28f));
            x[j] = above / below;
        }
        twice(x, from, count);
        twice(x, from, count);
    }

    private static void twice(float[] x, int from, int count) {
        for (int j = from; j < from + count; j++) {
            float t = x[j];
            x[j] = (t + t) / (1f + t * t);
        }
    }

    /** x ← σ(x) = ½ + ½ tanh(x/2), to 2e-7. */
    public static void sigmoid(float[] x, int from, int count) {
        for (int j = from; j < from + count; j++) {
            x[j] *= 0.5f;
        }
        tanh(x, from, count);
        for (int j = from; j < from + count; j++) {
            x[j] = 0.5f + 0.5f * x[j];
        }
    }

    /** z ← i, f, g, o: quarters of H values through σ, σ, tanh, σ. */
    public static void gates(float[] z, int hidden) {
        sigmoid(z, 0, 2 * hidden);
        tanh(z, 2 * hidden, hidden);
        sigmoid(z, 3 * hidden, hidden);
    }

    /** x ← x - log Σ exp x over {@code count} values: logits become log-posteriors. */
    public static void logSoftmax(float[] x, int from, int count) {
        double max = Double.NEGATIVE_INFINITY;
        for (int v = from; v < from + count; v++) {
            max = Math.max(max, x[v]);
        }
        double sum = 0;
        for (int v = from; v < from + count; v++) {
            sum += Math.exp(x[v] - max);
        }
        double log = max + Math.log(sum);
        for (int v = from; v < from + count; v++) {
            x[v] = (float) (x[v] - log);
        }
    }
}
