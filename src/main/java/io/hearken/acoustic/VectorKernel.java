package io.hearken.acoustic;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * By Java's Vector API. Compiled apart and loaded by name, for its module is there only if Java was
 * started with {@code --add-modules jdk.incubator.vector}.
 *
 * <p>Sums stay in registers: four of rows times four columns where there are 32 registers, two
 * times four where there are 16. They are local variables each, as the compiler keeps no arrays of
 * vectors in registers, and helpers are few, as it gives up inlining in methods much longer.
 */
final class VectorKernel implements Kernel {
    private static final VectorSpecies<Float> LANES = lanes();
    private static final int L = LANES.length();

    /** x86 has 32 registers only with AVX-512, and then they hold 16 floats. */
    private static final boolean MANY_REGISTERS = L != 8;

    private static final int UNITS = PackedLayer.UNITS;
    private static final int WIDTH = PackedLayer.WIDTH;

    private static VectorSpecies<Float> lanes() {
        VectorSpecies<Float> widest = FloatVector.SPECIES_PREFERRED;
        return widest.length() > PackedLayer.UNITS ? FloatVector.SPECIES_512 : widest;
    }

    @Override
    public String name() {
        return "Vector API, " + L + " lanes";
    }

    @Override
    public void multiply(
            Panels weights, float[] bias, float[][] x, int from, int count, float[][] z, int to) {
        sum(weights, bias, x, from, count, z, to);
    }

    @Override
    public void add(Panels weights, float[][] x, int from, int count, float[][] z, int to) {
        sum(weights, null, x, from, count, z, to);
    }

    private static void sum(
            Panels weights, float[] bias, float[][] x, int from, int count, float[][] z, int to) {
        for (int p = 0; p < weights.count(); p++) {
            for (int k = 0; k < weights.depth(); k += BLOCK) {
                float[] start = k == 0 ? bias : null;
                for (int b = 0; b < count; b += 4) {
                    panel(weights, p, k, start, x, from + b, Math.min(4, count - b), z, to + b);
                }
            }
        }
    }

    /**
     * Up to four columns. Where there are fewer, the last stands in for those that lack: their sums
     * are the same, and written to the same place. So all that is added to is read before any is
     * written.
     */
    private static void panel(
            Panels panels,
            int panel,
            int k,
            float[] bias,
            float[][] x,
            int from,
            int count,
            float[][] z,
            int to) {
        int last = count - 1;
        float[] x0 = x[from];
        float[] x1 = x[from + Math.min(1, last)];
        float[] x2 = x[from + Math.min(2, last)];
        float[] x3 = x[from + last];
        float[] z0 = z[to];
        float[] z1 = z[to + Math.min(1, last)];
        float[] z2 = z[to + Math.min(2, last)];
        float[] z3 = z[to + last];
        float[] s0 = bias == null ? z0 : bias;
        float[] s1 = bias == null ? z1 : bias;
        float[] s2 = bias == null ? z2 : bias;
        float[] s3 = bias == null ? z3 : bias;
        int width = panels.width();
        int row = panel * width;
        float[] w = panels.values();
        int at = row * panels.depth();
        int end = Math.min(k + BLOCK, panels.depth());
        if (width < WIDTH) {
            for (int r = 0; r < width; r += L) {
                one(w, at + r, k, end, x0, x1, x2, x3, s0, s1, s2, s3, row + r, z0, z1, z2, z3);
            }
        } else if (count == 1) {
            for (int r = 0; r < WIDTH; r += 4 * L) {
                column(w, at + r, k, end, x0, s0, row + r, z0);
            }
        } else if (MANY_REGISTERS) {
            for (int r = 0; r < WIDTH; r += 4 * L) {
                four(w, at + r, k, end, x0, x1, x2, x3, s0, s1, s2, s3, row + r, z0, z1, z2, z3);
            }
        } else {
            for (int r = 0; r < WIDTH; r += 2 * L) {
                two(w, at + r, k, end, x0, x1, x2, x3, s0, s1, s2, s3, row + r, z0, z1, z2, z3);
            }
        }
    }

    /** Four registers of rows times four columns. */
    private static void four(
            float[] weights,
            int w,
            int from,
            int to,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3,
            int row,
            float[] z0,
            float[] z1,
            float[] z2,
            float[] z3) {
        FloatVector a0 = FloatVector.zero(LANES);
        FloatVector b0 = FloatVector.zero(LANES);
        FloatVector c0 = FloatVector.zero(LANES);
        FloatVector d0 = FloatVector.zero(LANES);
        FloatVector a1 = FloatVector.zero(LANES);
        FloatVector b1 = FloatVector.zero(LANES);
        FloatVector c1 = FloatVector.zero(LANES);
        FloatVector d1 = FloatVector.zero(LANES);
        FloatVector a2 = FloatVector.zero(LANES);
        FloatVector b2 = FloatVector.zero(LANES);
        FloatVector c2 = FloatVector.zero(LANES);
        FloatVector d2 = FloatVector.zero(LANES);
        FloatVector a3 = FloatVector.zero(LANES);
        FloatVector b3 = FloatVector.zero(LANES);
        FloatVector c3 = FloatVector.zero(LANES);
        FloatVector d3 = FloatVector.zero(LANES);
        for (int k = from; k < to; k++) {
            int at = w + k * WIDTH;
            FloatVector wa = FloatVector.fromArray(LANES, weights, at);
            FloatVector wb = FloatVector.fromArray(LANES, weights, at + L);
            FloatVector wc = FloatVector.fromArray(LANES, weights, at + 2 * L);
            FloatVector wd = FloatVector.fromArray(LANES, weights, at + 3 * L);
            FloatVector v0 = FloatVector.broadcast(LANES, x0[k]);
            a0 = wa.fma(v0, a0);
            b0 = wb.fma(v0, b0);
            c0 = wc.fma(v0, c0);
            d0 = wd.fma(v0, d0);
            FloatVector v1 = FloatVector.broadcast(LANES, x1[k]);
            a1 = wa.fma(v1, a1);
            b1 = wb.fma(v1, b1);
            c1 = wc.fma(v1, c1);
            d1 = wd.fma(v1, d1);
            FloatVector v2 = FloatVector.broadcast(LANES, x2[k]);
            a2 = wa.fma(v2, a2);
            b2 = wb.fma(v2, b2);
            c2 = wc.fma(v2, c2);
            d2 = wd.fma(v2, d2);
            FloatVector v3 = FloatVector.broadcast(LANES, x3[k]);
            a3 = wa.fma(v3, a3);
            b3 = wb.fma(v3, b3);
            c3 = wc.fma(v3, c3);
            d3 = wd.fma(v3, d3);
        }
        a0 = a0.add(FloatVector.fromArray(LANES, s0, row));
        b0 = b0.add(FloatVector.fromArray(LANES, s0, row + L));
        c0 = c0.add(FloatVector.fromArray(LANES, s0, row + 2 * L));
        d0 = d0.add(FloatVector.fromArray(LANES, s0, row + 3 * L));
        a1 = a1.add(FloatVector.fromArray(LANES, s1, row));
        b1 = b1.add(FloatVector.fromArray(LANES, s1, row + L));
        c1 = c1.add(FloatVector.fromArray(LANES, s1, row + 2 * L));
        d1 = d1.add(FloatVector.fromArray(LANES, s1, row + 3 * L));
        a2 = a2.add(FloatVector.fromArray(LANES, s2, row));
        b2 = b2.add(FloatVector.fromArray(LANES, s2, row + L));
        c2 = c2.add(FloatVector.fromArray(LANES, s2, row + 2 * L));
        d2 = d2.add(FloatVector.fromArray(LANES, s2, row + 3 * L));
        a3 = a3.add(FloatVector.fromArray(LANES, s3, row));
        b3 = b3.add(FloatVector.fromArray(LANES, s3, row + L));
        c3 = c3.add(FloatVector.fromArray(LANES, s3, row + 2 * L));
        d3 = d3.add(FloatVector.fromArray(LANES, s3, row + 3 * L));
        a0.intoArray(z0, row);
        b0.intoArray(z0, row + L);
        c0.intoArray(z0, row + 2 * L);
        d0.intoArray(z0, row + 3 * L);
        a1.intoArray(z1, row);
        b1.intoArray(z1, row + L);
        c1.intoArray(z1, row + 2 * L);
        d1.intoArray(z1, row + 3 * L);
        a2.intoArray(z2, row);
        b2.intoArray(z2, row + L);
        c2.intoArray(z2, row + 2 * L);
        d2.intoArray(z2, row + 3 * L);
        a3.intoArray(z3, row);
        b3.intoArray(z3, row + L);
        c3.intoArray(z3, row + 2 * L);
        d3.intoArray(z3, row + 3 * L);
    }

    /** Two registers of rows times four columns. */
    private static void two(
            float[] weights,
            int w,
            int from,
            int to,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3,
            int row,
            float[] z0,
            float[] z1,
            float[] z2,
            float[] z3) {
        FloatVector a0 = FloatVector.zero(LANES);
        FloatVector b0 = FloatVector.zero(LANES);
        FloatVector a1 = FloatVector.zero(LANES);
        FloatVector b1 = FloatVector.zero(LANES);
        FloatVector a2 = FloatVector.zero(LANES);
        FloatVector b2 = FloatVector.zero(LANES);
        FloatVector a3 = FloatVector.zero(LANES);
        FloatVector b3 = FloatVector.zero(LANES);
        for (int k = from; k < to; k++) {
            int at = w + k * WIDTH;
            FloatVector wa = FloatVector.fromArray(LANES, weights, at);
            FloatVector wb = FloatVector.fromArray(LANES, weights, at + L);
            FloatVector v0 = FloatVector.broadcast(LANES, x0[k]);
            a0 = wa.fma(v0, a0);
            b0 = wb.fma(v0, b0);
            FloatVector v1 = FloatVector.broadcast(LANES, x1[k]);
            a1 = wa.fma(v1, a1);
            b1 = wb.fma(v1, b1);
            FloatVector v2 = FloatVector.broadcast(LANES, x2[k]);
            a2 = wa.fma(v2, a2);
            b2 = wb.fma(v2, b2);
            FloatVector v3 = FloatVector.broadcast(LANES, x3[k]);
            a3 = wa.fma(v3, a3);
            b3 = wb.fma(v3, b3);
        }
        a0 = a0.add(FloatVector.fromArray(LANES, s0, row));
        b0 = b0.add(FloatVector.fromArray(LANES, s0, row + L));
        a1 = a1.add(FloatVector.fromArray(LANES, s1, row));
        b1 = b1.add(FloatVector.fromArray(LANES, s1, row + L));
        a2 = a2.add(FloatVector.fromArray(LANES, s2, row));
        b2 = b2.add(FloatVector.fromArray(LANES, s2, row + L));
        a3 = a3.add(FloatVector.fromArray(LANES, s3, row));
        b3 = b3.add(FloatVector.fromArray(LANES, s3, row + L));
        a0.intoArray(z0, row);
        b0.intoArray(z0, row + L);
        a1.intoArray(z1, row);
        b1.intoArray(z1, row + L);
        a2.intoArray(z2, row);
        b2.intoArray(z2, row + L);
        a3.intoArray(z3, row);
        b3.intoArray(z3, row + L);
    }

    /** One register of rows times four columns. */
    private static void one(
            float[] weights,
            int w,
            int from,
            int to,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float[] s0,
            float[] s1,
            float[] s2,
            float[] s3,
            int row,
            float[] z0,
            float[] z1,
            float[] z2,
            float[] z3) {
        FloatVector a0 = FloatVector.zero(LANES);
        FloatVector a1 = FloatVector.zero(LANES);
        FloatVector a2 = FloatVector.zero(LANES);
        FloatVector a3 = FloatVector.zero(LANES);
        for (int k = from; k < to; k++) {
            int at = w + k * UNITS;
            FloatVector wa = FloatVector.fromArray(LANES, weights, at);
            FloatVector v0 = FloatVector.broadcast(LANES, x0[k]);
            a0 = wa.fma(v0, a0);
            FloatVector v1 = FloatVector.broadcast(LANES, x1[k]);
            a1 = wa.fma(v1, a1);
            FloatVector v2 = FloatVector.broadcast(LANES, x2[k]);
            a2 = wa.fma(v2, a2);
            FloatVector v3 = FloatVector.broadcast(LANES, x3[k]);
            a3 = wa.fma(v3, a3);
        }
        a0 = a0.add(FloatVector.fromArray(LANES, s0, row));
        a1 = a1.add(FloatVector.fromArray(LANES, s1, row));
        a2 = a2.add(FloatVector.fromArray(LANES, s2, row));
        a3 = a3.add(FloatVector.fromArray(LANES, s3, row));
        a0.intoArray(z0, row);
        a1.intoArray(z1, row);
        a2.intoArray(z2, row);
        a3.intoArray(z3, row);
    }

    /** Four registers of rows times one column. */
    private static void column(
            float[] weights, int w, int from, int to, float[] x0, float[] s0, int row, float[] z0) {
        FloatVector a0 = FloatVector.zero(LANES);
        FloatVector b0 = FloatVector.zero(LANES);
        FloatVector c0 = FloatVector.zero(LANES);
        FloatVector d0 = FloatVector.zero(LANES);
        for (int k = from; k < to; k++) {
            int at = w + k * WIDTH;
            FloatVector wa = FloatVector.fromArray(LANES, weights, at);
            FloatVector wb = FloatVector.fromArray(LANES, weights, at + L);
            FloatVector wc = FloatVector.fromArray(LANES, weights, at + 2 * L);
            FloatVector wd = FloatVector.fromArray(LANES, weights, at + 3 * L);
            FloatVector v0 = FloatVector.broadcast(LANES, x0[k]);
            a0 = wa.fma(v0, a0);
            b0 = wb.fma(v0, b0);
            c0 = wc.fma(v0, c0);
            d0 = wd.fma(v0, d0);
        }
        a0 = a0.add(FloatVector.fromArray(LANES, s0, row));
        b0 = b0.add(FloatVector.fromArray(LANES, s0, row + L));
        c0 = c0.add(FloatVector.fromArray(LANES, s0, row + 2 * L));
        d0 = d0.add(FloatVector.fromArray(LANES, s0, row + 3 * L));
        a0.intoArray(z0, row);
        b0.intoArray(z0, row + L);
        c0.intoArray(z0, row + 2 * L);
        d0.intoArray(z0, row + 3 * L);
    }

    @Override
    public void step(float[][] z, int from, int count, float[][] c, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            cell(z[from + b], c[b]);
            out(z[from + b], c[b], h[to + b]);
        }
    }

    private static void cell(float[] z, float[] c) {
        FloatVector far = FloatVector.broadcast(LANES, Activations.FAR);
        FloatVector p1 = FloatVector.broadcast(LANES, Activations.P1);
        FloatVector p2 = FloatVector.broadcast(LANES, Activations.P2);
        FloatVector p3 = FloatVector.broadcast(LANES, Activations.P3);
        FloatVector p4 = FloatVector.broadcast(LANES, Activations.P4);
        FloatVector q1 = FloatVector.broadcast(LANES, Activations.Q1);
        FloatVector q2 = FloatVector.broadcast(LANES, Activations.Q2);
        FloatVector q3 = FloatVector.broadcast(LANES, Activations.Q3);
        FloatVector q4 = FloatVector.broadcast(LANES, Activations.Q4);
        FloatVector low = far.neg();
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        FloatVector half = FloatVector.broadcast(LANES, 0.5f);
        for (int j = 0; j < c.length; j += L) {
            int at = unit(j);
            FloatVector i = FloatVector.fromArray(LANES, z, at);
            i = i.blend(far, i.compare(VectorOperators.GT, far));
            i = i.blend(low, i.compare(VectorOperators.LT, low));
            FloatVector is = i.mul(i);
            FloatVector in = p4.fma(is, p3).fma(is, p2).fma(is, p1).fma(is, one).mul(i);
            FloatVector id = q4.fma(is, q3).fma(is, q2).fma(is, q1).fma(is, one);
            FloatVector g = FloatVector.fromArray(LANES, z, at + 2 * UNITS);
            g = g.blend(far, g.compare(VectorOperators.GT, far));
            g = g.blend(low, g.compare(VectorOperators.LT, low));
            FloatVector gs = g.mul(g);
            FloatVector gn = p4.fma(gs, p3).fma(gs, p2).fma(gs, p1).fma(gs, one).mul(g);
            FloatVector gd = q4.fma(gs, q3).fma(gs, q2).fma(gs, q1).fma(gs, one);
            FloatVector both = id.mul(gd);
            FloatVector added = id.add(in).mul(gn);
            FloatVector f = FloatVector.fromArray(LANES, z, at + UNITS);
            f = f.blend(far, f.compare(VectorOperators.GT, far));
            f = f.blend(low, f.compare(VectorOperators.LT, low));
            FloatVector fs = f.mul(f);
            FloatVector fn = p4.fma(fs, p3).fma(fs, p2).fma(fs, p1).fma(fs, one).mul(f);
            FloatVector fd = q4.fma(fs, q3).fma(fs, q2).fma(fs, q1).fma(fs, one);
            fd.add(fn)
                    .mul(FloatVector.fromArray(LANES, c, j))
                    .fma(both, added.mul(fd))
                    .div(fd.mul(both))
                    .mul(half)
                    .intoArray(c, j);
        }
    }

    private static void out(float[] z, float[] c, float[] h) {
        FloatVector far = FloatVector.broadcast(LANES, Activations.FAR);
        FloatVector p1 = FloatVector.broadcast(LANES, Activations.P1);
        FloatVector p2 = FloatVector.broadcast(LANES, Activations.P2);
        FloatVector p3 = FloatVector.broadcast(LANES, Activations.P3);
        FloatVector p4 = FloatVector.broadcast(LANES, Activations.P4);
        FloatVector q1 = FloatVector.broadcast(LANES, Activations.Q1);
        FloatVector q2 = FloatVector.broadcast(LANES, Activations.Q2);
        FloatVector q3 = FloatVector.broadcast(LANES, Activations.Q3);
        FloatVector q4 = FloatVector.broadcast(LANES, Activations.Q4);
        FloatVector low = far.neg();
        FloatVector one = FloatVector.broadcast(LANES, 1f);
        FloatVector half = FloatVector.broadcast(LANES, 0.5f);
        for (int j = 0; j < c.length; j += L) {
            int at = unit(j);
            FloatVector o = FloatVector.fromArray(LANES, z, at + 3 * UNITS);
            o = o.blend(far, o.compare(VectorOperators.GT, far));
            o = o.blend(low, o.compare(VectorOperators.LT, low));
            FloatVector os = o.mul(o);
            FloatVector on = p4.fma(os, p3).fma(os, p2).fma(os, p1).fma(os, one).mul(o);
            FloatVector od = q4.fma(os, q3).fma(os, q2).fma(os, q1).fma(os, one);
            FloatVector t = FloatVector.fromArray(LANES, c, j);
            t = t.blend(far, t.compare(VectorOperators.GT, far));
            t = t.blend(low, t.compare(VectorOperators.LT, low));
            FloatVector ts = t.mul(t);
            FloatVector tn = p4.fma(ts, p3).fma(ts, p2).fma(ts, p1).fma(ts, one).mul(t);
            FloatVector td = q4.fma(ts, q3).fma(ts, q2).fma(ts, q1).fma(ts, one);
            od.add(on).mul(tn).div(od.mul(td)).mul(half).intoArray(h, j);
        }
    }

    /** Where z holds the gate i of unit j. */
    private static int unit(int j) {
        return j / UNITS * WIDTH + j % UNITS;
    }
}
