package io.hearken.ctc;

/**
 * When a word ends. A network is often sure of a word before it is over, and can but guess how long
 * it will go on; so it is asked again until it takes the word to be over.
 *
 * @param frame the latest frame it was asked at, counted from the stream's first
 * @param untilEnd seconds from the middle of the frame to the word's end; not a number if the
 *     network does not tell
 */
public record Ending(long frame, float untilEnd) {
    /** No word goes on for longer than so many frames after the network was sure of it. */
    private static final int LONGEST_REST = 15;

    /** Whether the end still lay ahead. */
    boolean isAhead() {
        return untilEnd > 0;
    }

    /** Whether to ask again, the network having been sure of the word until {@code lastFrame}. */
    boolean isOpen(long lastFrame, Frame now) {
        return isAhead() && now.number() - lastFrame <= LONGEST_REST;
    }
}
