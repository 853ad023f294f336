package io.hearken.ctc;

/**
 * The frame at which a word was surest, and what the network told there.
 *
 * @param frame counted from the stream's first
 * @param posterior 0 to 1
 * @param sinceStart seconds from the word's start to the middle of the frame; not a number if the
 *     network does not tell
 */
public record Peak(long frame, float posterior, float sinceStart) {}
