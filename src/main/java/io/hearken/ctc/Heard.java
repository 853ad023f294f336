package io.hearken.ctc;

/**
 * A symbol the decoder heard: one run of frames in which it was likelier than any other.
 *
 * @param symbol never the blank
 * @param firstFrame the run's first frame, counted from the stream's first
 * @param lastFrame the run's last frame so far
 * @param confidence the symbol's largest posterior in the run, 0 to 1
 */
public record Heard(int symbol, long firstFrame, long lastFrame, float confidence) {
    Heard extended(long frame, float posterior) {
        return new Heard(symbol, firstFrame, frame, Math.max(confidence, posterior));
    }
}
