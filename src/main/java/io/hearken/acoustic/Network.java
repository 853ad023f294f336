package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The pass through a network that goes forward only, for many streams at once. For each layer and
 * step, with ⊙ for products element by element, b for both biases and x [D], h, c [H]:
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
public final class Network implements Hearing {
    private final PackedNetwork packed;
    private final Convoy convoy;

    /**
     * A network.
     *
     * @throws IllegalArgumentException if a layer also goes backwards
     */
    public Network(NetworkWeights weights) {
        this(weights, Kernels.make());
    }

    Network(NetworkWeights weights, Kernel kernel) {
        require(
                !weights.isBidirectional(),
                "a network that also goes backwards hears whole sequences only");
        this.packed = PackedNetwork.of(weights);
        this.convoy = new Convoy(packed, kernel, Way.forward(packed.outputs()));
    }

    /** What computes, for people to read, such as {@code Vector API, 16 lanes}. */
    public static String engine() {
        return Kernels.make().name();
    }

    /**
     * Advances streams by their frames.
     *
     * @param states one per stream, updated; none twice
     * @param frames for each stream [frames × D], row-major; the numbers of frames may differ
     * @return for each stream what is said of its frames
     */
    @Override
    public List<Emission> advance(List<NetworkState> states, List<float[]> frames) {
        List<Emission> emissions = new ArrayList<>(frames.size());
        for (float[] own : frames) {
            emissions.add(emission(own.length / packed.inputs()));
        }
        convoy.advance(states, frames, emissions);
        return emissions;
    }

    private Emission emission(int frames) {
        return new Emission(
                new float[frames * packed.symbols()], new float[frames * packed.told()]);
    }
}
