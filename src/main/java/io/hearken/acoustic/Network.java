package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.Floats;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>On top, one product gives the logits and, where the network tells them, the times of words.
 *
 * <p>Streams ride in tiles, side by side in a matrix product. A stream's results do not depend on
 * its company: see {@link Panels}.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
public final class Network {
    private final NetworkWeights weights;
    private final Layer[] layers;
    private final Panels output;
    private final float[] outputBias;
    private final float[] scratch;
    private final int tile;

    public Network(NetworkWeights weights) {
        this.weights = weights;
        this.layers = weights.layers().stream().map(Layer::new).toArray(Layer[]::new);
        int hidden = layers[layers.length - 1].hidden;
        this.outputBias = Floats.join(weights.outputBias(), weights.timesBias());
        this.output =
                new Panels(
                        outputBias.length,
                        hidden,
                        Floats.join(weights.outputWeight(), weights.timesWeight()));
        this.tile =
                Arrays.stream(layers)
                        .mapToInt(layer -> layer.panels.columns())
                        .reduce(output.columns(), Math::min);
        this.scratch = new float[outputBias.length * tile];
    }

    /**
     * Advances streams by their frames.
     *
     * @param states one per stream, updated in place
     * @param frames for each stream [frames × D], row-major; the numbers of frames may differ
     * @return for each stream what is said of its frames
     */
    public List<Emission> advance(List<LstmState> states, List<float[]> frames) {
        require(
                states.size() == frames.size(),
                "%d states for %d streams",
                states.size(),
                frames.size());
        List<Ride> rides = new ArrayList<>(states.size());
        for (int b = 0; b < states.size(); b++) {
            int count = frames.get(b).length / weights.inputSize();
            rides.add(new Ride(states.get(b), frames.get(b), emission(count), count));
        }
        for (int from = 0; from < rides.size(); from += tile) {
            advanceTile(rides.subList(from, Math.min(from + tile, rides.size())));
        }
        return rides.stream().map(Ride::emission).toList();
    }

    private Emission emission(int frames) {
        return new Emission(
                new float[frames * weights.outputSize()],
                new float[frames * weights.timesBias().length]);
    }

    /** One stream's way through a call. */
    private record Ride(LstmState state, float[] frames, Emission emission, int count) {}

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
            layers[l].panels.multiply(rides.size());
            for (int b = 0; b < rides.size(); b++) {
                layers[l].update(b, rides.get(b).state.h()[l], rides.get(b).state.c()[l]);
            }
        }
        output(rides, t);
    }

    private void output(List<Ride> rides, int t) {
        for (int b = 0; b < rides.size(); b++) {
            output.in().put(b, rides.get(b).state.h()[layers.length - 1], output.in().rows());
        }
        output.multiply(rides.size());
        output.out().get(0, scratch, rides.size() * outputBias.length);
        int V = weights.outputSize();
        int told = outputBias.length - V;
        for (int b = 0; b < rides.size(); b++) {
            int at = b * outputBias.length;
            for (int v = 0; v < outputBias.length; v++) {
                scratch[at + v] += outputBias[v];
            }
            Activations.logSoftmax(scratch, at, V);
            Emission emission = rides.get(b).emission;
            System.arraycopy(scratch, at, emission.logPosteriors(), t * V, V);
            System.arraycopy(scratch, at + V, emission.times(), t * told, told);
        }
    }

    /** One layer's weights, and room for a tile. */
    private static final class Layer {
        private final int inputs;
        private final int hidden;
        private final Panels panels;
        private final float[] bias;
        private final float[] z;

        Layer(LstmLayer layer) {
            inputs = layer.inputSize();
            hidden = layer.hiddenSize();
            int gates = 4 * hidden;
            int depth = inputs + hidden;
            float[] both = new float[gates * depth];
            bias = new float[gates];
            for (int j = 0; j < gates; j++) {
                // σ(v) = ½ + ½ tanh(v/2): what goes through σ is halved here, which is exact.
                float scale = j / hidden == 2 ? 1 : 0.5f;
                for (int k = 0; k < inputs; k++) {
                    both[j * depth + k] = scale * layer.weightIh()[j * inputs + k];
                }
                for (int k = 0; k < hidden; k++) {
                    both[j * depth + inputs + k] = scale * layer.weightHh()[j * hidden + k];
                }
                bias[j] = scale * (layer.biasIh()[j] + layer.biasHh()[j]);
            }
            panels = new Panels(gates, depth, both);
            z = new float[gates];
        }

        void load(int b, float[] x, int offset, float[] h) {
            panels.in().put(0, b, x, offset, inputs);
            panels.in().put(inputs, b, h, 0, hidden);
        }

        void update(int b, float[] h, float[] c) {
            panels.out().get(b, z, z.length);
            for (int j = 0; j < z.length; j++) {
                z[j] += bias[j];
            }
            Activations.tanh(z, 0, z.length);
            for (int j = 0; j < hidden; j++) {
                float i = 0.5f + 0.5f * z[j];
                float f = 0.5f + 0.5f * z[hidden + j];
                c[j] = f * c[j] + i * z[2 * hidden + j];
            }
            System.arraycopy(c, 0, h, 0, hidden);
            Activations.tanh(h, 0, hidden);
            for (int j = 0; j < hidden; j++) {
                h[j] *= 0.5f + 0.5f * z[3 * hidden + j];
            }
        }
    }
}
