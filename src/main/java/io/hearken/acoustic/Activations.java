package io.hearken.acoustic;

/**
 * σ and tanh over runs of an array, in loops plain enough for the compiler to vectorize. Only
 * additions, products and quotients, so the results are the same on every machine.
 */
public final class Activations {
    /** Beyond this, tanh is 1 to the last bit of a float. */
    static final float FAR = 9.02f;

    /**
     * Of P(s) = 1 + P1·s + … and Q, with which tanh x is x·P(x²)/Q(x²) to 2e-8, before floats
     * round: our own fit, of least squares weighted again and again until the largest error was
     * least.
     */
    static final float P1 = 0.133790049f;

    static final float P2 = 0.0034931991f;
    static final float P3 = 2.0570403e-5f;
    static final float P4 = 1.33023876e-8f;
    static final float Q1 = 0.46712322f;
    static final float Q2 = 0.0258678606f;
    static final float Q3 = 3.28175383e-4f;
    static final float Q4 = 7.75487992e-7f;

    static final double LN_2 = 0.6931471805599453;

    private Activations() {}

    /** x ← tanh x, to 4e-7. */
    public static void tanh(float[] x, int from, int count) {
        for (int j = from; j < from + count; j++) {
            x[j] = Math.max(-FAR, Math.min(FAR, x[j]));
        }
        for (int j = from; j < from + count; j++) {
            float v = x[j];
            float s = v * v;
            float p = 1f + s * (P1 + s * (P2 + s * (P3 + s * P4)));
            float q = 1f + s * (Q1 + s * (Q2 + s * (Q3 + s * Q4)));
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
        float max = Float.NEGATIVE_INFINITY;
        for (int v = from; v < from + count; v++) {
            max = x[v] > max ? x[v] : max;
        }
        double sum = 0;
        for (int v = from; v < from + count; v++) {
            sum += exp((double) x[v] - max);
        }
        double log = max + Math.log(sum);
        for (int v = from; v < from + count; v++) {
            x[v] = (float) (x[v] - log);
        }
    }

    /** e^x for x ≤ 0, to 1e-8 of it, and sooner than {@link Math#exp}. */
    static double exp(double x) {
        // e^x = 2^n · e^r with |r| ≤ ln 2 / 2; smaller than 2^-1000 is nothing beside a sum of 1.
        double near = x < -1000 * LN_2 ? -1000 * LN_2 : x;
        double n = Math.rint(near * (1 / LN_2));
        double r = Math.fma(n, -LN_2, near);
        double e = Math.fma(r, 1.0 / 5040, 1.0 / 720);
        e = Math.fma(e, r, 1.0 / 120);
        e = Math.fma(e, r, 1.0 / 24);
        e = Math.fma(e, r, 1.0 / 6);
        e = Math.fma(e, r, 0.5);
        e = Math.fma(e, r, 1);
        e = Math.fma(e, r, 1);
        return e * Double.longBitsToDouble((long) n + 1023 << 52);
    }
}
