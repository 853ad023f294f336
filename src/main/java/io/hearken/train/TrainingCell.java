package io.hearken.train;

import io.hearken.acoustic.Cell;

/**
 * One step of a recurrent layer for n = H·B units of all streams, element by element, and the chain
 * rule through it. What the cell makes of W·x and U·h comes in parts of n values each, one after
 * another: its gates, and a sum of its own where W·x and U·h do not go together.
 *
 * <p>Each loop writes one array only: then the compiler vectorizes it.
 */
interface TrainingCell {
    /** The training side of a cell. */
    static TrainingCell of(Cell cell) {
        return switch (cell) {
            case LSTM -> new LstmCell();
            case GRU -> new GruCell();
            case TANH -> new PlainCell(false);
            case RELU -> new PlainCell(true);
        };
    }

    int parts();

    /** Whether W·x is in a part. */
    default boolean hears(int part) {
        return true;
    }

    /** Whether U·h is in a part. */
    default boolean remembers(int part) {
        return true;
    }

    /**
     * The step.
     *
     * @param z the parts' sums, [parts·n], without bias; becomes what {@link #backward} needs
     * @param bias laid out as z
     * @param before what was remembered beside h, [n]
     * @param after what is to be remembered beside h, [n]
     * @param spare [n], what else {@link #backward} needs
     * @param h [n], the result
     */
    void forward(float[] z, float[] bias, float[] before, float[] after, float[] spare, float[] h);

    /**
     * The gradient with respect to z, from that with respect to h and what is remembered.
     *
     * @param z as {@link #forward} left it
     * @param dh [n]
     * @param dAfter [n], with respect to {@code after}; becomes that with respect to {@code before}
     * @param dz [parts·n], receives the gradient
     */
    void backward(float[] z, float[] before, float[] spare, float[] dh, float[] dAfter, float[] dz);

    /** z ← z + bias. */
    static void add(float[] bias, float[] z) {
        for (int j = 0; j < z.length; j++) {
            z[j] += bias[j];
        }
    }
}
