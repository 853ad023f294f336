package io.hearken.acoustic;

/**
 * One LSTM layer's weights as {@link Kernel} wants them. Never changed.
 *
 * <p>The gates of {@value #UNITS} units lie together: rows of i, f, g and o by turns, {@value
 * #UNITS} of each. Units that fill the last panel have no weights, and stay zero.
 *
 * @param input W [4H × D]
 * @param recurrent U [4H × H]
 * @param bias b [4H]
 */
record PackedLayer(int inputs, int hidden, Panels input, Panels recurrent, float[] bias) {
    /** The widest registers hold as many floats. */
    static final int UNITS = 16;

    /** Rows of a panel: the gates of as many units. */
    static final int WIDTH = 4 * UNITS;

    static PackedLayer of(LstmLayer layer) {
        int hidden = layer.hiddenSize();
        int[] rows = rows(hidden);
        float[] bias = new float[4 * hidden];
        for (int j = 0; j < bias.length; j++) {
            bias[j] = layer.biasIh()[j] + layer.biasHh()[j];
        }
        int inputs = layer.inputSize();
        return new PackedLayer(
                inputs,
                hidden,
                new Panels(WIDTH, rows, inputs, halved(layer.weightIh(), hidden, inputs)),
                new Panels(WIDTH, rows, hidden, halved(layer.weightHh(), hidden, hidden)),
                new Panels(WIDTH, rows, 1, halved(bias, hidden, 1)).values());
    }

    /** H, with the units that fill the last panel. */
    int height() {
        return bias.length / 4;
    }

    /** PyTorch's row, or -1, for every packed one. */
    private static int[] rows(int hidden) {
        int[] rows = new int[(hidden + UNITS - 1) / UNITS * WIDTH];
        for (int r = 0; r < rows.length; r++) {
            int gate = r / UNITS % 4;
            int unit = r / WIDTH * UNITS + r % UNITS;
            rows[r] = unit < hidden ? gate * hidden + unit : -1;
        }
        return rows;
    }

    /** σ(v) = ½ + ½ tanh(v/2): what goes through σ is halved here, which is exact. */
    private static float[] halved(float[] values, int hidden, int depth) {
        float[] halved = new float[values.length];
        for (int j = 0; j < values.length; j++) {
            int gate = j / depth / hidden;
            halved[j] = gate == 2 ? values[j] : 0.5f * values[j];
        }
        return halved;
    }
}
