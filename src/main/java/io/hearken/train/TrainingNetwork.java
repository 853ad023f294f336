package io.hearken.train;

import io.hearken.acoustic.Activations;
import io.hearken.acoustic.LstmLayer;
import io.hearken.acoustic.Matrix;
import io.hearken.acoustic.NetworkWeights;
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
    private final Matrix parameters;
    private final Matrix gradients;
    private final List<Layer> layers = new ArrayList<>();
    private final Matrix input;
    private final Matrix outputWeight;
    private final Matrix outputBias;
    private final Matrix outputWeightGradient;
    private final Matrix outputBiasGradient;
    private final Matrix output;
    private final Matrix outputGradient;
    private final Matrix ones;
    private final float[] bias;

    /**
     * Sizes of a network.
     *
     * @param inputs D, numbers in an input vector
     * @param hidden H, of every layer
     * @param layers LSTM layers
     * @param symbols V, the blank among them
     * @param times R, plain linear outputs beside the symbols' logits
     */
    record Shape(int inputs, int hidden, int layers, int symbols, int times) {
        /** V + R: numbers in an output vector. */
        int outputs() {
            return symbols + times;
        }

        int inputsOf(int layer) {
            return layer == 0 ? inputs : hidden;
        }

        int parameters() {
            int sum = outputs() * (hidden + 1);
            for (int l = 0; l < layers; l++) {
                sum += 4 * hidden * (inputsOf(l) + hidden + 1);
            }
            return sum;
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
        this.parameters = parameters;
        this.gradients = new Matrix(shape.parameters(), 1);
        int H = shape.hidden;
        int columns = steps * streams;
        int at = 0;
        for (int l = 0; l < shape.layers; l++) {
            layers.add(new Layer(shape.inputsOf(l), at));
            at += 4 * H * (shape.inputsOf(l) + H + 1);
        }
        input = new Matrix(shape.inputs, columns);
        int outputs = shape.outputs();
        outputWeight = parameters.view(at, outputs, H);
        outputWeightGradient = gradients.view(at, outputs, H);
        at += outputs * H;
        outputBias = parameters.view(at, outputs, 1);
        outputBiasGradient = gradients.view(at, outputs, 1);
        output = new Matrix(outputs, columns);
        outputGradient = new Matrix(outputs, columns);
        ones = new Matrix(columns, 1);
        float[] one = new float[columns];
        Arrays.fill(one, 1f);
        ones.put(0, one, columns);
        bias = new float[outputs];
    }

    /**
     * Fresh parameters: weights uniform within ±1/√H (PyTorch's choice), biases zero but for the
     * forget gate's, which is one so that memory lasts from the start (Jozefowicz, Zaremba and
     * Sutskever, 2015).
     */
    static float[] initial(Shape shape, RandomGenerator random) {
        float[] values = new float[shape.parameters()];
        int H = shape.hidden;
        float bound = (float) (1 / Math.sqrt(H));
        int at = 0;
        for (int l = 0; l < shape.layers; l++) {
            int weights = 4 * H * (shape.inputsOf(l) + H);
            fill(values, at, weights, bound, random);
            Arrays.fill(values, at + weights + H, at + weights + 2 * H, 1f);
            at += weights + 4 * H;
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
        Matrix all = new Matrix(values.length, 1);
        all.put(0, values, values.length);
        List<LstmLayer> layers = new ArrayList<>();
        int H = shape.hidden;
        int at = 0;
        for (int l = 0; l < shape.layers; l++) {
            int D = shape.inputsOf(l);
            float[] ih = all.view(at, 4 * H, D).toRows();
            float[] hh = all.view(at + 4 * H * D, 4 * H, H).toRows();
            at += 4 * H * (D + H);
            float[] gateBias = Arrays.copyOfRange(values, at, at + 4 * H);
            layers.add(new LstmLayer(D, H, ih, hh, gateBias, new float[4 * H]));
            at += 4 * H;
        }
        at += shape.outputs() * H;
        float[] output = Arrays.copyOf(outputRows(shape, values), shape.symbols * H);
        float[] bias = Arrays.copyOfRange(values, at, at + shape.symbols);
        return new NetworkWeights(layers, output, bias);
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
     * @param c [layers][H·B], overwritten with the state after the last step
     * @param dropout on the way into each layer but the first, and into the output
     * @return [T·B × (V + R)]: each row V log-posteriors, then R plain numbers
     */
    float[] forward(float[] x, float[][] h, float[][] c, Dropout dropout) {
        input.put(0, x, x.length);
        Matrix below = input;
        for (int l = 0; l < shape.layers; l++) {
            layers.get(l).forward(below, h[l], c[l]);
            below = layers.get(l).passOn(dropout, l);
        }
        output.product(outputWeight, below, 0);
        float[] rows = new float[shape.outputs() * steps * streams];
        output.get(0, rows, rows.length);
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
        outputGradient.put(0, gradient, gradient.length);
        Layer top = layers.get(shape.layers - 1);
        outputWeightGradient.productTransposedRight(outputGradient, top.passedOn, 0);
        outputBiasGradient.product(outputGradient, ones, 0);
        top.outputGradient.productTransposedLeft(outputWeight, outputGradient, 0);
        for (int l = shape.layers - 1; l > 0; l--) {
            Layer below = layers.get(l - 1);
            layers.get(l).backward(below.passedOn);
            below.outputGradient.productTransposedLeft(
                    layers.get(l).weightIh, layers.get(l).gateGradient, 0);
        }
        layers.get(0).backward(input);
        gradients.get(0, sum, sum.length);
    }

    /** One layer's weights, and everything its backward pass needs of the forward one. */
    private final class Layer {
        private final Matrix weightIh;
        private final Matrix weightHh;
        private final Matrix bias;
        private final Matrix weightIhGradient;
        private final Matrix weightHhGradient;
        private final Matrix biasGradient;
        private final Matrix z;

        /** h before the first step, then after each: [H × (T+1)·B]. */
        private final Matrix hiddens;

        private final Matrix previous;
        private final Matrix output;
        private final Matrix dropped;
        private final Matrix outputGradient;
        private final Matrix gateGradient;
        private final float[] mask;
        private final float[] masked;
        private final float[][] gates;
        private final float[][] cells;
        private final float[][] tanhCells;
        private final float[] biasValues;

        /** What the layer above hears: {@link #output}, or {@link #dropped}. */
        private Matrix passedOn;

        Layer(int inputs, int at) {
            int H = shape.hidden;
            int columns = steps * streams;
            int hh = at + 4 * H * inputs;
            int b = hh + 4 * H * H;
            weightIh = parameters.view(at, 4 * H, inputs);
            weightHh = parameters.view(hh, 4 * H, H);
            bias = parameters.view(b, 4 * H, 1);
            weightIhGradient = gradients.view(at, 4 * H, inputs);
            weightHhGradient = gradients.view(hh, 4 * H, H);
            biasGradient = gradients.view(b, 4 * H, 1);
            z = new Matrix(4 * H, columns);
            hiddens = new Matrix(H, columns + streams);
            previous = hiddens.columns(0, columns);
            output = hiddens.columns(streams, columns);
            dropped = new Matrix(H, columns);
            mask = new float[H * columns];
            masked = new float[H * columns];
            outputGradient = new Matrix(H, columns);
            gateGradient = new Matrix(4 * H, columns);
            gates = new float[steps][4 * H * streams];
            cells = new float[steps + 1][H * streams];
            tanhCells = new float[steps][H * streams];
            biasValues = new float[4 * H];
        }

        void forward(Matrix x, float[] h, float[] c) {
            int H = shape.hidden;
            bias.get(0, biasValues, biasValues.length);
            z.product(weightIh, x, 0);
            hiddens.put(0, h, h.length);
            System.arraycopy(c, 0, cells[0], 0, c.length);
            for (int t = 0; t < steps; t++) {
                Matrix zt = z.columns(t * streams, streams);
                zt.product(weightHh, hiddens.columns(t * streams, streams), 1);
                zt.get(0, gates[t], gates[t].length);
                for (int b = 0; b < streams; b++) {
                    step(gates[t], b, cells[t], cells[t + 1], tanhCells[t], h);
                }
                hiddens.put((t + 1) * streams, h, H * streams);
            }
            System.arraycopy(cells[steps], 0, c, 0, c.length);
        }

        /** The output as the layer above hears it. */
        Matrix passOn(Dropout dropout, int layer) {
            passedOn = output;
            if (!dropout.isNone()) {
                dropout.mask(layer, mask);
                mask(output, dropped);
                passedOn = dropped;
            }
            return passedOn;
        }

        private void mask(Matrix from, Matrix to) {
            from.get(0, masked, masked.length);
            for (int j = 0; j < masked.length; j++) {
                masked[j] *= mask[j];
            }
            to.put(0, masked, masked.length);
        }

        private void step(float[] z, int b, float[] before, float[] c, float[] tanhC, float[] h) {
            int H = shape.hidden;
            int i = b * 4 * H;
            int f = i + H;
            int g = f + H;
            int o = g + H;
            int at = b * H;
            for (int j = 0; j < 4 * H; j++) {
                z[i + j] += biasValues[j];
            }
            Activations.sigmoid(z, i, 2 * H);
            Activations.tanh(z, g, H);
            Activations.sigmoid(z, o, H);
            for (int j = 0; j < H; j++) {
                c[at + j] = z[f + j] * before[at + j] + z[i + j] * z[g + j];
            }
            System.arraycopy(c, at, tanhC, at, H);
            Activations.tanh(tanhC, at, H);
            for (int j = 0; j < H; j++) {
                h[at + j] = z[o + j] * tanhC[at + j];
            }
        }

        void backward(Matrix x) {
            int H = shape.hidden;
            float[] dh = new float[H * streams];
            float[] dc = new float[H * streams];
            float[] dz = new float[4 * H * streams];
            if (passedOn == dropped) {
                mask(outputGradient, outputGradient);
            }
            for (int t = steps - 1; t >= 0; t--) {
                Matrix gradient = outputGradient.columns(t * streams, streams);
                if (t < steps - 1) {
                    Matrix later = gateGradient.columns((t + 1) * streams, streams);
                    gradient.productTransposedLeft(weightHh, later, 1);
                }
                gradient.get(0, dh, dh.length);
                for (int b = 0; b < streams; b++) {
                    stepBack(gates[t], b, cells[t], tanhCells[t], dh, dc, dz);
                }
                gateGradient.put(t * streams, dz, dz.length);
            }
            weightIhGradient.productTransposedRight(gateGradient, x, 0);
            weightHhGradient.productTransposedRight(gateGradient, previous, 0);
            biasGradient.product(gateGradient, ones, 0);
        }

        /**
         * The chain rule through one step; {@code dc} comes from the step after and leaves for the
         * one before.
         */
        private void stepBack(
                float[] gates,
                int b,
                float[] before,
                float[] tanhC,
                float[] dh,
                float[] dc,
                float[] dz) {
            int H = shape.hidden;
            int i = b * 4 * H;
            int f = i + H;
            int g = f + H;
            int o = g + H;
            int at = b * H;
            for (int j = 0; j < H; j++) {
                float tc = tanhC[at + j];
                float go = gates[o + j];
                dz[o + j] = dh[at + j] * tc * go * (1 - go);
                dc[at + j] += dh[at + j] * go * (1 - tc * tc);
            }
            for (int j = 0; j < H; j++) {
                float gi = gates[i + j];
                float gg = gates[g + j];
                dz[i + j] = dc[at + j] * gg * gi * (1 - gi);
                dz[g + j] = dc[at + j] * gi * (1 - gg * gg);
            }
            for (int j = 0; j < H; j++) {
                float gf = gates[f + j];
                dz[f + j] = dc[at + j] * before[at + j] * gf * (1 - gf);
                dc[at + j] *= gf;
            }
        }
    }
}
