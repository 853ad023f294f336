package io.hearken.acoustic;

/**
 * What a network remembers of one stream: h and c of every layer, zero at the start.
 *
 * @param h [layers][H], updated in place
 * @param c [layers][H], updated in place
 */
public record LstmState(float[][] h, float[][] c) {
    /** The state of a stream nothing has been heard of. */
    public static LstmState zero(NetworkWeights weights) {
        int layers = weights.layers().size();
        float[][] h = new float[layers][];
        float[][] c = new float[layers][];
        for (int l = 0; l < layers; l++) {
            h[l] = new float[weights.layers().get(l).hiddenSize()];
            c[l] = new float[weights.layers().get(l).hiddenSize()];
        }
        return new LstmState(h, c);
    }

    public LstmState copy() {
        return new LstmState(copy(h), copy(c));
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = new float[rows.length][];
        for (int l = 0; l < rows.length; l++) {
            copy[l] = rows[l].clone();
        }
        return copy;
    }
}
