package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.List;

/**
 * Everything a network has learned. Shared and never changed.
 *
 * @param layers from the input up
 * @param outputWeight [V × H], row-major, with H for what the top layer gives
 * @param outputBias [V]
 * @param timesWeight [2 × H], row-major: what tells the times of a word, see {@link Emission};
 *     empty if the network does not tell them
 * @param timesBias [2]; empty with {@code timesWeight}
 * @param bothEnds whether the last step's outputs rest on the top layer's halves where each has
 *     heard all: the forward one at the last step, the backward one at the first. So do Keras's
 *     without {@code return_sequences}; else every step's rest on both halves at that step
 */
public record NetworkWeights(
        List<RecurrentLayer> layers,
        float[] outputWeight,
        float[] outputBias,
        float[] timesWeight,
        float[] timesBias,
        boolean bothEnds) {
    /** A network that does not tell the times of words. */
    public NetworkWeights(List<RecurrentLayer> layers, float[] outputWeight, float[] outputBias) {
        this(layers, outputWeight, outputBias, new float[0], new float[0]);
    }

    /** A network whose outputs rest on what the top layer gives of their step. */
    public NetworkWeights(
            List<RecurrentLayer> layers,
            float[] outputWeight,
            float[] outputBias,
            float[] timesWeight,
            float[] timesBias) {
        this(layers, outputWeight, outputBias, timesWeight, timesBias, false);
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
                    layers.get(l).inputSize() == layers.get(l - 1).outputSize(),
                    "layer %d takes %d values, but layer %d gives %d",
                    l,
                    layers.get(l).inputSize(),
                    l - 1,
                    layers.get(l - 1).outputSize());
        }
        RecurrentLayer last = layers.get(layers.size() - 1);
        int top = last.outputSize();
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
        require(
                !bothEnds || last.backward().isPresent(),
                "only a top layer with a backward half has two ends");
    }

    /** The same whose last step's outputs rest on both ends. */
    public NetworkWeights withBothEnds() {
        return new NetworkWeights(layers, outputWeight, outputBias, timesWeight, timesBias, true);
    }

    /** Whether a layer also goes backwards, so that nothing can be said before the end. */
    public boolean isBidirectional() {
        return layers.stream().anyMatch(layer -> layer.backward().isPresent());
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
