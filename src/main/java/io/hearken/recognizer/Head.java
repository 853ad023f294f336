package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

/**
 * What a network's outputs mean.
 *
 * <p>With CTC every step's outputs are read, and symbols come one behind the other. A label head is
 * a classifier: only the outputs of the last step count, of an utterance or of every window, each
 * of which the network hears afresh; several windows' posteriors are averaged.
 *
 * <pre>
 *   window   |―――――――|
 *              |―――――――|
 *                |―――――――|         hop: from one beginning to the next
 * </pre>
 *
 * @param isLabel whether it is a label head; else what follows is 0 or 1
 * @param window seconds in a window, at most a minute; 0: the whole utterance is one
 * @param hop seconds from one window to the next, of which a window is a multiple; 0 with {@code
 *     window}
 * @param smoothing how many windows are averaged, 1 to 100
 * @param refractory seconds after a label in which no other is said, at most a minute
 */
public record Head(boolean isLabel, double window, double hop, int smoothing, double refractory) {
    /** Every step counts. */
    public static final Head CTC = new Head(false, 0, 0, 1, 0);

    /** One label for each utterance. */
    public static final Head UTTERANCE = new Head(true, 0, 0, 1, 0);

    private static final double LONGEST = 60;
    private static final int MOST_SMOOTHING = 100;

    /** The network hears a stream as many times over. */
    private static final int MOST_OVERLAPPING = 64;

    public Head {
        requireSeconds("window", window);
        requireSeconds("hop", hop);
        requireSeconds("refractory", refractory);
        require(
                window == 0 ? hop == 0 : 0 < hop && hop <= window,
                "hop must be above 0 s and at most the window's %s s, got %s s",
                window,
                hop);
        require(
                1 <= smoothing && smoothing <= MOST_SMOOTHING,
                "smoothing must be 1 to %d windows, got %d",
                MOST_SMOOTHING,
                smoothing);
        require(
                window > 0 && isLabel || window == 0 && smoothing == 1 && refractory == 0,
                "smoothing and refractory are of windows, and windows of a label head");
        require(
                window <= MOST_OVERLAPPING * hop,
                "at most %d windows overlap: hop must be at least %s s, got %s s",
                MOST_OVERLAPPING,
                window / MOST_OVERLAPPING,
                hop);
    }

    private static void requireSeconds(String name, double seconds) {
        require(
                0 <= seconds && seconds <= LONGEST,
                "%s must be 0 to %s s, got %s",
                name,
                LONGEST,
                seconds);
    }

    /** A label for every window. */
    public static Head windows(double window, double hop, int smoothing, double refractory) {
        return new Head(true, window, hop, smoothing, refractory);
    }

    /** Whether windows are looked at, not utterances. */
    public boolean hasWindows() {
        return window > 0;
    }
}
