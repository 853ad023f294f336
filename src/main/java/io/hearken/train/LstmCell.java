package io.hearken.train;

import io.hearken.acoustic.Activations;

/**
 * One step of an LSTM layer for n = H·B units of all streams, element by element, and the chain
 * rule through it. Four gates lie one after another, n values each, in the order i, f, g, o.
 *
 * <p>Each loop writes one array only: then the compiler vectorizes it.
 */
final class LstmCell {
    private LstmCell() {}

    /**
     * The step.
     *
     * <pre>
     *   i, f, g, o = σ, σ, tanh, σ of z + bias
     *   c = f⊙before + i⊙g       tanhC = tanh(c)       h = o⊙tanhC
     * </pre>
     *
     * @param z [4n], becomes i, f, g, o
     */
    static void forward(
            float[] z, float[] bias, float[] before, float[] c, float[] tanhC, float[] h) {
        int n = h.length;
        int f = n;
        int g = 2 * n;
        int o = 3 * n;
        for (int j = 0; j < 4 * n; j++) {
            z[j] += bias[j];
        }
        Activations.gates(z, n);
        for (int j = 0; j < n; j++) {
            c[j] = z[f + j] * before[j] + z[j] * z[g + j];
        }
        System.arraycopy(c, 0, tanhC, 0, n);
        Activations.tanh(tanhC, 0, n);
        for (int j = 0; j < n; j++) {
            h[j] = z[o + j] * tanhC[j];
        }
    }

    /**
     * The gradient with respect to z, from that with respect to h and c.
     *
     * @param gates i, f, g, o, as {@link #forward} left them
     * @param dh [n]
     * @param dc [n], what the step after hands back; becomes what to hand the step before
     * @param dz [4n], receives the gradient
     */
    static void backward(
            float[] gates, float[] before, float[] tanhC, float[] dh, float[] dc, float[] dz) {
        int n = dh.length;
        int f = n;
        int g = 2 * n;
        int o = 3 * n;
        for (int j = 0; j < n; j++) {
            dz[o + j] = dh[j] * tanhC[j] * gates[o + j] * (1 - gates[o + j]);
        }
        for (int j = 0; j < n; j++) {
            dc[j] += dh[j] * gates[o + j] * (1 - tanhC[j] * tanhC[j]);
        }
        for (int j = 0; j < n; j++) {
            dz[j] = dc[j] * gates[g + j] * gates[j] * (1 - gates[j]);
        }
        for (int j = 0; j < n; j++) {
            dz[f + j] = dc[j] * before[j] * gates[f + j] * (1 - gates[f + j]);
        }
        for (int j = 0; j < n; j++) {
            dz[g + j] = dc[j] * gates[j] * (1 - gates[g + j] * gates[g + j]);
        }
        for (int j = 0; j < n; j++) {
            dc[j] *= gates[f + j];
        }
    }
}
