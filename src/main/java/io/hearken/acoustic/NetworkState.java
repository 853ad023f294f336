package io.hearken.acoustic;

import java.util.List;

/**
 * What a network remembers of one stream: h of every layer, and c where its cell has one; zero at
 * the start.
 *
 * <p>A network that advances it may replace its rows: nobody else must keep them.
 *
 * @param h [layers][H], updated
 * @param c [layers][H], updated; [layers][0] where the cell has none
 */
public record NetworkState(float[][] h, float[][] c) {
    /** The state of a stream nothing has been heard of. */
    public static NetworkState zero(NetworkWeights weights) {
        List<RecurrentLayer> layers = weights.layers();
        float[][] h = new float[layers.size()][];
        float[][] c = new float[layers.size()][];
        for (int l = 0; l < h.length; l++) {
            RecurrentLayer layer = layers.get(l);
            h[l] = new float[layer.hiddenSize()];
            c[l] = new float[layer.cell().hasMemory() ? layer.hiddenSize() : 0];
        }
        return new NetworkState(h, c);
    }

    public NetworkState copy() {
        return new NetworkState(copy(h), copy(c));
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = new float[rows.length][];
        for (int l = 0; l < rows.length; l++) {
            copy[l] = rows[l].clone();
        }
        return copy;
    }
}
