package io.hearken.exchange;

import io.hearken.tensor.Tensor;
import java.util.Arrays;

/** Weights, moved from one framework's layout to another's. */
final class Matrices {
    private Matrices() {}

    /** [rows × columns] becomes [columns × rows]. */
    static Tensor transposed(Tensor matrix) {
        int rows = matrix.shape()[0];
        int columns = matrix.shape()[1];
        float[] turned = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[c * rows + r] = matrix.values()[r * columns + c];
            }
        }
        return new Tensor(new int[] {columns, rows}, turned);
    }

    /**
     * Equal parts of an array in another order.
     *
     * @param order which part comes first, second, …
     */
    static float[] reordered(float[] values, int... order) {
        int part = values.length / order.length;
        float[] moved = new float[values.length];
        for (int g = 0; g < order.length; g++) {
            System.arraycopy(values, order[g] * part, moved, g * part, part);
        }
        return moved;
    }

    /** Part {@code which} of so many equal ones. */
    static float[] part(float[] values, int which, int of) {
        int length = values.length / of;
        return Arrays.copyOfRange(values, which * length, (which + 1) * length);
    }
}
