package io.hearken.train;

import io.hearken.acoustic.Activations;
import io.hearken.acoustic.Cell;
import io.hearken.acoustic.Matrix;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The network with a backward pass: backpropagation through time over T steps of B streams, on
 * plain matrix products. The forward equations are {@link io.hearken.acoustic.Network}'s.
 *
 * <p>Columns of all matrices are steps and streams, {@code t·B + b}. All parameters lie in one
 * vector, all gradients in another of the same layout, so that an optimizer sees two arrays.
 */
final class TrainingNetwork {
    private final Shape shape;
    private final int steps;
    private final int streams;
    private final Matrix gradients;
    private final List<TrainingLayer> layers = new ArrayList<>();
    private final Steps input;
    private final Matrix outputWeight;
    private final Matrix outputBias;
    private final Matrix outputWeightGradient;
    private final Matrix outputBiasGradient;
    private final Matrix output;
    private final Matrix outputGradient;

    /**
     * Sizes of a network.
     *
     * @param cell of every layer
     * @param inputs D, numbers in an input vector
     * @param hidden H, of every layer
     * @param layers how many
     * @param symbols V, the blank among them
     * @param times R, plain linear outputs beside the symbols' logits
     */
    record Shape(Cell cell, int inputs, int hidden, int layers, int symbols, int times) {
        /** V + R: numbers in an output vector. */
        int outputs() {
            return symbols + times;
        }

        int inputsOf(int layer) {
            return layer == 0 ? inputs : hidden;
        }

        /** Where among the parameters a symbol's bias lies. */
        int biasOf(int symbol) {
            return parameters() - outputs() + symbol;
        }

        int parameters() {
            int sum = outputs() * (hidden + 1);
            for (int l = 0; l < layers; l++) {
                sum += size(l);
            }
            return sum;
        }

        private int size(int layer) {
            return GateWeights.size(TrainingCell.of(cell), inputsOf(layer), hidden);
        }
    }

    /**
     * Room for {@code streams} streams of {@code steps} steps.
     *
     * @param parameters [n × 1], {@link Shape#parameters()} values; shared with other networks of
     *     the same shape
     */
    TrainingNetwork(Shape shape, Matrix parameters, int steps, int streams) {
        this.shape = shape;
        this.steps = steps;
        this.streams = streams;
        this.gradients = new Matrix(shape.parameters(), 1);
        TrainingCell cell = TrainingCell.of(shape.cell);
        int H = shape.hidden;
        int at = 0;
        for (int l = 0; l < shape.layers; l++) {
            int D = shape.inputsOf(l);
            GateWeights weights = new GateWeights(cell, D, H, parameters, at);
            GateWeights gradient = new GateWeights(cell, D, H, gradients, at);
            layers.add(new TrainingLayer(weights, gradient, steps, streams));
            at += shape.size(l);
        }
        input = new Steps(shape.inputs, steps, streams);
        int outputs = shape.outputs();
        outputWeight = parameters.view(at, outputs, H);
        outputWeightGradient = gradients.view(at, outputs, H);
        at += outputs * H;
        outputBias = parameters.view(at, outputs, 1);
        outputBiasGradient = gradients.view(at, outputs, 1);
        output = new Matrix(outputs, steps * streams);
        outputGradient = new Matrix(outputs, steps * streams);
    }

    /**
     * Fresh parameters: weights uniform within ±1/√H (PyTorch's choice), biases zero but for an
     * LSTM's forget gate's, which is one so that memory lasts from the start (Jozefowicz, Zaremba
     * and Sutskever, 2015).
     */
    static float[] initial(Shape shape, RandomGenerator random) {
        float[] values = new float[shape.parameters()];
        int H = shape.hidden;
        float bound = (float) (1 / Math.sqrt(H));
        int at = 0;
        for (int l = 0; l < shape.layers; l++) {
            int D = shape.inputsOf(l);
            int weights = GateWeights.products(TrainingCell.of(shape.cell), D, H);
            fill(values, at, weights, bound, random);
            if (shape.cell == Cell.LSTM) {
                Arrays.fill(values, at + weights + H, at + weights + 2 * H, 1f);
            }
            at += shape.size(l);
        }
        fill(values, at, shape.outputs() * H, bound, random);
        return values;
    }

    private static void fill(
            float[] values, int from, int count, float bound, RandomGenerator random) {
        for (int j = from; j < from + count; j++) {
            values[j] = (random.nextFloat() * 2 - 1) * bound;
        }
    }

    /** What {@code values}, laid out as this class does, are to the rest of the world. */
    static NetworkWeights weights(Shape shape, float[] values) {
        List<RecurrentLayer> layers = new ArrayList<>();
        int H = shape.hidden;
        int at = 0;
        for (int l = 0; l < shape.layers; l++) {
            int D = shape.inputsOf(l);
            layers.add(GateWeights.layer(shape.cell, D, H, values, at));
            at += shape.size(l);
        }
        at += shape.outputs() * H;
        float[] output = Arrays.copyOf(outputRows(shape, values), shape.symbols * H);
        float[] bias = Arrays.copyOfRange(values, at, at + shape.symbols);
        return new NetworkWeights(
                layers, output, bias, timesWeight(shape, values), timesBias(shape, values));
    }

    /** The times' part of {@code values}: weights [R × H], row-major. */
    static float[] timesWeight(Shape shape, float[] values) {
        float[] rows = outputRows(shape, values);
        return Arrays.copyOfRange(rows, shape.symbols * shape.hidden, rows.length);
    }

    /** The times' part of {@code values}: biases [R]. */
    static float[] timesBias(Shape shape, float[] values) {
        return Arrays.copyOfRange(values, values.length - shape.times, values.length);
    }

    /** The output layer's weights, [V + R × H], row-major. */
    private static float[] outputRows(Shape shape, float[] values) {
        int count = shape.outputs() * shape.hidden;
        int from = values.length - shape.outputs() - count;
        Matrix weight = new Matrix(shape.outputs(), shape.hidden);
        weight.put(0, values, from, count);
        return weight.toRows();
    }

    Shape shape() {
        return shape;
    }

    /** Zeros to start streams with: [layers][H·B]. */
    float[][] zeroState() {
        return new float[shape.layers][shape.hidden * streams];
    }

    /** The forward pass with every connection alive. */
    float[] forward(float[] x, float[][] h, float[][] c) {
        return forward(x, h, c, Dropout.NONE);
    }

    /**
     * The forward pass.
     *
     * @param x [T·B × D]: vector t·B + b is step t of stream b
     * @param h [layers][H·B], overwritten with the state after the last step
     * @param c [layers][H·B], what cells remember beside h; overwritten likewise
     * @param dropout on the way into each layer but the first, and into the output
     * @return [T·B × (V + R)]: each row V log-posteriors, then R plain numbers
     */
    float[] forward(float[] x, float[][] h, float[][] c, Dropout dropout) {
        input.all().put(0, x, x.length);
        Steps below = input;
        for (int l = 0; l < shape.layers; l++) {
            layers.get(l).forward(below, h[l], c[l], dropout, l);
            below = layers.get(l).passedOn();
        }
        output.product(outputWeight, below.all(), 0);
        float[] rows = new float[shape.outputs() * steps * streams];
        output.get(0, rows, rows.length);
        float[] bias = new float[shape.outputs()];
        outputBias.get(0, bias, bias.length);
        for (int at = 0; at < rows.length; at += bias.length) {
            for (int v = 0; v < bias.length; v++) {
                rows[at + v] += bias[v];
            }
            Activations.logSoftmax(rows, at, shape.symbols);
        }
        return rows;
    }

    /**
     * The backward pass of the last {@link #forward}.
     *
     * @param gradient of the loss with respect to the logits and the plain numbers, [T·B × (V +
     *     R)], laid out as {@link #forward}'s result
     * @param sum receives the gradient with respect to the parameters
     */
    void backward(float[] gradient, float[] sum) {
        backwardOutput(gradient);
        for (int l = shape.layers - 1; l > 0; l--) {
            TrainingLayer below = layers.get(l - 1);
            layers.get(l).backward(below.passedOn(), below.outputGradient());
        }
        layers.get(0).backward(input, null);
        gradients.get(0, sum, sum.length);
    }

    private void backwardOutput(float[] gradient) {
        TrainingLayer top = layers.get(shape.layers - 1);
        outputGradient.put(0, gradient, gradient.length);
        outputWeightGradient.productTransposedRight(outputGradient, top.passedOn().all(), 0);
        top.outputGradient().all().productTransposedLeft(outputWeight, outputGradient, 0);
        float[] bias = new float[shape.outputs()];
        for (int at = 0; at < gradient.length; at += bias.length) {
            for (int v = 0; v < bias.length; v++) {
                bias[v] += gradient[at + v];
            }
        }
        outputBiasGradient.put(0, bias, bias.length);
    }
}
