package io.hearken.ctc;

import java.util.List;

/**
 * Makes symbols of log-posteriors, frame by frame across chunks. Keeps nothing itself: one decoder
 * serves any number of streams and threads.
 */
public interface Decoder {
    /**
     * No path grows longer. Noise that never pauses must not fill a stream's memory or a Kafka
     * record, since every hypothesis holds all words of its utterance.
     */
    int LONGEST = 200;

    /**
     * Hears one frame.
     *
     * @return whether another path may be the best now, or the best one has changed
     */
    boolean step(DecoderState state, Frame frame);

    /** The paths an utterance may end with, likeliest first; empty if none may. */
    List<Path> finals(DecoderState state);
}
