package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.Optional;

/**
 * The weights of one recurrent layer in PyTorch's layout: row-major, its cell's G gates below one
 * another. A layer with a backward half gives of each step h of both, one behind the other.
 *
 * @param inputSize D
 * @param hiddenSize H
 * @param weightIh [GH × D]
 * @param weightHh [GH × H]
 * @param biasIh [GH]
 * @param biasHh [GH], added to what {@code weightHh} gives
 * @param backward the half that goes from the end to the beginning, of the same cell and sizes;
 *     empty if the layer goes forward only
 */
public record RecurrentLayer(
        Cell cell,
        int inputSize,
        int hiddenSize,
        float[] weightIh,
        float[] weightHh,
        float[] biasIh,
        float[] biasHh,
        Optional<RecurrentLayer> backward) {
    /** A layer that goes forward only. */
    public RecurrentLayer(
            Cell cell,
            int inputSize,
            int hiddenSize,
            float[] weightIh,
            float[] weightHh,
            float[] biasIh,
            float[] biasHh) {
        this(cell, inputSize, hiddenSize, weightIh, weightHh, biasIh, biasHh, Optional.empty());
    }

    public RecurrentLayer {
        int rows = cell.gates() * hiddenSize;
        requireSize("weight_ih", weightIh, rows * inputSize);
        requireSize("weight_hh", weightHh, rows * hiddenSize);
        requireSize("bias_ih", biasIh, rows);
        requireSize("bias_hh", biasHh, rows);
        if (backward.isPresent()) {
            RecurrentLayer half = backward.get();
            require(
                    half.cell == cell
                            && half.inputSize == inputSize
                            && half.hiddenSize == hiddenSize
                            && half.backward.isEmpty(),
                    "a backward half must be as the forward one, %s of %d inputs and %d units, got"
                            + " %s of %d and %d",
                    cell,
                    inputSize,
                    hiddenSize,
                    half.cell,
                    half.inputSize,
                    half.hiddenSize);
        }
    }

    private static void requireSize(String name, float[] values, int size) {
        require(values.length == size, "%s needs %d values, got %d", name, size, values.length);
    }

    /** The same with a backward half. */
    public RecurrentLayer with(RecurrentLayer half) {
        return new RecurrentLayer(
                cell, inputSize, hiddenSize, weightIh, weightHh, biasIh, biasHh, Optional.of(half));
    }

    /** Numbers given of a step: H, or 2H with a backward half. */
    public int outputSize() {
        return backward.isPresent() ? 2 * hiddenSize : hiddenSize;
    }

    /** The number of values learned. */
    public int parameters() {
        int own = weightIh.length + weightHh.length + biasIh.length + biasHh.length;
        return own + backward.map(RecurrentLayer::parameters).orElse(0);
    }
}
