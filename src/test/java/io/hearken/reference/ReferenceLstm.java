package io.hearken.reference;

import io.hearken.acoustic.LstmLayer;
import io.hearken.acoustic.NetworkWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacked LSTM layers and a linear layer for one stream, forward and backward, from the formulas in
 * double, with loops anybody can check. Layouts are PyTorch's: row-major, gates i, f, g, o.
 *
 * <pre>
 *   i = σ(W_i·x + U_i·h + b_i)   f = σ(W_f·x + U_f·h + b_f)
 *   o = σ(W_o·x + U_o·h + b_o)   g = tanh(W_g·x + U_g·h + b_g)
 *   c ← f·c + i·g                h ← o·tanh(c)
 * </pre>
 */
public final class ReferenceLstm {
    private final Weights weights;

    /** [layer][t]: what the last {@link #forward} left for {@link #backward}. */
    private Step[][] steps;

    /** What one layer has learned, or the gradient of it; both biases are one. */
    public record Layer(int inputs, int hidden, double[] W, double[] U, double[] b) {
        static Layer of(LstmLayer layer) {
            double[] b = doubles(layer.biasIh());
            for (int j = 0; j < b.length; j++) {
                b[j] += layer.biasHh()[j];
            }
            return new Layer(
                    layer.inputSize(),
                    layer.hiddenSize(),
                    doubles(layer.weightIh()),
                    doubles(layer.weightHh()),
                    b);
        }

        Layer zeros() {
            return new Layer(
                    inputs,
                    hidden,
                    new double[W.length],
                    new double[U.length],
                    new double[b.length]);
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

        /** All arrays, from the input up: W, U and b of each layer, then the output's two. */
        public List<double[]> arrays() {
            List<double[]> arrays = new ArrayList<>();
            for (Layer layer : layers) {
                arrays.addAll(List.of(layer.W, layer.U, layer.b));
            }
            arrays.addAll(List.of(output, outputBias));
            return arrays;
        }

        public double[][] zeroState() {
            return layers.stream().map(layer -> new double[layer.hidden]).toArray(double[][]::new);
        }
    }

    /** One layer's step: what went in, what the gates said, what came out. */
    private record Step(
            double[] x,
            double[] hBefore,
            double[] cBefore,
            double[] i,
            double[] f,
            double[] g,
            double[] o,
            double[] c,
            double[] h) {}

    public ReferenceLstm(Weights weights) {
        this.weights = weights;
    }

    /** The log-posteriors of a stream nothing has been heard of: [T][V]. */
    public static double[][] run(NetworkWeights weights, double[][] x) {
        Weights w = Weights.of(weights);
        return new ReferenceLstm(w).forward(x, w.zeroState(), w.zeroState());
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

    private static Step step(Layer layer, double[] x, double[] h, double[] c) {
        int H = layer.hidden;
        double[] i = new double[H];
        double[] f = new double[H];
        double[] g = new double[H];
        double[] o = new double[H];
        double[] cNow = new double[H];
        double[] hNow = new double[H];
        for (int j = 0; j < H; j++) {
            i[j] = sigmoid(sum(layer, j, x, h));
            f[j] = sigmoid(sum(layer, H + j, x, h));
            g[j] = Math.tanh(sum(layer, 2 * H + j, x, h));
            o[j] = sigmoid(sum(layer, 3 * H + j, x, h));
            cNow[j] = f[j] * c[j] + i[j] * g[j];
            hNow[j] = o[j] * Math.tanh(cNow[j]);
        }
        return new Step(x, h, c, i, f, g, o, cNow, hNow);
    }

    /** One row of W·x + U·h + b. */
    private static double sum(Layer layer, int row, double[] x, double[] h) {
        double sum = layer.b[row];
        for (int d = 0; d < layer.inputs; d++) {
            sum += layer.W[row * layer.inputs + d] * x[d];
        }
        for (int k = 0; k < layer.hidden; k++) {
            sum += layer.U[row * layer.hidden + k] * h[k];
        }
        return sum;
    }

    private double[] logits(double[] h) {
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
        double[][] dIn = new double[dOut.length][layer.inputs];
        double[] dhLater = new double[H];
        double[] dc = new double[H];
        for (int t = dOut.length - 1; t >= 0; t--) {
            Step s = steps[l][t];
            double[] dz = new double[4 * H];
            for (int j = 0; j < H; j++) {
                double dh = dOut[t][j] + dhLater[j];
                double tanhC = Math.tanh(s.c[j]);
                dc[j] += dh * s.o[j] * (1 - tanhC * tanhC);
                dz[j] = dc[j] * s.g[j] * s.i[j] * (1 - s.i[j]);
                dz[H + j] = dc[j] * s.cBefore[j] * s.f[j] * (1 - s.f[j]);
                dz[2 * H + j] = dc[j] * s.i[j] * (1 - s.g[j] * s.g[j]);
                dz[3 * H + j] = dh * tanhC * s.o[j] * (1 - s.o[j]);
                dc[j] *= s.f[j];
            }
            dhLater = new double[H];
            for (int row = 0; row < 4 * H; row++) {
                gradient.b[row] += dz[row];
                for (int d = 0; d < layer.inputs; d++) {
                    gradient.W[row * layer.inputs + d] += dz[row] * s.x[d];
                    dIn[t][d] += dz[row] * layer.W[row * layer.inputs + d];
                }
                for (int k = 0; k < H; k++) {
                    gradient.U[row * H + k] += dz[row] * s.hBefore[k];
                    dhLater[k] += dz[row] * layer.U[row * H + k];
                }
            }
        }
        return dIn;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] logSoftmax(double[] logits) {
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
