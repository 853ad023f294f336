package io.hearken.acoustic;

import jdk.incubator.vector.DoubleVector;
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

    private static final VectorSpecies<Double> DOUBLES =
            VectorSpecies.of(double.class, LANES.vectorShape());

    /** So large that what is added to it is rounded to a whole number, to its lowest bits. */
    private static final double SHIFT = 0x1.8p52;

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
                if (weights.width() < WIDTH) {
                    narrow(weights, p, k, start, x, from, count, z, to);
                    continue;
                }
                for (int b = 0; b < count; b += 4) {
                    panel(weights, p, k, start, x, from + b, Math.min(4, count - b), z, to + b);
                }
            }
        }
    }

    /** All columns, of a panel of few rows. */
    private static void narrow(
            Panels panels,
            int panel,
            int k,
            float[] bias,
            float[][] x,
            int from,
            int count,
            float[][] z,
            int to) {
        int width = panels.width();
        int at = panel * width * panels.depth();
        int end = Math.min(k + BLOCK, panels.depth());
        for (int b = 0; b < count; b += 8) {
            int kept = Math.min(8, count - b);
            for (int r = 0; r < width; r += L) {
                int row = panel * width + r;
                one(panels.values(), at + r, k, end, x, from + b, kept, bias, z, to + b, row);
            }
        }
    }

    /** Up to four columns. Where there are fewer, the last stands in for those that lack. */
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
        int last = from + count - 1;
        float[] x0 = x[from];
        float[] x1 = x[Math.min(from + 1, last)];
        float[] x2 = x[Math.min(from + 2, last)];
        float[] x3 = x[last];
        int row = panel * WIDTH;
        float[] w = panels.values();
        int at = row * panels.depth();
        int end = Math.min(k + BLOCK, panels.depth());
        if (count == 1) {
            for (int r = 0; r < WIDTH; r += 4 * L) {
                column(w, at + r, k, end, x0, bias, z, to, row + r);
            }
        } else if (MANY_REGISTERS) {
            for (int r = 0; r < WIDTH; r += 4 * L) {
                four(w, at + r, k, end, x0, x1, x2, x3, bias, z, to, count, row + r);
            }
        } else {
            for (int r = 0; r < WIDTH; r += 2 * L) {
                two(w, at + r, k, end, x0, x1, x2, x3, bias, z, to, count, row + r);
            }
        }
    }

    /** Four registers of rows times four columns, of which {@code count} are kept. */
    private static void four(
            float[] weights,
            int w,
            int from,
            int to,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float[] bias,
            float[][] z,
            int column,
            int count,
            int row) {
        FloatVector zero = FloatVector.zero(LANES);
        FloatVector a0 = zero;
        FloatVector b0 = zero;
        FloatVector c0 = zero;
        FloatVector d0 = zero;
        FloatVector a1 = zero;
        FloatVector b1 = zero;
        FloatVector c1 = zero;
        FloatVector d1 = zero;
        FloatVector a2 = zero;
        FloatVector b2 = zero;
        FloatVector c2 = zero;
        FloatVector d2 = zero;
        FloatVector a3 = zero;
        FloatVector b3 = zero;
        FloatVector c3 = zero;
        FloatVector d3 = zero;
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
        for (int c = 0; c < count; c++) {
            float[] sum = z[column + c];
            float[] start = bias == null ? sum : bias;
            FloatVector.fromArray(LANES, start, row).add(a0).intoArray(sum, row);
            FloatVector.fromArray(LANES, start, row + L).add(b0).intoArray(sum, row + L);
            FloatVector.fromArray(LANES, start, row + 2 * L).add(c0).intoArray(sum, row + 2 * L);
            FloatVector.fromArray(LANES, start, row + 3 * L).add(d0).intoArray(sum, row + 3 * L);
            a0 = a1;
            b0 = b1;
            c0 = c1;
            d0 = d1;
            a1 = a2;
            b1 = b2;
            c1 = c2;
            d1 = d2;
            a2 = a3;
            b2 = b3;
            c2 = c3;
            d2 = d3;
        }
    }

    /** Two registers of rows times four columns, of which {@code count} are kept. */
    private static void two(
            float[] weights,
            int w,
            int from,
            int to,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] x3,
            float[] bias,
            float[][] z,
            int column,
            int count,
            int row) {
        FloatVector zero = FloatVector.zero(LANES);
        FloatVector a0 = zero;
        FloatVector b0 = zero;
        FloatVector a1 = zero;
        FloatVector b1 = zero;
        FloatVector a2 = zero;
        FloatVector b2 = zero;
        FloatVector a3 = zero;
        FloatVector b3 = zero;
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
        for (int c = 0; c < count; c++) {
            float[] sum = z[column + c];
            float[] start = bias == null ? sum : bias;
            FloatVector.fromArray(LANES, start, row).add(a0).intoArray(sum, row);
            FloatVector.fromArray(LANES, start, row + L).add(b0).intoArray(sum, row + L);
            a0 = a1;
            b0 = b1;
            a1 = a2;
            b1 = b2;
            a2 = a3;
            b2 = b3;
        }
    }

    /**
     * One register of rows times eight columns, so that as many sums grow at once; the first {@code
     * count} are kept, and where there are fewer, the last stands in.
     */
    private static void one(
            float[] weights,
            int w,
            int from,
            int to,
            float[][] x,
            int first,
            int count,
            float[] bias,
            float[][] z,
            int column,
            int row) {
        int last = first + count - 1;
        float[] x0 = x[first];
        float[] x1 = x[Math.min(first + 1, last)];
        float[] x2 = x[Math.min(first + 2, last)];
        float[] x3 = x[Math.min(first + 3, last)];
        float[] x4 = x[Math.min(first + 4, last)];
        float[] x5 = x[Math.min(first + 5, last)];
        float[] x6 = x[Math.min(first + 6, last)];
        float[] x7 = x[Math.min(first + 7, last)];
        FloatVector a0 = FloatVector.zero(LANES);
        FloatVector a1 = FloatVector.zero(LANES);
        FloatVector a2 = FloatVector.zero(LANES);
        FloatVector a3 = FloatVector.zero(LANES);
        FloatVector a4 = FloatVector.zero(LANES);
        FloatVector a5 = FloatVector.zero(LANES);
        FloatVector a6 = FloatVector.zero(LANES);
        FloatVector a7 = FloatVector.zero(LANES);
        for (int k = from; k < to; k++) {
            FloatVector wa = FloatVector.fromArray(LANES, weights, w + k * UNITS);
            a0 = wa.fma(FloatVector.broadcast(LANES, x0[k]), a0);
            a1 = wa.fma(FloatVector.broadcast(LANES, x1[k]), a1);
            a2 = wa.fma(FloatVector.broadcast(LANES, x2[k]), a2);
            a3 = wa.fma(FloatVector.broadcast(LANES, x3[k]), a3);
            a4 = wa.fma(FloatVector.broadcast(LANES, x4[k]), a4);
            a5 = wa.fma(FloatVector.broadcast(LANES, x5[k]), a5);
            a6 = wa.fma(FloatVector.broadcast(LANES, x6[k]), a6);
            a7 = wa.fma(FloatVector.broadcast(LANES, x7[k]), a7);
        }
        for (int c = 0; c < count; c++) {
            float[] sum = z[column + c];
            float[] start = bias == null ? sum : bias;
            FloatVector.fromArray(LANES, start, row).add(a0).intoArray(sum, row);
            a0 = a1;
            a1 = a2;
            a2 = a3;
            a3 = a4;
            a4 = a5;
            a5 = a6;
            a6 = a7;
        }
    }

    /** Four registers of rows times one column. */
    private static void column(
            float[] weights,
            int w,
            int from,
            int to,
            float[] x0,
            float[] bias,
            float[][] z,
            int column,
            int row) {
        FloatVector zero = FloatVector.zero(LANES);
        FloatVector a0 = zero;
        FloatVector b0 = zero;
        FloatVector c0 = zero;
        FloatVector d0 = zero;
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
        float[] sum = z[column];
        float[] start = bias == null ? sum : bias;
        FloatVector.fromArray(LANES, start, row).add(a0).intoArray(sum, row);
        FloatVector.fromArray(LANES, start, row + L).add(b0).intoArray(sum, row + L);
        FloatVector.fromArray(LANES, start, row + 2 * L).add(c0).intoArray(sum, row + 2 * L);
        FloatVector.fromArray(LANES, start, row + 3 * L).add(d0).intoArray(sum, row + 3 * L);
    }

    @Override
    public void lstm(float[][] z, int from, int count, float[][] c, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            candidate(z[from + b], c[b].length);
            cell(z[from + b], c[b]);
            out(z[from + b], c[b], h[to + b]);
        }
    }

    /**
     * Of i and g the denominator, and the numerator of twice their product; both in their place.
     */
    private static void candidate(float[] z, int units) {
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
        for (int j = 0; j < units; j += L) {
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
            id.mul(gd).intoArray(z, at);
            id.add(in).mul(gn).intoArray(z, at + 2 * UNITS);
        }
    }

    /** What is kept and what is new, over one denominator: a division costs more than a product. */
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
            FloatVector f = FloatVector.fromArray(LANES, z, at + UNITS);
            f = f.blend(far, f.compare(VectorOperators.GT, far));
            f = f.blend(low, f.compare(VectorOperators.LT, low));
            FloatVector fs = f.mul(f);
            FloatVector fn = p4.fma(fs, p3).fma(fs, p2).fma(fs, p1).fma(fs, one).mul(f);
            FloatVector fd = q4.fma(fs, q3).fma(fs, q2).fma(fs, q1).fma(fs, one);
            FloatVector both = FloatVector.fromArray(LANES, z, at);
            FloatVector added = FloatVector.fromArray(LANES, z, at + 2 * UNITS);
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

    @Override
    public void gru(
            float[][] z, int from, int count, float[][] u, float[][] h, int before, int to) {
        for (int b = 0; b < count; b++) {
            reset(z[from + b], u[b], h[to + b].length);
            update(z[from + b], u[b], h[before + b], h[to + b]);
        }
    }

    /** What goes into the candidate's tanh, in its place. */
    private static void reset(float[] z, float[] u, int units) {
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
        for (int j = 0; j < units; j += L) {
            int at = gruUnit(j);
            FloatVector r = FloatVector.fromArray(LANES, z, at);
            r = r.add(FloatVector.fromArray(LANES, u, at));
            r = r.blend(far, r.compare(VectorOperators.GT, far));
            r = r.blend(low, r.compare(VectorOperators.LT, low));
            FloatVector rs = r.mul(r);
            FloatVector rn = p4.fma(rs, p3).fma(rs, p2).fma(rs, p1).fma(rs, one).mul(r);
            FloatVector rd = q4.fma(rs, q3).fma(rs, q2).fma(rs, q1).fma(rs, one);
            int n = at + 2 * UNITS;
            rd.add(rn)
                    .div(rd)
                    .mul(half)
                    .fma(FloatVector.fromArray(LANES, u, n), FloatVector.fromArray(LANES, z, n))
                    .intoArray(z, n);
        }
    }

    private static void update(float[] z, float[] u, float[] before, float[] h) {
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
        for (int j = 0; j < h.length; j += L) {
            int at = gruUnit(j);
            FloatVector k = FloatVector.fromArray(LANES, z, at + UNITS);
            k = k.add(FloatVector.fromArray(LANES, u, at + UNITS));
            k = k.blend(far, k.compare(VectorOperators.GT, far));
            k = k.blend(low, k.compare(VectorOperators.LT, low));
            FloatVector ks = k.mul(k);
            FloatVector kn = p4.fma(ks, p3).fma(ks, p2).fma(ks, p1).fma(ks, one).mul(k);
            FloatVector kd = q4.fma(ks, q3).fma(ks, q2).fma(ks, q1).fma(ks, one);
            FloatVector n = FloatVector.fromArray(LANES, z, at + 2 * UNITS);
            n = n.blend(far, n.compare(VectorOperators.GT, far));
            n = n.blend(low, n.compare(VectorOperators.LT, low));
            FloatVector ns = n.mul(n);
            FloatVector nn = p4.fma(ns, p3).fma(ns, p2).fma(ns, p1).fma(ns, one).mul(n);
            FloatVector nd = q4.fma(ns, q3).fma(ns, q2).fma(ns, q1).fma(ns, one);
            kd.add(kn)
                    .fma(FloatVector.fromArray(LANES, before, j).mul(nd), kd.sub(kn).mul(nn))
                    .div(kd.mul(nd))
                    .mul(half)
                    .intoArray(h, j);
        }
    }

    @Override
    public void tanh(float[][] z, int from, int count, float[][] h, int to) {
        for (int b = 0; b < count; b++) {
            tanh(z[from + b], h[to + b]);
        }
    }

    private static void tanh(float[] z, float[] h) {
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
        for (int j = 0; j < h.length; j += L) {
            FloatVector t = FloatVector.fromArray(LANES, z, j);
            t = t.blend(far, t.compare(VectorOperators.GT, far));
            t = t.blend(low, t.compare(VectorOperators.LT, low));
            FloatVector ts = t.mul(t);
            FloatVector tn = p4.fma(ts, p3).fma(ts, p2).fma(ts, p1).fma(ts, one).mul(t);
            FloatVector td = q4.fma(ts, q3).fma(ts, q2).fma(ts, q1).fma(ts, one);
            tn.div(td).intoArray(h, j);
        }
    }

    /** The same operations as those of {@link Activations#exp}, but for how n is rounded. */
    @Override
    public void exp(double[] x, int count) {
        DoubleVector least = DoubleVector.broadcast(DOUBLES, -1000 * Activations.LN_2);
        DoubleVector ln2 = DoubleVector.broadcast(DOUBLES, -Activations.LN_2);
        DoubleVector shift = DoubleVector.broadcast(DOUBLES, SHIFT);
        DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
        int j = 0;
        for (; j + DOUBLES.length() <= count; j += DOUBLES.length()) {
            DoubleVector near = DoubleVector.fromArray(DOUBLES, x, j);
            near = near.blend(least, near.compare(VectorOperators.LT, least));
            DoubleVector n = near.mul(1 / Activations.LN_2).add(shift);
            DoubleVector r = n.sub(shift).fma(ln2, near);
            DoubleVector e =
                    r.fma(
                            DoubleVector.broadcast(DOUBLES, 1.0 / 5040),
                            DoubleVector.broadcast(DOUBLES, 1.0 / 720));
            e = e.fma(r, DoubleVector.broadcast(DOUBLES, 1.0 / 120));
            e = e.fma(r, DoubleVector.broadcast(DOUBLES, 1.0 / 24));
            e = e.fma(r, DoubleVector.broadcast(DOUBLES, 1.0 / 6));
            e = e.fma(r, DoubleVector.broadcast(DOUBLES, 0.5));
            e = e.fma(r, one).fma(r, one);
            e.mul(power(n)).intoArray(x, j);
        }
        for (; j < count; j++) {
            x[j] = Activations.exp(x[j]);
        }
    }

    /** 2^n, for n whose lowest bits are a whole number. */
    private static DoubleVector power(DoubleVector n) {
        return n.reinterpretAsLongs()
                .add(1023)
                .lanewise(VectorOperators.LSHL, 52)
                .reinterpretAsDoubles();
    }

    /** Where z holds the gate r of unit j. */
    private static int gruUnit(int j) {
        return j / UNITS * (3 * UNITS) + j % UNITS;
    }

    /** Where z holds the gate i of unit j. */
    private static int unit(int j) {
        return j / UNITS * WIDTH + j % UNITS;
    }
}
