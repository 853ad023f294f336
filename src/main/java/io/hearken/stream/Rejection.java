package io.hearken.stream;

/**
 * Why an input could not be used.
 *
 * @param code one of a short, stable list of lower-case words, such as {@code bad-audio}
 * @param message a sentence for people: what was seen, what was expected
 */
public record Rejection(String code, String message) {}
