package io.hearken.acoustic;

/**
 * In plain Java, which any machine can run. Loops over arrays without offsets, which the compiler
 * turns into vectors. Wants a processor with fused multiply-adds, or is very slow.
 */
final class PlainKernel implements Kernel {
    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void multiply(
            Panels weights, float[] bias, float[][] x, int from, int count, float[][] z, int to) {
        for (int b = 0; b < count; b++) {
            System.arraycopy(bias, 0, z[to + b], 0, bias.length);
        }
        add(weights, x, from, count, z, to);
    }

    @Override
    public void add(Panels weights, float[][] x, int from, int count, float[][] z, int to) {
        float[][] w = weights.columns();
        for (int b = 0; b < count; b++) {
            int k = 0;
            for (; k + 4 <= w.length; k += 4) {
                four(w[k], w[k + 1], w[k + 2], w[k + 3], x[from + b], k, z[to + b]);
            }
            for (; k < w.length; k++) {
                one(w[k], x[from + b][k], z[to + b]);
            }
        }
    }

    /** Four values of the depth at once: so z is read and written less often. */
    private static void four(
            float[] w0, float[] w1, float[] w2, float[] w3, float[] x, int k, float[] z) {
        float x0 = x[k];
        float x1 = x[k + 1];
        float x2 = x[k + 2];
        float x3 = x[k + 3];
        for (int j = 0; j < z.length; j++) {
            float two = Math.fma(w1[j], x1, Math.fma(w0[j], x0, z[j]));
            z[j] = Math.fma(w3[j], x3, Math.fma(w2[j], x2, two));
        }
    }

    private static void one(float[] w, float x, float[] z) {
        for (int j = 0; j < z.length; j++) {
            z[j] = Math.fma(w[j], x, z[j]);
        }
    }

    @Override
    public void step(float[][] z, int from, int count, float[][] c, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < c[b].length; j++) {
                int unit = j / PackedLayer.UNITS * PackedLayer.WIDTH + j % PackedLayer.UNITS;
                step(z[from + b], unit, c[b], h[to + b], j);
            }
        }
    }

    private static void step(float[] z, int at, float[] c, float[] h, int j) {
        float i = near(z[at]);
        float f = near(z[at + PackedLayer.UNITS]);
        float g = near(z[at + 2 * PackedLayer.UNITS]);
        float o = near(z[at + 3 * PackedLayer.UNITS]);
        float both = q(i) * q(g);
        float added = (q(i) + p(i)) * p(g);
        float cell = Math.fma((q(f) + p(f)) * c[j], both, added * q(f)) / (q(f) * both) * 0.5f;
        c[j] = cell;
        float t = near(cell);
        h[j] = (q(o) + p(o)) * p(t) / (q(o) * q(t)) * 0.5f;
    }

    private static float near(float v) {
        return Math.max(-Activations.FAR, Math.min(Activations.FAR, v));
    }

    /** The numerator of tanh v. */
    private static float p(float v) {
        float s = v * v;
        float p = Math.fma(Activations.P4, s, Activations.P3);
        p = Math.fma(p, s, Activations.P2);
        p = Math.fma(p, s, Activations.P1);
        return Math.fma(p, s, 1f) * v;
    }

    /** The denominator of tanh v. */
    private static float q(float v) {
        float s = v * v;
        float q = Math.fma(Activations.Q4, s, Activations.Q3);
        q = Math.fma(q, s, Activations.Q2);
        q = Math.fma(q, s, Activations.Q1);
        return Math.fma(q, s, 1f);
    }
}
