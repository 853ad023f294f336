package io.hearken.operator;

import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import java.io.Serializable;
import org.apache.flink.util.OutputTag;

/**
 * Where inputs go that a stage could not use.
 *
 * @param tag the side output
 * @param rejecting makes the record that tells of one
 */
public record Rejects<I>(OutputTag<Rejected> tag, Rejecting<I> rejecting) implements Serializable {

    /** Puts an input and the reason it was refused into one record. */
    @FunctionalInterface
    public interface Rejecting<I> extends Serializable {
        Rejected reject(I input, Rejection reason);
    }

    Rejected reject(I input, Rejection reason) {
        return rejecting.reject(input, reason);
    }
}
