package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

/**
 * The weights of one LSTM layer in PyTorch's layout: row-major, the four gates below one another in
 * the order i, f, g, o.
 *
 * @param inputSize D
 * @param hiddenSize H
 * @param weightIh [4H × D]
 * @param weightHh [4H × H]
 * @param biasIh [4H]
 * @param biasHh [4H], added to {@code biasIh}
 */
public record LstmLayer(
        int inputSize,
        int hiddenSize,
        float[] weightIh,
        float[] weightHh,
        float[] biasIh,
        float[] biasHh) {
    public LstmLayer {
        int gates = 4 * hiddenSize;
        requireSize("weight_ih", weightIh, gates * inputSize);
        requireSize("weight_hh", weightHh, gates * hiddenSize);
        requireSize("bias_ih", biasIh, gates);
        requireSize("bias_hh", biasHh, gates);
    }

    private static void requireSize(String name, float[] values, int size) {
        require(values.length == size, "%s needs %d values, got %d", name, size, values.length);
    }
}
