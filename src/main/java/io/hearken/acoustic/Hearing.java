package io.hearken.acoustic;

import java.util.List;

/** A network that hears many streams at once. */
public interface Hearing {
    /**
     * The network of some weights: a {@link Network}, or a {@link WholeNetwork} if it also goes
     * backwards.
     */
    static Hearing of(NetworkWeights weights) {
        return weights.isBidirectional() ? new WholeNetwork(weights) : new Network(weights);
    }

    /**
     * Advances streams by their frames. For a {@link WholeNetwork} these are all there are.
     *
     * @param states one per stream, updated; none twice; a {@link WholeNetwork} leaves them alone
     * @param frames for each stream [frames × D], row-major; the numbers of frames may differ
     * @return for each stream what is said of its frames
     */
    List<Emission> advance(List<NetworkState> states, List<float[]> frames);
}
