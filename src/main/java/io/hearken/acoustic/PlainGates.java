package io.hearken.acoustic;

/**
 * {@link Kernel#step} in plain Java: loops over arrays without offsets, which the compiler turns
 * into vectors.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
final class PlainGates {
    private static final int UNITS = PackedLayer.UNITS;

    private Quotients i = new Quotients(0);
    private Quotients f = i;
    private Quotients g = i;
    private Quotients o = i;
    private Quotients t = i;

    /** tanh of a run of values: numerators and denominators. */
    private record Quotients(float[] n, float[] d) {
        Quotients(int count) {
            this(new float[count], new float[count]);
        }
    }

    void step(float[][] z, int from, int count, float[][] c, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            step(z[from + b], c[b], h[to + b]);
        }
    }

    private void step(float[] z, float[] c, float[] h) {
        if (i.n.length < c.length) {
            i = new Quotients(c.length);
            f = new Quotients(c.length);
            g = new Quotients(c.length);
            o = new Quotients(c.length);
            t = new Quotients(c.length);
        }
        gate(z, 0, c.length, i);
        gate(z, UNITS, c.length, f);
        gate(z, 2 * UNITS, c.length, g);
        gate(z, 3 * UNITS, c.length, o);
        cell(i.n, i.d, f.n, f.d, g.n, g.d, c);
        tanh(c, c.length, t.n, t.d);
        out(o.n, o.d, t.n, t.d, h);
    }

    /** One gate of all units, which lie in runs within z. */
    private static void gate(float[] z, int at, int units, Quotients gate) {
        for (int j = 0; j < units; j += UNITS) {
            System.arraycopy(z, 4 * j + at, gate.n, j, UNITS);
        }
        tanh(gate.n, units, gate.n, gate.d);
    }

    /** The compiler would not vectorize the two loops as one. */
    private static void tanh(float[] v, int count, float[] n, float[] d) {
        for (int j = 0; j < count; j++) {
            n[j] = Math.max(-Activations.FAR, Math.min(Activations.FAR, v[j]));
        }
        for (int j = 0; j < count; j++) {
            float x = n[j];
            float s = x * x;
            float p = Math.fma(Activations.P4, s, Activations.P3);
            p = Math.fma(p, s, Activations.P2);
            p = Math.fma(p, s, Activations.P1);
            n[j] = Math.fma(p, s, 1f) * x;
            float q = Math.fma(Activations.Q4, s, Activations.Q3);
            q = Math.fma(q, s, Activations.Q2);
            q = Math.fma(q, s, Activations.Q1);
            d[j] = Math.fma(q, s, 1f);
        }
    }

    private static void cell(
            float[] in, float[] id, float[] fn, float[] fd, float[] gn, float[] gd, float[] c) {
        for (int j = 0; j < c.length; j++) {
            float both = id[j] * gd[j];
            float added = (id[j] + in[j]) * gn[j];
            float sum = Math.fma((fd[j] + fn[j]) * c[j], both, added * fd[j]);
            c[j] = sum / (fd[j] * both) * 0.5f;
        }
    }

    private static void out(float[] on, float[] od, float[] tn, float[] td, float[] h) {
        for (int j = 0; j < h.length; j++) {
            h[j] = (od[j] + on[j]) * tn[j] / (od[j] * td[j]) * 0.5f;
        }
    }
}
