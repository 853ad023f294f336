package io.hearken.train;

import io.hearken.acoustic.Activations;

/**
 * An LSTM's: four gates i, f, g, o; remembers c.
 *
 * <pre>
 *   i, f, g, o = σ, σ, tanh, σ of z + bias
 *   c = f⊙before + i⊙g       tanhC = tanh(c)       h = o⊙tanhC
 * </pre>
 */
final class LstmCell implements TrainingCell {
    @Override
    public int parts() {
        return 4;
    }

    @Override
    public void forward(
            float[] z, float[] bias, float[] before, float[] c, float[] tanhC, float[] h) {
        int n = h.length;
        int f = n;
        int g = 2 * n;
        int o = 3 * n;
        TrainingCell.add(bias, z);
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

    @Override
    public void backward(
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
