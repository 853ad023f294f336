package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The forward pass, for many streams at once. For each layer and step, with ⊙ for products element
 * by element, b for both biases and x [D], h, c [H]:
 *
 * <pre>
 *   LSTM (Gers, Schmidhuber and Cummins, 2000)
 *     i, f, g, o      quarters of W·x + U·h + b through σ, σ, tanh, σ
 *     c ← f⊙c + i⊙g       h ← o⊙tanh(c)
 *   GRU (Cho et al., 2014, with the reset gate behind U as in PyTorch)
 *     r, z            of W·x + U·h + b through σ
 *     n               tanh(W·x + b_ih + r⊙(U·h + b_hh))
 *     h ← (1 - z)⊙n + z⊙h
 *   plain (Elman, 1990)
 *     h ← tanh(W·x + U·h + b), or the same with max(0, ·)
 * </pre>
 *
 * <p>On top, one product gives the logits and, where the network tells them, the times of words.
 *
 * <p>Streams ride in tiles, side by side in a matrix product. A layer's W meets all steps of a run
 * at once, as they wait for nothing; U takes them one by one. A stream's results do not depend on
 * its company: see {@link Kernel}.
 *
 * <p>Keeps scratch memory: one thread at a time. Networks of the same weights share them packed.
 */
public final class Network {
    private final PackedNetwork packed;
    private final Tile tile;

    /** For each stream: how many frames it has, and its place among the streams. */
    private long[] order = new long[0];

    public Network(NetworkWeights weights) {
        this(weights, Kernels.make());
    }

    Network(NetworkWeights weights, Kernel kernel) {
        this.packed = PackedNetwork.of(weights);
        this.tile = new Tile(packed, kernel);
    }

    /** What computes, for people to read, such as {@code Vector API, 16 lanes}. */
    public static String engine() {
        return Kernels.make().name();
    }

    /**
     * Advances streams by their frames.
     *
     * @param states one per stream, updated in place
     * @param frames for each stream [frames × D], row-major; the numbers of frames may differ
     * @return for each stream what is said of its frames
     */
    public List<Emission> advance(List<NetworkState> states, List<float[]> frames) {
        require(
                states.size() == frames.size(),
                "%d states for %d streams",
                states.size(),
                frames.size());
        int D = packed.inputs();
        int streams = states.size();
        if (order.length < streams) {
            order = new long[streams];
        }
        List<Emission> emissions = new ArrayList<>(streams);
        for (int b = 0; b < streams; b++) {
            int count = frames.get(b).length / D;
            emissions.add(emission(count));
            order[b] = (long) -count << 32 | b;
        }
        // The longest first: so the streams of a step are always the first ones of a tile.
        Arrays.sort(order, 0, streams);
        for (int from = 0; from < streams; from += Tile.STREAMS) {
            int to = Math.min(from + Tile.STREAMS, streams);
            for (int b = from; b < to; b++) {
                int stream = (int) order[b];
                tile.add(states.get(stream), frames.get(stream), emissions.get(stream));
            }
            tile.advance();
        }
        return emissions;
    }

    private Emission emission(int frames) {
        return new Emission(
                new float[frames * packed.symbols()], new float[frames * packed.told()]);
    }
}
