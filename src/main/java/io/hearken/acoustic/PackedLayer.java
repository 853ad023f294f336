package io.hearken.acoustic;

/**
 * One recurrent layer's weights as {@link Kernel} wants them. Never changed.
 *
 * <p>The gates of {@value #UNITS} units lie together: {@value #UNITS} rows of the first gate, as
 * many of the next. Units that fill the last run have no weights, and stay zero.
 *
 * @param input W [GH × D]
 * @param recurrent U [GH × H]
 * @param bias what the sum begins with, but what is in {@code recurrentBias}
 * @param recurrentBias of a GRU, whose reset gate weighs it: what U's product begins with; of other
 *     cells empty
 */
record PackedLayer(
        Cell cell,
        int inputs,
        int hidden,
        Panels input,
        Panels recurrent,
        float[] bias,
        float[] recurrentBias) {
    /** The widest registers hold as many floats. */
    static final int UNITS = 16;

    /** Rows of a panel. */
    static final int WIDTH = 4 * UNITS;

    static PackedLayer of(RecurrentLayer layer) {
        Cell cell = layer.cell();
        int hidden = layer.hiddenSize();
        int[] rows = rows(cell, hidden);
        boolean apart = cell == Cell.GRU;
        return new PackedLayer(
                cell,
                layer.inputSize(),
                hidden,
                panels(layer, rows, layer.inputSize(), layer.weightIh()),
                panels(layer, rows, hidden, layer.weightHh()),
                panels(layer, rows, 1, apart ? layer.biasIh() : sum(layer)).values(),
                apart ? panels(layer, rows, 1, layer.biasHh()).values() : new float[0]);
    }

    private static float[] sum(RecurrentLayer layer) {
        float[] sum = layer.biasIh().clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += layer.biasHh()[j];
        }
        return sum;
    }

    private static Panels panels(RecurrentLayer layer, int[] rows, int depth, float[] values) {
        return new Panels(WIDTH, rows, depth, halved(layer, depth, values));
    }

    /** H, with the units that fill the last run. */
    int height() {
        return height(hidden);
    }

    private static int height(int hidden) {
        return (hidden + UNITS - 1) / UNITS * UNITS;
    }

    /** PyTorch's row, or -1, for every packed one. */
    private static int[] rows(Cell cell, int hidden) {
        int gates = cell.gates();
        int[] rows = new int[gates * height(hidden)];
        for (int r = 0; r < rows.length; r++) {
            int gate = r / UNITS % gates;
            int unit = r / (gates * UNITS) * UNITS + r % UNITS;
            rows[r] = unit < hidden ? gate * hidden + unit : -1;
        }
        return rows;
    }

    /** σ(v) = ½ + ½ tanh(v/2): what goes through σ is halved here, which is exact. */
    private static float[] halved(RecurrentLayer layer, int depth, float[] values) {
        float[] halved = values.clone();
        int gate = layer.hiddenSize() * depth;
        for (int g = 0; g < layer.cell().gates(); g++) {
            if (layer.cell().isSigmoid(g)) {
                for (int j = g * gate; j < (g + 1) * gate; j++) {
                    halved[j] *= 0.5f;
                }
            }
        }
        return halved;
    }
}
