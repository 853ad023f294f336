package io.hearken.acoustic;

/**
 * The arithmetic of a {@link Network}. All kernels give the same bits, for any number of columns:
 * what is not a sum is done value by value, and a sum over the depth is cut into blocks of {@value
 * #BLOCK} values. Each block is one chain of fused multiply-adds from 0, in the order of the depth,
 * and the blocks are added one after another to what z begins with:
 *
 * <pre>
 *   z ← ((z + B₀) + B₁) + …        Bᵢ = fma(w, x, … fma(w, x, fma(w, x, 0)))
 * </pre>
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
interface Kernel {
    /**
     * Values of a row in one chain. More would push the weights out of the nearest cache, and a
     * product of a panel out of reach of OpenBLAS's kernels for small matrices.
     */
    int BLOCK = 128;

    /** For people to read: what computes, such as {@code Vector API, 16 lanes}. */
    String name();

    /**
     * z ← b + W·x, for {@code count} columns, at most {@link Tile#COLUMNS}.
     *
     * @param weights W
     * @param bias b, with rows that fill the last panel
     * @param x columns, of at least as many values as W is deep
     * @param from the first column of x
     * @param z columns, of as many values as W has rows
     * @param to the first column of z
     */
    default void multiply(
            Panels weights, float[] bias, float[][] x, int from, int count, float[][] z, int to) {
        for (int b = 0; b < count; b++) {
            System.arraycopy(bias, 0, z[to + b], 0, bias.length);
        }
        add(weights, x, from, count, z, to);
    }

    /** z ← z + W·x, for {@code count} columns, at most {@link Tile#COLUMNS}. */
    void add(Panels weights, float[][] x, int from, int count, float[][] z, int to);

    /**
     * c and h of one step of an LSTM, for {@code count} columns: with ⊙ for products element by
     * element,
     *
     * <pre>
     *   i, f, g, o    parts of z through σ, σ, tanh, σ
     *   c ← f⊙c + i⊙g        h ← o⊙tanh(c)
     * </pre>
     *
     * <p>tanh v is {@link Activations}' v·P(v²)/Q(v²), and σ(v) = ½ + ½ tanh(v/2). With n and d for
     * numerators and denominators there is one quotient for c and one for h:
     *
     * <pre>
     *   c ← ½ ((f.d + f.n)·c·(i.d·g.d) + (i.d + i.n)·g.n·f.d) / (f.d·(i.d·g.d))
     *   h ← ½ ((o.d + o.n)·c.n) / (o.d·c.d)
     * </pre>
     *
     * @param z runs of {@link PackedLayer#UNITS} values of i, f, g and o by turns; those of i, f
     *     and o halved already; used up
     * @param from the first column of z
     * @param to the first column of h; those of c begin at 0
     */
    void lstm(float[][] z, int from, int count, float[][] c, float[][] h, int to);

    /**
     * h of one step of a GRU, for {@code count} columns: with the parts of z and u by their gates'
     * names,
     *
     * <pre>
     *   r, k          z.r + u.r and z.z + u.z through σ
     *   n             tanh(z.n + r⊙u.n)
     *   h ← (1 - k)⊙n + k⊙h
     * </pre>
     *
     * <p>With n and d for numerators and denominators, as in {@link #lstm}:
     *
     * <pre>
     *   r = ½ (r.d + r.n) / r.d
     *   h ← ½ ((k.d + k.n)·(h·n.d) + (k.d - k.n)·n.n) / (k.d·n.d)
     * </pre>
     *
     * @param z runs of {@link PackedLayer#UNITS} values of r, z and n by turns, of what comes in;
     *     those of r and z halved already; used up
     * @param from the first column of z; those of u begin at 0
     * @param u the same of what is remembered
     * @param before the first column of h before the step
     * @param to the first column of h after it
     */
    void gru(float[][] z, int from, int count, float[][] u, float[][] h, int before, int to);

    /** h ← tanh z, for {@code count} columns. */
    void tanh(float[][] z, int from, int count, float[][] h, int to);

    /** h ← max(0, z), for {@code count} columns. */
    default void relu(float[][] z, int from, int count, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            float[] in = z[from + b];
            float[] out = h[to + b];
            for (int j = 0; j < out.length; j++) {
                out[j] = Math.max(0f, in[j]);
            }
        }
    }

    /** x ← {@link Activations#exp}, for the first {@code count} values. */
    default void exp(double[] x, int count) {
        for (int j = 0; j < count; j++) {
            x[j] = Activations.exp(x[j]);
        }
    }
}
