package io.hearken.acoustic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The pass through a network that also goes backwards, for many whole sequences at once. A layer
 * with a backward half (Schuster and Paliwal, 1997) goes through all steps twice, from silence each
 * time:
 *
 * <pre>
 *   x ─→ [forward]   →  h₀  h₁  …            row t of what it gives: forward's h_t, then
 *     └→ [backward]  ←  h₀  h₁  …            backward's h_t, 2H numbers
 * </pre>
 *
 * <p>Layers, tiles and kernels are those of {@link Network}, so a sequence's results do not depend
 * on its company either.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
public final class WholeNetwork implements Hearing {
    /** Half a gigabyte: what a layer takes in, or gives, of the sequences heard together. */
    private static final int MOST_NUMBERS = 1 << 27;

    private final List<Layer> layers = new ArrayList<>();
    private final PackedNetwork linear;
    private final Convoy output;
    private final boolean bothEnds;
    private final int inputs;
    private final int widest;

    public WholeNetwork(NetworkWeights weights) {
        this(weights, Kernels.make());
    }

    WholeNetwork(NetworkWeights weights, Kernel kernel) {
        weights.layers().forEach(layer -> layers.add(new Layer(layer, kernel)));
        linear = PackedNetwork.ofOutput(weights);
        output = new Convoy(linear, kernel, Way.forward(linear.outputs()));
        bothEnds = weights.bothEnds();
        inputs = weights.inputSize();
        widest = widest(weights);
    }

    /** The most frames of a sequence for which there is memory. */
    public static int mostFrames(NetworkWeights weights) {
        return MOST_NUMBERS / widest(weights);
    }

    private static int widest(NetworkWeights weights) {
        int widest = Math.max(weights.inputSize(), weights.outputSize());
        for (RecurrentLayer layer : weights.layers()) {
            widest = Math.max(widest, layer.outputSize());
        }
        return widest;
    }

    /** A layer's one or two halves. */
    private static final class Layer {
        final List<Convoy> halves = new ArrayList<>(2);
        final int inputs;
        final int hidden;
        final int outputs;

        /** What each half begins with. */
        final boolean hasMemory;

        Layer(RecurrentLayer layer, Kernel kernel) {
            inputs = layer.inputSize();
            hidden = layer.hiddenSize();
            outputs = layer.outputSize();
            hasMemory = layer.cell().hasMemory();
            add(layer, kernel, new Way(false, 0, outputs));
            layer.backward().ifPresent(half -> add(half, kernel, new Way(true, hidden, outputs)));
        }

        private void add(RecurrentLayer half, Kernel kernel, Way way) {
            halves.add(new Convoy(PackedNetwork.ofLayer(half), kernel, way));
        }

        /** From [T × D] to [T × H] or [T × 2H]. */
        List<float[]> hear(List<float[]> x) {
            List<Emission> heard = new ArrayList<>(x.size());
            for (float[] own : x) {
                heard.add(new Emission(new float[own.length / inputs * outputs], new float[0]));
            }
            for (Convoy half : halves) {
                half.advance(silence(x.size()), x, heard);
            }
            return heard.stream().map(Emission::logPosteriors).toList();
        }

        private List<NetworkState> silence(int streams) {
            List<NetworkState> states = new ArrayList<>(streams);
            for (int b = 0; b < streams; b++) {
                float[] c = new float[hasMemory ? hidden : 0];
                states.add(new NetworkState(new float[][] {new float[hidden]}, new float[][] {c}));
            }
            return states;
        }

        /** Of the last step, the backward half is as it was when it had heard all. */
        void meet(float[] h) {
            if (h.length > 0) {
                System.arraycopy(h, hidden, h, h.length - hidden, hidden);
            }
        }
    }

    /** So many sequences at a time as there is memory for; each by itself if need be. */
    @Override
    public List<Emission> advance(List<NetworkState> states, List<float[]> sequences) {
        List<Emission> emissions = new ArrayList<>(sequences.size());
        int from = 0;
        while (from < sequences.size()) {
            int to = from;
            long numbers = 0;
            do {
                numbers += (long) sequences.get(to).length / inputs * widest;
                to++;
            } while (to < sequences.size()
                    && numbers + (long) sequences.get(to).length / inputs * widest <= MOST_NUMBERS);
            emissions.addAll(hear(sequences.subList(from, to)));
            from = to;
        }
        return emissions;
    }

    private List<Emission> hear(List<float[]> sequences) {
        List<float[]> x = sequences;
        for (Layer layer : layers) {
            x = layer.hear(x);
        }
        if (bothEnds) {
            x.forEach(layers.get(layers.size() - 1)::meet);
        }
        List<Emission> emissions = new ArrayList<>(x.size());
        for (float[] h : x) {
            int frames = h.length / linear.inputs();
            emissions.add(
                    new Emission(
                            new float[frames * linear.symbols()],
                            new float[frames * linear.told()]));
        }
        NetworkState none = new NetworkState(new float[0][], new float[0][]);
        output.advance(Collections.nCopies(x.size(), none), x, emissions);
        return emissions;
    }
}
