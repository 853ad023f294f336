package io.hearken.acoustic;

import java.util.Arrays;

/**
 * What a recurrent layer does with the sum of what comes in and what it remembers. Rows of its
 * weights lie gate by gate, in PyTorch's order.
 */
public enum Cell {
    /** Gates i, f, g, o; remembers h and c. */
    LSTM("lstm", 4, true),

    /**
     * Gates r, z, n; the reset gate is applied behind the recurrent product, as in PyTorch and in
     * Keras with {@code reset_after}.
     */
    GRU("gru", 3, false),

    /** One sum through tanh. */
    TANH("rnn-tanh", 1, false),

    /** One sum, or 0 where it is negative. */
    RELU("rnn-relu", 1, false);

    private final String text;
    private final int gates;
    private final boolean hasMemory;

    Cell(String text, int gates, boolean hasMemory) {
        this.text = text;
        this.gates = gates;
        this.hasMemory = hasMemory;
    }

    /**
     * The cell of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Cell of(String name) {
        return Arrays.stream(values())
                .filter(cell -> cell.text.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a cell is one of %s, got %s"
                                                .formatted(Arrays.toString(values()), name)));
    }

    /** G: how many rows of weights each unit has. */
    public int gates() {
        return gates;
    }

    /** Whether it remembers c beside h. */
    public boolean hasMemory() {
        return hasMemory;
    }

    /** Whether a gate's sum goes through σ. */
    boolean isSigmoid(int gate) {
        return this == LSTM && gate != 2 || this == GRU && gate != 2;
    }

    /** As models name it. */
    @Override
    public String toString() {
        return text;
    }
}
