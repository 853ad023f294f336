package io.hearken.ctc;

/**
 * A symbol the decoder heard: one run of frames.
 *
 * @param symbol never the blank
 * @param firstFrame the run's first frame, counted from the stream's first
 * @param lastFrame the run's last frame so far
 * @param peak where in the run its posterior is largest, the first such frame
 */
public record Heard(int symbol, long firstFrame, long lastFrame, Peak peak, Ending ending) {
    static Heard first(int symbol, Frame frame) {
        return new Heard(
                symbol, frame.number(), frame.number(), frame.peak(symbol), frame.ending());
    }

    /** Whether it is known when the word began and ended. */
    public boolean hasTimes() {
        return Float.isFinite(peak.sinceStart()) && Float.isFinite(ending.untilEnd());
    }

    /** The run goes on. */
    Heard extended(Frame frame) {
        Peak now = frame.peak(symbol);
        return new Heard(
                symbol,
                firstFrame,
                frame.number(),
                now.posterior() > peak.posterior() ? now : peak,
                ending.isAhead() ? frame.ending() : ending);
    }

    /** Whether the word may still go on, its run being over. */
    boolean isUnsettled(Frame frame) {
        return ending.isOpen(lastFrame, frame);
    }

    /** The run is over, the word perhaps not. */
    Heard settled(Frame frame) {
        return new Heard(symbol, firstFrame, lastFrame, peak, frame.ending());
    }
}
