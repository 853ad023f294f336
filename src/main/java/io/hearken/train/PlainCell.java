package io.hearken.train;

import io.hearken.acoustic.Activations;
import java.util.Arrays;

/** One sum, through tanh or cut off below 0; remembers h alone. */
final class PlainCell implements TrainingCell {
    private final boolean isRelu;

    PlainCell(boolean isRelu) {
        this.isRelu = isRelu;
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void forward(
            float[] z, float[] bias, float[] before, float[] after, float[] spare, float[] h) {
        TrainingCell.add(bias, z);
        if (isRelu) {
            for (int j = 0; j < z.length; j++) {
                z[j] = Math.max(0f, z[j]);
            }
        } else {
            Activations.tanh(z, 0, z.length);
        }
        System.arraycopy(z, 0, h, 0, h.length);
    }

    @Override
    public void backward(
            float[] z, float[] before, float[] spare, float[] dh, float[] dAfter, float[] dz) {
        if (isRelu) {
            for (int j = 0; j < dz.length; j++) {
                dz[j] = z[j] > 0 ? dh[j] : 0;
            }
        } else {
            for (int j = 0; j < dz.length; j++) {
                dz[j] = dh[j] * (1 - z[j] * z[j]);
            }
        }
        Arrays.fill(dAfter, 0);
    }
}
