package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.tensor.Tensor;
import java.util.List;

/**
 * A linear layer, as PyTorch has it.
 *
 * @param weight [V × H], row-major
 * @param bias [V]
 */
record Linear(int inputs, float[] weight, float[] bias) {
    /**
     * Of tensors.
     *
     * @param name what the weight is called, for errors
     * @param weight [V × H]
     * @param bias [V], or null for zeros
     */
    static Linear of(String name, Tensor weight, Tensor bias) {
        int[] shape = weight.shape();
        require(shape.length == 2, "%s must be a matrix, got %s", name, weight);
        // Without numbers a shape may claim anything.
        require(weight.values().length > 0, "%s is empty: %s", name, weight);
        require(
                bias == null || bias.values().length == shape[0],
                "%s gives %d values, but its bias has %s",
                name,
                shape[0],
                bias);
        float[] zeros = new float[shape[0]];
        return new Linear(shape[1], weight.values(), bias == null ? zeros : bias.values());
    }

    /** A network with this layer on top. */
    NetworkWeights on(List<RecurrentLayer> layers) {
        require(!layers.isEmpty(), "no LSTM, GRU or RNN was found");
        int top = layers.get(layers.size() - 1).outputSize();
        require(
                inputs == top,
                "the linear layer takes %d values, but the layer below gives %d",
                inputs,
                top);
        return new NetworkWeights(layers, weight, bias);
    }
}
