package io.hearken.ctc;

import static io.hearken.ctc.LogSum.NEVER;

import java.util.List;

/**
 * The likeliest symbol of each frame, runs joined and blanks dropped (best path decoding, Graves et
 * al. 2006, section 3.2).
 */
public final class GreedyDecoder implements Decoder {
    private static final GreedyDecoder GREEDY = new GreedyDecoder();
    private static final float[] NO_TIMES = {};

    @Override
    public boolean step(DecoderState state, Frame frame) {
        int symbol = frame.likeliest();
        Path before = state.best();
        Path now = next(before, symbol, frame);
        if (now != before) {
            state.paths(List.of(now));
        }
        return now.heard() != before.heard();
    }

    private static Path next(Path path, int symbol, Frame frame) {
        if (symbol == 0) {
            return (path.isRunning() ? path.with(0, NEVER) : path).settled(frame);
        }
        if (path.isRunning() && path.last() == symbol) {
            return path.extended(frame);
        }
        return path.heard().size() < LONGEST ? path.appended(symbol, frame, 0) : path;
    }

    /**
     * Hears one frame of which nothing but the symbols counts.
     *
     * @param logPosteriors row-major; the frame's values start at {@code offset}
     * @param frame counted from the stream's first
     */
    public static void step(
            DecoderState state, float[] logPosteriors, int offset, int symbols, long frame) {
        GREEDY.step(state, new Frame(frame, logPosteriors, symbols, NO_TIMES, offset / symbols));
    }

    @Override
    public List<Path> finals(DecoderState state) {
        return List.of(state.best());
    }
}
