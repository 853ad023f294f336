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
     * x ← tanh x, to 4e-7: x·P(x²)/Q(x²), both of degree 4. The coefficients are our own fit, of
     * least squares weighted again and again until the largest error was least (2e-8, before floats
     * round).
     */
    public static void tanh(float[] x, int from, int count) {
        for (int j = from; j < from + count; j++) {
            x[j] = Math.max(-FAR, Math.min(FAR, x[j]));
        }
        for (int j = from; j < from + count; j++) {
            float v = x[j];
            float s = v * v;
            float p = 2.0570403e-5f + s * 1.33023876e-8f;
            p = 1f + s * (0.133790049f + s * (0.0034931991f + s * p));
            float q = 3.28175383e-4f + s * 7.75487992e-7f;
            q = 1f + s * (0.46712322f + s * (0.0258678606f + s * q));
            x[j] = v * p / q;
        }
        for (int j = from; j < from + count; j++) {
            x[j] = Math.max(-1f, Math.min(1f, x[j]));
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
