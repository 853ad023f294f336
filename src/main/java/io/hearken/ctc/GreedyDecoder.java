package io.hearken.ctc;

import java.util.List;

/**
 * The likeliest symbol of each frame, runs joined and blanks dropped (best path decoding, Graves et
 * al. 2006, section 3.2), frame by frame across chunks.
 */
public final class GreedyDecoder {
    private GreedyDecoder() {}

    /**
     * Hears one frame.
     *
     * @param logPosteriors row-major; the frame's values start at {@code offset}
     * @param frame counted from the stream's first
     * @return whether a symbol was added to {@link DecoderState#heard()}
     */
    public static boolean step(
            DecoderState state, float[] logPosteriors, int offset, int symbols, long frame) {
        int best = 0;
        for (int v = 1; v < symbols; v++) {
            if (logPosteriors[offset + v] > logPosteriors[offset + best]) {
                best = v;
            }
        }
        int before = state.lastSymbol();
        state.lastSymbol(best);
        if (best == 0) {
            return false;
        }
        float posterior = (float) Math.exp(logPosteriors[offset + best]);
        List<Heard> heard = state.heard();
        if (best == before) {
            // Unless the run began in an utterance that is over, it goes on.
            int last = heard.size() - 1;
            if (last >= 0) {
                heard.set(last, heard.get(last).extended(frame, posterior));
            }
            return false;
        }
        heard.add(new Heard(best, frame, frame, posterior));
        return true;
    }
}
