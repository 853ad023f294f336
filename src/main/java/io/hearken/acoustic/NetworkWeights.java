package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.List;

/**
 * Everything a network has learned. Shared and never changed.
 *
 * @param layers from the input up
 * @param outputWeight [V × H], row-major
 * @param outputBias [V]
 * @param timesWeight [2 × H], row-major: what tells the times of a word, see {@link Emission};
 *     empty if the network does not tell them
 * @param timesBias [2]; empty with {@code timesWeight}
 */
public record NetworkWeights(
        List<RecurrentLayer> layers,
        float[] outputWeight,
        float[] outputBias,
        float[] timesWeight,
        float[] timesBias) {
    /** A network that does not tell the times of words. */
    public NetworkWeights(List<RecurrentLayer> layers, float[] outputWeight, float[] outputBias) {
        this(layers, outputWeight, outputBias, new float[0], new float[0]);
    }

    public NetworkWeights {
        layers = List.copyOf(layers);
        require(!layers.isEmpty(), "a network needs at least one recurrent layer");
        Cell cell = layers.get(0).cell();
        for (int l = 1; l < layers.size(); l++) {
            require(
                    layers.get(l).cell() == cell,
                    "layer %d is %s, but layer 0 is %s: all must be of one kind",
                    l,
                    layers.get(l).cell(),
                    cell);
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
        require(
                timesBias.length == 0 || timesBias.length == 2,
                "times bias needs 2 values or none, got %d",
                timesBias.length);
        require(
                timesWeight.length == timesBias.length * top,
                "times weight needs %d x %d values, got %d",
                timesBias.length,
                top,
                timesWeight.length);
    }

    /** What all layers are made of. */
    public Cell cell() {
        return layers.get(0).cell();
    }

    /** D: numbers in an input vector. */
    public int inputSize() {
        return layers.get(0).inputSize();
    }

    /** V: symbols, the blank among them. */
    public int outputSize() {
        return outputBias.length;
    }

    /** Whether the network tells the times of words. */
    public boolean hasTimes() {
        return timesBias.length > 0;
    }

    /** The number of values learned. */
    public int parameters() {
        int sum = outputWeight.length + outputBias.length + timesWeight.length + timesBias.length;
        for (RecurrentLayer layer : layers) {
            sum += layer.parameters();
        }
        return sum;
    }
}
