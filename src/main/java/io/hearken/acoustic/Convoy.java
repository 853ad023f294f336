package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.Arrays;
import java.util.List;

/**
 * Any number of streams on their way through a network, or through a part of it: tile by tile.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
final class Convoy {
    private final int inputs;
    private final Tile tile;

    /** For each stream: how many frames it has, and its place among the streams. */
    private long[] order = new long[0];

    Convoy(PackedNetwork packed, Kernel kernel, Way way) {
        this.inputs = packed.inputs();
        this.tile = new Tile(packed, kernel, way);
    }

    /**
     * Takes streams through their frames.
     *
     * @param states one per stream, updated; none twice
     * @param frames for each stream [frames × D], row-major; the numbers of frames may differ
     * @param emissions for each stream, filled; of a layer alone, h stands for log-posteriors
     */
    void advance(List<NetworkState> states, List<float[]> frames, List<Emission> emissions) {
        int streams = states.size();
        require(streams == frames.size(), "%d states for %d streams", streams, frames.size());
        if (order.length < streams) {
            order = new long[streams];
        }
        for (int b = 0; b < streams; b++) {
            int count = frames.get(b).length / inputs;
            order[b] = (long) -count << 32 | b;
        }
        // The longest first: so the streams of a step are always the first ones of a tile.
        Arrays.sort(order, 0, streams);
        for (int from = 0; from < streams; from += Tile.STREAMS) {
            int to = Math.min(from + Tile.STREAMS, streams);
            for (int b = from; b < to; b++) {
                tile.check(states.get((int) order[b]));
            }
            for (int b = from; b < to; b++) {
                int stream = (int) order[b];
                tile.add(states.get(stream), frames.get(stream), emissions.get(stream));
            }
            tile.advance();
        }
    }
}
