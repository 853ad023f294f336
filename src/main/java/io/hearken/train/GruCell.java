package io.hearken.train;

import io.hearken.acoustic.Activations;

/**
 * A GRU's: gates r and z, here k as z is the sum; of the candidate n, W·x and U·h apart. What it
 * remembers beside h is h itself, which goes by without a product.
 *
 * <pre>
 *   r, k = σ of z + bias       m = U·h + bias       n = tanh(W·x + bias + r⊙m)
 *   h = (1 - k)⊙n + k⊙before
 * </pre>
 */
final class GruCell implements TrainingCell {
    private static final int N = 2;
    private static final int M = 3;

    @Override
    public int parts() {
        return 4;
    }

    @Override
    public boolean hears(int part) {
        return part != M;
    }

    @Override
    public boolean remembers(int part) {
        return part != N;
    }

    @Override
    public void forward(
            float[] z, float[] bias, float[] before, float[] after, float[] spare, float[] h) {
        int count = h.length;
        int k = count;
        int n = N * count;
        int m = M * count;
        TrainingCell.add(bias, z);
        Activations.sigmoid(z, 0, 2 * count);
        for (int j = 0; j < count; j++) {
            z[n + j] += z[j] * z[m + j];
        }
        Activations.tanh(z, n, count);
        for (int j = 0; j < count; j++) {
            h[j] = z[n + j] + z[k + j] * (before[j] - z[n + j]);
        }
        System.arraycopy(h, 0, after, 0, count);
    }

    @Override
    public void backward(
            float[] z, float[] before, float[] spare, float[] dh, float[] dAfter, float[] dz) {
        int count = dh.length;
        int k = count;
        int n = N * count;
        int m = M * count;
        for (int j = 0; j < count; j++) {
            dAfter[j] += dh[j];
        }
        for (int j = 0; j < count; j++) {
            dz[k + j] = dAfter[j] * (before[j] - z[n + j]) * z[k + j] * (1 - z[k + j]);
        }
        for (int j = 0; j < count; j++) {
            dz[n + j] = dAfter[j] * (1 - z[k + j]) * (1 - z[n + j] * z[n + j]);
        }
        for (int j = 0; j < count; j++) {
            dz[m + j] = dz[n + j] * z[j];
        }
        for (int j = 0; j < count; j++) {
            dz[j] = dz[n + j] * z[m + j] * z[j] * (1 - z[j]);
        }
        for (int j = 0; j < count; j++) {
            dAfter[j] *= z[k + j];
        }
    }
}
