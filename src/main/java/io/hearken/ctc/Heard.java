package io.hearken.ctc;

/**
 * A symbol the decoder heard: one run of frames.
 *
 * @param symbol never the blank
 * @param firstFrame the run's first frame, counted from the stream's first
 * @param lastFrame the run's last frame so far
 * @param peak where in the run its posterior is largest, the first such frame
 */
public record Heard(int symbol, long firstFrame, long lastFrame, Peak peak) {
    static Heard first(int symbol, Frame frame) {
        return new Heard(symbol, frame.number(), frame.number(), frame.peak(symbol));
    }

    Heard extended(Frame frame) {
        Peak now = frame.peak(symbol);
        return new Heard(
                symbol,
                firstFrame,
                frame.number(),
                now.posterior() > peak.posterior() ? now : peak);
    }
}
