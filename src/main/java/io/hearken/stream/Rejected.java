package io.hearken.stream;

/**
 * A record that could not be used, untouched, and why.
 *
 * @param key as it came; may be null
 * @param value as it came; may be null
 */
public record Rejected(byte[] key, byte[] value, Origin origin, Rejection reason) {}
