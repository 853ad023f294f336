package io.hearken.reference;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stacked recurrent layers and a linear layer for one stream, forward and backward, from the
 * formulas in double, with loops anybody can check. Layouts are PyTorch's: row-major, gates i, f,
 * g, o of an LSTM; r, z, n of a GRU.
 *
 * <pre>
 *   LSTM   i = σ(W_i·x + U_i·h + b_i)   f = σ(W_f·x + U_f·h + b_f)
 *          o = σ(W_o·x + U_o·h + b_o)   g = tanh(W_g·x + U_g·h + b_g)
 *          c ← f·c + i·g                h ← o·tanh(c)
 *   GRU    r = σ(W_r·x + U_r·h + b_r)   z = σ(W_z·x + U_z·h + b_z)
 *          n = tanh(W_n·x + b_n + r·(U_n·h + b_m))
 *          h ← (1 - z)·n + z·h
 *   plain  h ← tanh(W·x + U·h + b), or the same cut off below 0
 * </pre>
 */
public final class ReferenceNetwork {
    private final Weights weights;

    /** [layer][t]: what the last {@link #forward} left for {@link #backward}. */
    private Step[][] steps;

    /**
     * What one layer has learned, or the gradient of it; both biases are one, but for b_m of a GRU.
     */
    public record Layer(
            Cell cell, int inputs, int hidden, double[] W, double[] U, double[] b, double[] m) {
        static Layer of(RecurrentLayer layer) {
            double[] b = doubles(layer.biasIh());
            double[] bHh = doubles(layer.biasHh());
            int H = layer.hiddenSize();
            boolean isGru = layer.cell() == Cell.GRU;
            for (int j = 0; j < (isGru ? 2 * H : b.length); j++) {
                b[j] += bHh[j];
            }
            return new Layer(
                    layer.cell(),
                    layer.inputSize(),
                    H,
                    doubles(layer.weightIh()),
                    doubles(layer.weightHh()),
                    b,
                    isGru ? Arrays.copyOfRange(bHh, 2 * H, 3 * H) : new double[0]);
        }

        Layer zeros() {
            return new Layer(
                    cell,
                    inputs,
                    hidden,
                    new double[W.length],
                    new double[U.length],
                    new double[b.length],
                    new double[m.length]);
        }
    }

    /** What a network has learned, or the gradient of it. */
    public record Weights(List<Layer> layers, double[] output, double[] outputBias) {
        public static Weights of(NetworkWeights weights) {
            return new Weights(
                    weights.layers().stream().map(Layer::of).toList(),
                    doubles(weights.outputWeight()),
                    doubles(weights.outputBias()));
        }

        public Weights zeros() {
            return new Weights(
                    layers.stream().map(Layer::zeros).toList(),
                    new double[output.length],
                    new double[outputBias.length]);
        }

        /** All arrays, from the input up: W, U, b and b_m of each layer, then the output's two. */
        public List<double[]> arrays() {
            List<double[]> arrays = new ArrayList<>();
            for (Layer layer : layers) {
                arrays.addAll(List.of(layer.W, layer.U, layer.b));
                if (layer.m.length > 0) {
                    arrays.add(layer.m);
                }
            }
            arrays.addAll(List.of(output, outputBias));
            return arrays;
        }

        public double[][] zeroState() {
            return layers.stream().map(layer -> new double[layer.hidden]).toArray(double[][]::new);
        }
    }

    /**
     * One layer's step: what went in, what the gates said, what came out.
     *
     * @param gates [G + 1][H]: those of the cell, then of a GRU U_n·h + b_m
     */
    private record Step(
            double[] x,
            double[] hBefore,
            double[] cBefore,
            double[][] gates,
            double[] c,
            double[] h) {}

    public ReferenceNetwork(Weights weights) {
        this.weights = weights;
    }

    /** The log-posteriors of a stream nothing has been heard of: [T][V]. */
    public static double[][] run(NetworkWeights weights, double[][] x) {
        Weights w = Weights.of(weights);
        return new ReferenceNetwork(w).forward(x, w.zeroState(), w.zeroState());
    }

    /**
     * The forward pass.
     *
     * @param x [T][D]
     * @param h [layers][H], replaced by the state after the last step
     * @param c [layers][H], replaced by the state after the last step
     * @return log-posteriors [T][V]
     */
    public double[][] forward(double[][] x, double[][] h, double[][] c) {
        steps = new Step[weights.layers.size()][x.length];
        double[][] posteriors = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] in = x[t];
            for (int l = 0; l < steps.length; l++) {
                steps[l][t] = step(weights.layers.get(l), in, h[l], c[l]);
                h[l] = steps[l][t].h;
                c[l] = steps[l][t].c;
                in = h[l];
            }
            posteriors[t] = logSoftmax(logits(in));
        }
        return posteriors;
    }

    /** h of every step of one layer that begins in silence: [T][H]. */
    static double[][] hidden(RecurrentLayer weights, double[][] x) {
        Layer layer = Layer.of(weights);
        double[][] hidden = new double[x.length][];
        double[] h = new double[layer.hidden];
        double[] c = new double[layer.hidden];
        for (int t = 0; t < x.length; t++) {
            Step step = step(layer, x[t], h, c);
            h = step.h;
            c = step.c;
            hidden[t] = h;
        }
        return hidden;
    }

    private static Step step(Layer layer, double[] x, double[] h, double[] c) {
        int H = layer.hidden;
        double[][] gates = new double[layer.cell.gates() + 1][H];
        Step step = new Step(x, h, c, gates, new double[H], new double[H]);
        for (int j = 0; j < H; j++) {
            switch (layer.cell) {
                case LSTM -> lstm(layer, j, step);
                case GRU -> gru(layer, j, step);
                case TANH -> step.h[j] = Math.tanh(sum(layer, j, x, h));
                case RELU -> step.h[j] = Math.max(0, sum(layer, j, x, h));
                default -> throw new IllegalArgumentException(layer.cell.toString());
            }
        }
        return step;
    }

    private static void lstm(Layer layer, int j, Step step) {
        int H = layer.hidden;
        double i = sigmoid(sum(layer, j, step.x, step.hBefore));
        double f = sigmoid(sum(layer, H + j, step.x, step.hBefore));
        double g = Math.tanh(sum(layer, 2 * H + j, step.x, step.hBefore));
        double o = sigmoid(sum(layer, 3 * H + j, step.x, step.hBefore));
        step.c[j] = f * step.cBefore[j] + i * g;
        step.h[j] = o * Math.tanh(step.c[j]);
        keep(step.gates, j, i, f, g, o);
    }

    private static void gru(Layer layer, int j, Step step) {
        int H = layer.hidden;
        double r = sigmoid(sum(layer, j, step.x, step.hBefore));
        double z = sigmoid(sum(layer, H + j, step.x, step.hBefore));
        double m = layer.m[j] + product(layer.U, 2 * H + j, step.hBefore);
        double heard = layer.b[2 * H + j] + product(layer.W, 2 * H + j, step.x);
        double n = Math.tanh(heard + r * m);
        step.h[j] = (1 - z) * n + z * step.hBefore[j];
        keep(step.gates, j, r, z, n, m);
    }

    private static void keep(double[][] gates, int j, double... values) {
        for (int g = 0; g < values.length; g++) {
            gates[g][j] = values[g];
        }
    }

    /** One row of W·x + U·h + b. */
    private static double sum(Layer layer, int row, double[] x, double[] h) {
        return layer.b[row] + product(layer.W, row, x) + product(layer.U, row, h);
    }

    private static double product(double[] matrix, int row, double[] vector) {
        double sum = 0;
        for (int k = 0; k < vector.length; k++) {
            sum += matrix[row * vector.length + k] * vector[k];
        }
        return sum;
    }

    private double[] logits(double[] h) {
        return logits(weights, h);
    }

    static double[] logits(Weights weights, double[] h) {
        double[] logits = weights.outputBias.clone();
        for (int v = 0; v < logits.length; v++) {
            for (int k = 0; k < h.length; k++) {
                logits[v] += weights.output[v * h.length + k] * h[k];
            }
        }
        return logits;
    }

    /**
     * The backward pass of the last {@link #forward}.
     *
     * @param logitGradients of the loss with respect to the logits, [T][V]
     * @return the gradient with respect to the weights
     */
    public Weights backward(double[][] logitGradients) {
        Weights gradient = weights.zeros();
        int top = steps.length - 1;
        double[][] dh = new double[logitGradients.length][];
        for (int t = 0; t < dh.length; t++) {
            dh[t] = outputBackward(logitGradients[t], steps[top][t].h, gradient);
        }
        for (int l = top; l >= 0; l--) {
            dh = layerBackward(l, dh, gradient.layers.get(l));
        }
        return gradient;
    }

    private double[] outputBackward(double[] dLogits, double[] h, Weights gradient) {
        double[] dh = new double[h.length];
        for (int v = 0; v < dLogits.length; v++) {
            gradient.outputBias[v] += dLogits[v];
            for (int k = 0; k < h.length; k++) {
                gradient.output[v * h.length + k] += dLogits[v] * h[k];
                dh[k] += dLogits[v] * weights.output[v * h.length + k];
            }
        }
        return dh;
    }

    /** From the gradient with respect to a layer's outputs to that with respect to its inputs. */
    private double[][] layerBackward(int l, double[][] dOut, Layer gradient) {
        Layer layer = weights.layers.get(l);
        int H = layer.hidden;
        double[][] dIn = new double[dOut.length][];
        double[] dhLater = new double[H];
        double[] dc = new double[H];
        for (int t = dOut.length - 1; t >= 0; t--) {
            Step s = steps[l][t];
            double[] dh = new double[H];
            for (int j = 0; j < H; j++) {
                dh[j] = dOut[t][j] + dhLater[j];
            }
            dhLater = new double[H];
            dIn[t] = new double[layer.inputs];
            for (int j = 0; j < H; j++) {
                switch (layer.cell) {
                    case LSTM -> {
                        double[] dz = lstmBackward(s, j, dh[j], dc);
                        for (int g = 0; g < 4; g++) {
                            both(layer, gradient, g * H + j, dz[g], s, dIn[t], dhLater);
                        }
                    }
                    case GRU -> gruBackward(layer, gradient, s, j, dh[j], dIn[t], dhLater);
                    case TANH ->
                            both(
                                    layer,
                                    gradient,
                                    j,
                                    dh[j] * (1 - s.h[j] * s.h[j]),
                                    s,
                                    dIn[t],
                                    dhLater);
                    case RELU ->
                            both(layer, gradient, j, s.h[j] > 0 ? dh[j] : 0, s, dIn[t], dhLater);
                    default -> throw new IllegalArgumentException(layer.cell.toString());
                }
            }
        }
        return dIn;
    }

    private static double[] lstmBackward(Step s, int j, double dh, double[] dc) {
        double i = s.gates[0][j];
        double f = s.gates[1][j];
        double g = s.gates[2][j];
        double o = s.gates[3][j];
        double tanhC = Math.tanh(s.c[j]);
        dc[j] += dh * o * (1 - tanhC * tanhC);
        double[] dz = {
            dc[j] * g * i * (1 - i),
            dc[j] * s.cBefore[j] * f * (1 - f),
            dc[j] * i * (1 - g * g),
            dh * tanhC * o * (1 - o)
        };
        dc[j] *= f;
        return dz;
    }

    private static void gruBackward(
            Layer layer, Layer gradient, Step s, int j, double dh, double[] dIn, double[] dhLater) {
        int H = layer.hidden;
        double r = s.gates[0][j];
        double z = s.gates[1][j];
        double n = s.gates[2][j];
        double m = s.gates[3][j];
        double dn = dh * (1 - z) * (1 - n * n);
        dhLater[j] += dh * z;
        both(layer, gradient, j, dn * m * r * (1 - r), s, dIn, dhLater);
        both(layer, gradient, H + j, dh * (s.hBefore[j] - n) * z * (1 - z), s, dIn, dhLater);
        gradient.b[2 * H + j] += dn;
        row(layer.W, gradient.W, 2 * H + j, dn, s.x, dIn);
        gradient.m[j] += dn * r;
        row(layer.U, gradient.U, 2 * H + j, dn * r, s.hBefore, dhLater);
    }

    /** Back through one row of W·x + U·h + b. */
    private static void both(
            Layer layer,
            Layer gradient,
            int row,
            double dz,
            Step s,
            double[] dIn,
            double[] dhLater) {
        gradient.b[row] += dz;
        row(layer.W, gradient.W, row, dz, s.x, dIn);
        row(layer.U, gradient.U, row, dz, s.hBefore, dhLater);
    }

    private static void row(
            double[] matrix,
            double[] gradient,
            int row,
            double dz,
            double[] vector,
            double[] dVector) {
        for (int k = 0; k < vector.length; k++) {
            gradient[row * vector.length + k] += dz * vector[k];
            dVector[k] += dz * matrix[row * vector.length + k];
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double[] logSoftmax(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double[] log = new double[logits.length];
        for (int v = 0; v < log.length; v++) {
            log[v] = logits[v] - Math.log(sum);
        }
        return log;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            doubles[j] = values[j];
        }
        return doubles;
    }
}
