package io.hearken.operator;

import static io.hearken.stream.Checks.require;

import java.io.Serializable;
import java.time.Duration;

/**
 * How many inputs an operator gathers before it works on them, and how long it waits for more.
 *
 * @param size inputs in a batch at the most
 * @param delay how long the first of them waits at the most; whole milliseconds
 */
public record Batching(int size, Duration delay) implements Serializable {
    /** Every input at once. */
    public static final Batching NONE = new Batching(1, Duration.ZERO);

    public Batching {
        require(size > 0, "batch size must be positive, got %d", size);
        require(!delay.isNegative(), "batch delay must not be negative, got %s", delay);
    }
}
