package io.hearken.stream;

/**
 * A word that was heard.
 *
 * @param start seconds from the stream's first sample
 * @param end seconds from the stream's first sample
 * @param confidence 0 to 1
 */
public record Word(String word, double start, double end, double confidence) {}
