package io.hearken.acoustic;

/**
 * {@link Activations#logSoftmax} of many columns, to the same bits: all exponentials at once, for
 * {@link Kernel#exp} to compute several together.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
final class Softmax {
    private final int symbols;
    private final double[] terms;
    private final float[] max;

    /** Of up to so many columns of so many symbols. */
    Softmax(int columns, int symbols) {
        this.symbols = symbols;
        this.terms = new double[columns * symbols];
        this.max = new float[columns];
    }

    /** x ← x - log Σ exp x over the first symbols of {@code count} columns. */
    void log(float[][] x, int count, Kernel kernel) {
        for (int b = 0; b < count; b++) {
            max[b] = max(x[b]);
            for (int v = 0; v < symbols; v++) {
                terms[b * symbols + v] = (double) x[b][v] - max[b];
            }
        }
        kernel.exp(terms, count * symbols);
        for (int b = 0; b < count; b++) {
            double sum = 0;
            for (int v = 0; v < symbols; v++) {
                sum += terms[b * symbols + v];
            }
            double log = max[b] + Math.log(sum);
            for (int v = 0; v < symbols; v++) {
                x[b][v] = (float) (x[b][v] - log);
            }
        }
    }

    private float max(float[] x) {
        float max = Float.NEGATIVE_INFINITY;
        for (int v = 0; v < symbols; v++) {
            max = x[v] > max ? x[v] : max;
        }
        return max;
    }
}
