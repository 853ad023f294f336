package io.hearken.acoustic;

/**
 * What a network says of one stream's frames.
 *
 * @param logPosteriors [frames × V], row-major
 * @param times [frames × 2], row-major: seconds from the word's start to the middle of the frame,
 *     and from there to the word's end; they mean something where a word is likely. Empty if the
 *     network does not tell
 */
public record Emission(float[] logPosteriors, float[] times) {}
