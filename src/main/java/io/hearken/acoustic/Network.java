package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The forward pass, for many streams at once. For each layer and step, with ⊙ for products element
 * by element (Gers, Schmidhuber and Cummins, 2000):
 *
 * <pre>
 *   z = [W U]·[x; h] + b                 x [D]   h, c [H]   z [4H]
 *   i, f, g, o                           quarters of z through σ, σ, tanh, σ
 *   c ← f⊙c + i⊙g       h ← o⊙tanh(c)
 * </pre>
 *
 * <p>Streams ride in tiles of {@value #TILE} columns, the last one filled up: OpenBLAS adds in
 * another order for another number of columns, and a stream's results must not depend on its
 * company.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
public final class Network {
    /** Streams in a matrix product. */
    static final int TILE = 8;

    private final NetworkWeights weights;
    private final Layer[] layers;
    private final Matrix outputWeight;
    private final Matrix top;
    private final Matrix logits;
    private final float[] scratch;

    public Network(NetworkWeights weights) {
        this.weights = weights;
        this.layers = weights.layers().stream().map(Layer::new).toArray(Layer[]::new);
        int hidden = layers[layers.length - 1].hidden;
        this.outputWeight = Matrix.ofRows(weights.outputSize(), hidden, weights.outputWeight());
        this.top = new Matrix(hidden, TILE);
        this.logits = new Matrix(weights.outputSize(), TILE);
        this.scratch = new float[weights.outputSize() * TILE];
    }

    /**
     * Advances streams by their frames.
     *
     * @param states one per stream, updated in place
     * @param frames for each stream [frames × D], row-major; the numbers of frames may differ
     * @return for each stream its log-posteriors [frames × V], row-major
     */
    public float[][] advance(List<LstmState> states, List<float[]> frames) {
        require(
                states.size() == frames.size(),
                "%d states for %d streams",
                states.size(),
                frames.size());
        List<Ride> rides = new ArrayList<>(states.size());
        for (int b = 0; b < states.size(); b++) {
            int count = frames.get(b).length / weights.inputSize();
            float[] posteriors = new float[count * weights.outputSize()];
            rides.add(new Ride(states.get(b), frames.get(b), posteriors, count));
        }
        for (int from = 0; from < rides.size(); from += TILE) {
            advanceTile(rides.subList(from, Math.min(from + TILE, rides.size())));
        }
        return rides.stream().map(Ride::posteriors).toArray(float[][]::new);
    }

    /** One stream's way through a call. */
    private record Ride(LstmState state, float[] frames, float[] posteriors, int count) {}

    private void advanceTile(List<Ride> tile) {
        int longest = tile.stream().mapToInt(Ride::count).max().orElse(0);
        for (int t = 0; t < longest; t++) {
            int now = t;
            step(tile.stream().filter(ride -> now < ride.count).toList(), t);
        }
    }

    private void step(List<Ride> rides, int t) {
        for (int l = 0; l < layers.length; l++) {
            for (int b = 0; b < rides.size(); b++) {
                Ride ride = rides.get(b);
                if (l == 0) {
                    layers[l].load(b, ride.frames, t * weights.inputSize(), ride.state.h()[l]);
                } else {
                    layers[l].load(b, ride.state.h()[l - 1], 0, ride.state.h()[l]);
                }
            }
            layers[l].multiply();
            for (int b = 0; b < rides.size(); b++) {
                layers[l].update(b, rides.get(b).state.h()[l], rides.get(b).state.c()[l]);
            }
        }
        output(rides, t);
    }

    private void output(List<Ride> rides, int t) {
        for (int b = 0; b < rides.size(); b++) {
            top.put(b, rides.get(b).state.h()[layers.length - 1], top.rows());
        }
        logits.product(outputWeight, top, 0);
        logits.get(0, scratch, scratch.length);
        int V = weights.outputSize();
        for (int b = 0; b < rides.size(); b++) {
            float[] posteriors = rides.get(b).posteriors;
            for (int v = 0; v < V; v++) {
                posteriors[t * V + v] = scratch[b * V + v] + weights.outputBias()[v];
            }
            Activations.logSoftmax(posteriors, t * V, V);
        }
    }

    /** One layer's weights, and room for a tile. */
    private static final class Layer {
        private final int inputs;
        private final int hidden;
        private final Matrix weight;
        private final float[] bias;
        private final Matrix in;
        private final Matrix out;
        private final float[] column;
        private final float[] z;

        Layer(LstmLayer layer) {
            inputs = layer.inputSize();
            hidden = layer.hiddenSize();
            int gates = 4 * hidden;
            weight = new Matrix(gates, inputs + hidden);
            weight.columns(0, inputs).set(Matrix.ofRows(gates, inputs, layer.weightIh()));
            weight.columns(inputs, hidden).set(Matrix.ofRows(gates, hidden, layer.weightHh()));
            bias = new float[gates];
            for (int j = 0; j < gates; j++) {
                bias[j] = layer.biasIh()[j] + layer.biasHh()[j];
            }
            in = new Matrix(inputs + hidden, TILE);
            out = new Matrix(gates, TILE);
            column = new float[inputs + hidden];
            z = new float[gates];
        }

        void load(int b, float[] x, int offset, float[] h) {
            System.arraycopy(x, offset, column, 0, inputs);
            System.arraycopy(h, 0, column, inputs, hidden);
            in.put(b, column, column.length);
        }

        void multiply() {
            out.product(weight, in, 0);
        }

        void update(int b, float[] h, float[] c) {
            out.get(b, z, z.length);
            for (int j = 0; j < z.length; j++) {
                z[j] += bias[j];
            }
            Activations.gates(z, hidden);
            for (int j = 0; j < hidden; j++) {
                c[j] = z[hidden + j] * c[j] + z[j] * z[2 * hidden + j];
            }
            System.arraycopy(c, 0, h, 0, hidden);
            Activations.tanh(h, 0, hidden);
            for (int j = 0; j < hidden; j++) {
                h[j] *= z[3 * hidden + j];
            }
        }
    }
}
