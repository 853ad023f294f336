package io.hearken.acoustic;

import java.util.Arrays;

/**
 * In plain Java, which any machine can run. Loops over arrays without offsets, which the compiler
 * turns into vectors. Wants a processor with fused multiply-adds, or is very slow.
 */
final class PlainKernel extends PlainGates {
    private float[] sums = new float[0];

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void add(Panels weights, float[][] x, int from, int count, float[][] z, int to) {
        if (sums.length < weights.rows()) {
            sums = new float[weights.rows()];
        }
        for (int b = 0; b < count; b++) {
            for (int k = 0; k < weights.depth(); k += BLOCK) {
                block(weights.columns(), k, x[from + b]);
                add(sums, z[to + b]);
            }
        }
    }

    /** z ← z + the first of the sums. */
    static void add(float[] sums, float[] z) {
        for (int j = 0; j < z.length; j++) {
            z[j] += sums[j];
        }
    }

    private void block(float[][] w, int from, float[] x) {
        Arrays.fill(sums, 0);
        int end = Math.min(from + BLOCK, w.length);
        int k = from;
        for (; k + 4 <= end; k += 4) {
            four(w[k], w[k + 1], w[k + 2], w[k + 3], x, k, sums);
        }
        for (; k < end; k++) {
            one(w[k], x[k], sums);
        }
    }

    /** Four values of the depth at once: so sums are read and written less often. */
    private static void four(
            float[] w0, float[] w1, float[] w2, float[] w3, float[] x, int k, float[] sums) {
        float x0 = x[k];
        float x1 = x[k + 1];
        float x2 = x[k + 2];
        float x3 = x[k + 3];
        for (int j = 0; j < w0.length; j++) {
            float two = Math.fma(w1[j], x1, Math.fma(w0[j], x0, sums[j]));
            sums[j] = Math.fma(w3[j], x3, Math.fma(w2[j], x2, two));
        }
    }

    private static void one(float[] w, float x, float[] sums) {
        for (int j = 0; j < w.length; j++) {
            sums[j] = Math.fma(w[j], x, sums[j]);
        }
    }
}
