package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.Arrays;

/**
 * Up to {@value #STREAMS} streams on their way through a network, or through a part of it, and all
 * scratch memory they need.
 *
 * <p>They are advanced by runs of as many steps as {@value #COLUMNS} columns hold. In a run, the
 * columns of a step follow those of the step before: one for each stream that still has a frame.
 */
final class Tile {
    /** More would push a layer's columns out of the second nearest cache. */
    static final int COLUMNS = 64;

    static final int STREAMS = COLUMNS;

    private final PackedNetwork packed;
    private final Kernel kernel;
    private final Way way;
    private final NetworkState[] states = new NetworkState[STREAMS];
    private final float[][] frames = new float[STREAMS][];
    private final Emission[] emissions = new Emission[STREAMS];
    private int streams;

    /** Streams with a frame at each step of a run. */
    private final int[] active = new int[COLUMNS];

    private int steps;

    /** What goes into the first layer. */
    private final float[][] x;

    /** One for each layer: h before the run, and then of each step. */
    private final float[][][] h;

    private final float[][][] c;

    /** One for each layer. */
    private final float[][][] z;

    /** One for each layer with a product of h that stands apart. */
    private final float[][][] u;

    private final float[][] logits;
    private final Softmax softmax;

    Tile(PackedNetwork packed, Kernel kernel, Way way) {
        this.packed = packed;
        this.kernel = kernel;
        this.way = way;
        this.x = new float[COLUMNS][packed.inputs()];
        this.h = new float[packed.layers().size()][][];
        this.c = new float[h.length][][];
        this.z = new float[h.length][][];
        this.u = new float[h.length][][];
        for (int l = 0; l < h.length; l++) {
            PackedLayer layer = packed.layers().get(l);
            h[l] = new float[STREAMS + COLUMNS][layer.height()];
            c[l] = new float[STREAMS][layer.cell().hasMemory() ? layer.height() : 0];
            z[l] = new float[COLUMNS][layer.input().rows()];
            u[l] = new float[STREAMS][layer.recurrentBias().length];
        }
        this.logits = new float[COLUMNS][packed.outputBias().length];
        this.softmax = new Softmax(COLUMNS, packed.symbols());
    }

    /**
     * Refuses a state of another network.
     *
     * @throws IllegalArgumentException if it is one
     */
    void check(NetworkState state) {
        require(
                state.h().length == h.length,
                "a state of %d layers for a network of %d: was it saved with another model?",
                state.h().length,
                h.length);
        for (int l = 0; l < h.length; l++) {
            int hidden = packed.layers().get(l).hidden();
            int memory = packed.layers().get(l).cell().hasMemory() ? hidden : 0;
            require(
                    state.h()[l].length == hidden && state.c()[l].length == memory,
                    "a state of %d and %d units for a layer of %d and %d: was it saved with another"
                            + " model?",
                    state.h()[l].length,
                    state.c()[l].length,
                    hidden,
                    memory);
        }
    }

    /** One stream more, whose state was checked. Those with more frames come first. */
    void add(NetworkState state, float[] frames, Emission emission) {
        states[streams] = state;
        this.frames[streams] = frames;
        emissions[streams] = emission;
        for (int l = 0; l < h.length; l++) {
            if (fits(l)) {
                exchange(state, l, streams);
            } else {
                System.arraycopy(state.h()[l], 0, h[l][streams], 0, state.h()[l].length);
                System.arraycopy(state.c()[l], 0, c[l][streams], 0, state.c()[l].length);
            }
        }
        streams++;
    }

    /** Takes all streams through all their frames, and lets them go. */
    void advance() {
        int longest = streams == 0 ? 0 : count(0);
        for (int t = 0; t < longest; t += steps) {
            int columns = load(t);
            for (int l = 0; l < h.length; l++) {
                layer(l, columns);
            }
            output(t, columns);
            carry();
        }
        for (int b = 0; b < streams; b++) {
            for (int l = 0; l < h.length; l++) {
                if (fits(l)) {
                    exchange(states[b], l, b);
                } else {
                    System.arraycopy(h[l][b], 0, states[b].h()[l], 0, states[b].h()[l].length);
                    System.arraycopy(c[l][b], 0, states[b].c()[l], 0, states[b].c()[l].length);
                }
            }
        }
        Arrays.fill(states, null);
        Arrays.fill(frames, null);
        Arrays.fill(emissions, null);
        streams = 0;
    }

    /** Whether a stream's own arrays can be columns, which fill whole runs of units. */
    private boolean fits(int l) {
        return packed.layers().get(l).hidden() == packed.layers().get(l).height();
    }

    /** Copies nothing: columns become the state's, and the state's columns. */
    private void exchange(NetworkState state, int l, int b) {
        float[] ofTile = h[l][b];
        h[l][b] = state.h()[l];
        state.h()[l] = ofTile;
        ofTile = c[l][b];
        c[l][b] = state.c()[l];
        state.c()[l] = ofTile;
    }

    private int count(int stream) {
        return frames[stream].length / packed.inputs();
    }

    /** The frame a stream hears as its t-th. */
    private int place(int stream, int t) {
        return way.isBackward() ? count(stream) - 1 - t : t;
    }

    /** Begins a run at frame t; returns its columns. */
    private int load(int t) {
        int D = packed.inputs();
        int columns = 0;
        int now = streams;
        for (steps = 0; steps < COLUMNS; steps++) {
            while (now > 0 && count(now - 1) <= t + steps) {
                now--;
            }
            if (now == 0 || columns + now > COLUMNS) {
                break;
            }
            active[steps] = now;
            for (int b = 0; b < now; b++) {
                System.arraycopy(frames[b], place(b, t + steps) * D, x[columns + b], 0, D);
            }
            columns += now;
        }
        return columns;
    }

    private void layer(int l, int columns) {
        PackedLayer layer = packed.layers().get(l);
        if (l == 0) {
            kernel.multiply(layer.input(), layer.bias(), x, 0, columns, z[l], 0);
        } else {
            kernel.multiply(layer.input(), layer.bias(), h[l - 1], streams, columns, z[l], 0);
        }
        int before = 0;
        int at = 0;
        for (int s = 0; s < steps; s++) {
            step(l, before, at, active[s]);
            before = streams + at;
            at += active[s];
        }
    }

    /**
     * One step of some streams.
     *
     * @param before the first column of h before the step
     * @param at the first column of z, and of h after the step behind the streams' own
     */
    private void step(int l, int before, int at, int count) {
        PackedLayer layer = packed.layers().get(l);
        int after = streams + at;
        switch (layer.cell()) {
            case LSTM:
                kernel.add(layer.recurrent(), h[l], before, count, z[l], at);
                kernel.lstm(z[l], at, count, c[l], h[l], after);
                break;
            case GRU:
                float[] bias = layer.recurrentBias();
                kernel.multiply(layer.recurrent(), bias, h[l], before, count, u[l], 0);
                kernel.gru(z[l], at, count, u[l], h[l], before, after);
                break;
            case TANH:
                kernel.add(layer.recurrent(), h[l], before, count, z[l], at);
                kernel.tanh(z[l], at, count, h[l], after);
                break;
            case RELU:
                kernel.add(layer.recurrent(), h[l], before, count, z[l], at);
                kernel.relu(z[l], at, count, h[l], after);
                break;
        }
    }

    private void output(int t, int columns) {
        boolean isLinear = h.length == 0;
        float[][] top = isLinear ? x : h[h.length - 1];
        int first = isLinear ? 0 : streams;
        if (packed.output() == null) {
            tell(t, top, first);
            return;
        }
        kernel.multiply(packed.output(), packed.outputBias(), top, first, columns, logits, 0);
        softmax.log(logits, columns, kernel);
        tell(t, logits, 0);
    }

    private void tell(int t, float[][] columns, int first) {
        int V = packed.outputs();
        int told = packed.told();
        int column = first;
        for (int s = 0; s < steps; s++) {
            for (int b = 0; b < active[s]; b++) {
                float[] said = columns[column++];
                int place = place(b, t + s);
                int to = place * way.width() + way.offset();
                System.arraycopy(said, 0, emissions[b].logPosteriors(), to, V);
                System.arraycopy(said, V, emissions[b].times(), place * told, told);
            }
        }
    }

    /** Each stream's last h becomes the one before the next run. */
    private void carry() {
        for (int l = 0; l < h.length; l++) {
            int at = streams;
            for (int s = 0; s < steps; s++) {
                int more = s + 1 < steps ? active[s + 1] : 0;
                for (int b = more; b < active[s]; b++) {
                    float[] last = h[l][at + b];
                    h[l][at + b] = h[l][b];
                    h[l][b] = last;
                }
                at += active[s];
            }
        }
    }
}
