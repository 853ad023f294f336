package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

/**
 * The weights of one recurrent layer in PyTorch's layout: row-major, its cell's G gates below one
 * another.
 *
 * @param inputSize D
 * @param hiddenSize H
 * @param weightIh [GH × D]
 * @param weightHh [GH × H]
 * @param biasIh [GH]
 * @param biasHh [GH], added to what {@code weightHh} gives
 */
public record RecurrentLayer(
        Cell cell,
        int inputSize,
        int hiddenSize,
        float[] weightIh,
        float[] weightHh,
        float[] biasIh,
        float[] biasHh) {
    public RecurrentLayer {
        int rows = cell.gates() * hiddenSize;
        requireSize("weight_ih", weightIh, rows * inputSize);
        requireSize("weight_hh", weightHh, rows * hiddenSize);
        requireSize("bias_ih", biasIh, rows);
        requireSize("bias_hh", biasHh, rows);
    }

    private static void requireSize(String name, float[] values, int size) {
        require(values.length == size, "%s needs %d values, got %d", name, size, values.length);
    }

    /** The number of values learned. */
    public int parameters() {
        return weightIh.length + weightHh.length + biasIh.length + biasHh.length;
    }
}
