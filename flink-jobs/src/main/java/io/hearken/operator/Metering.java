package io.hearken.operator;

import io.hearken.stream.Stage;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/**
 * Puts a stage that counts what passes around another, once for every parallel instance.
 *
 * @param <S> what a stream remembers between calls
 * @param <I> what comes in
 * @param <O> what goes out
 */
@FunctionalInterface
public interface Metering<S, I, O> extends Serializable {
    /** The stage that counts into the operator's metrics, and leaves the work to {@code stage}. */
    Stage<S, I, O> around(Stage<S, I, O> stage, MetricGroup metrics);
}
