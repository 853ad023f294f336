package io.hearken.acoustic;

/**
 * A {@link Kernel} whose cells are in plain Java: loops over arrays without offsets, which the
 * compiler turns into vectors.
 */
abstract class PlainGates implements Kernel {
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

    @Override
    public void lstm(float[][] z, int from, int count, float[][] c, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            lstm(z[from + b], c[b], h[to + b]);
        }
    }

    private void lstm(float[] z, float[] c, float[] h) {
        reserve(c.length);
        gate(z, 0, 4, c.length, i);
        gate(z, 1, 4, c.length, f);
        gate(z, 2, 4, c.length, g);
        gate(z, 3, 4, c.length, o);
        cell(i.n, i.d, f.n, f.d, g.n, g.d, c);
        tanh(c, c.length, t.n, t.d);
        out(o.n, o.d, t.n, t.d, h);
    }

    @Override
    public void gru(
            float[][] z, int from, int count, float[][] u, float[][] h, int before, int to) {
        for (int b = 0; b < count; b++) {
            gru(z[from + b], u[b], h[before + b], h[to + b]);
        }
    }

    /** Of i the reset gate, of f the update gate, of g the candidate. */
    private void gru(float[] z, float[] u, float[] before, float[] h) {
        int units = h.length;
        reserve(units);
        gather(u, 2, 3, units, o.d);
        gather(z, 2, 3, units, o.n);
        add(u, z);
        gate(z, 0, 3, units, i);
        gate(z, 1, 3, units, f);
        candidate(i.n, i.d, o.d, o.n, units);
        tanh(o.n, units, g.n, g.d);
        mix(f.n, f.d, g.n, g.d, before, h);
    }

    @Override
    public void tanh(float[][] z, int from, int count, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            float[] out = h[to + b];
            reserve(out.length);
            tanh(z[from + b], out.length, t.n, t.d);
            divide(t.n, t.d, out);
        }
    }

    private void reserve(int units) {
        if (i.n.length < units) {
            i = new Quotients(units);
            f = new Quotients(units);
            g = new Quotients(units);
            o = new Quotients(units);
            t = new Quotients(units);
        }
    }

    /** One gate of all units, which lie in runs within z. */
    private static void gate(float[] z, int gate, int gates, int units, Quotients to) {
        gather(z, gate, gates, units, to.n);
        tanh(to.n, units, to.n, to.d);
    }

    private static void gather(float[] z, int gate, int gates, int units, float[] to) {
        for (int j = 0; j < units; j += UNITS) {
            System.arraycopy(z, gates * j + gate * UNITS, to, j, UNITS);
        }
    }

    private static void add(float[] u, float[] z) {
        for (int j = 0; j < z.length; j++) {
            z[j] += u[j];
        }
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

    private static void candidate(float[] rn, float[] rd, float[] u, float[] z, int units) {
        for (int j = 0; j < units; j++) {
            z[j] = Math.fma((rd[j] + rn[j]) / rd[j] * 0.5f, u[j], z[j]);
        }
    }

    private static void mix(
            float[] kn, float[] kd, float[] nn, float[] nd, float[] before, float[] h) {
        for (int j = 0; j < h.length; j++) {
            float fresh = (kd[j] - kn[j]) * nn[j];
            float sum = Math.fma(kd[j] + kn[j], before[j] * nd[j], fresh);
            h[j] = sum / (kd[j] * nd[j]) * 0.5f;
        }
    }

    private static void divide(float[] n, float[] d, float[] h) {
        for (int j = 0; j < h.length; j++) {
            h[j] = n[j] / d[j];
        }
    }
}
