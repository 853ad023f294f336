package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.List;

/**
 * Everything a network has learned. Shared and never changed.
 *
 * @param layers from the input up
 * @param outputWeight [V × H], row-major
 * @param outputBias [V]
 */
public record NetworkWeights(List<LstmLayer> layers, float[] outputWeight, float[] outputBias) {
    public NetworkWeights {
        layers = List.copyOf(layers);
        require(!layers.isEmpty(), "a network needs at least one LSTM layer");
        for (int l = 1; l < layers.size(); l++) {
            require(
                    layers.get(l).inputSize() == layers.get(l - 1).hiddenSize(),
                    "layer %d takes %d values, but layer %d gives %d",
                    l,
                    layers.get(l).inputSize(),
                    l - 1,
                    layers.get(l - 1).hiddenSize());
        }
        int top = layers.get(layers.size() - 1).hiddenSize();
        require(
                outputWeight.length == outputBias.length * top,
                "output weight needs %d x %d values, got %d",
                outputBias.length,
                top,
                outputWeight.length);
    }

    /** D: numbers in an input vector. */
    public int inputSize() {
        return layers.get(0).inputSize();
    }

    /** V: symbols, the blank among them. */
    public int outputSize() {
        return outputBias.length;
    }

    /** The number of values learned. */
    public int parameters() {
        int sum = outputWeight.length + outputBias.length;
        for (LstmLayer layer : layers) {
            sum += layer.weightIh().length + layer.weightHh().length;
            sum += layer.biasIh().length + layer.biasHh().length;
        }
        return sum;
    }
}
