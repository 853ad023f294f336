package io.hearken.operator;

import io.hearken.stream.Codec;
import io.hearken.stream.Stage;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Makes the operator that hosts a stage, once for every parallel instance.
 *
 * @param <S> what a stream remembers between calls
 * @param <I> what comes in, keyed by stream
 * @param <O> what goes out
 */
public final class StageOperatorFactory<S, I, O> extends AbstractStreamOperatorFactory<O>
        implements OneInputStreamOperatorFactory<I, O> {
    private static final long serialVersionUID = 1;

    private final SerializableSupplier<Stage<S, I, O>> stages;
    private final Codec<S> codec;
    private final Rejects<I> rejects;
    private final Batching batching;
    private final Duration idleTimeout;
    private final Quota<I> quota;
    private final Metering<S, I, O> metering;

    /**
     * @param stages makes one stage for every parallel instance
     * @param codec writes the state
     * @param idleTimeout after which the stage is given {@link Stage#ending}; zero for never
     */
    public StageOperatorFactory(
            SerializableSupplier<Stage<S, I, O>> stages,
            Codec<S> codec,
            Rejects<I> rejects,
            Batching batching,
            Duration idleTimeout) {
        this(stages, codec, rejects, batching, idleTimeout, null, (stage, metrics) -> stage);
    }

    private StageOperatorFactory(
            SerializableSupplier<Stage<S, I, O>> stages,
            Codec<S> codec,
            Rejects<I> rejects,
            Batching batching,
            Duration idleTimeout,
            Quota<I> quota,
            Metering<S, I, O> metering) {
        this.stages = stages;
        this.codec = codec;
        this.rejects = rejects;
        this.batching = batching;
        this.idleTimeout = idleTimeout;
        this.quota = quota;
        this.metering = metering;
    }

    /** The same with a limit to open streams, which are then counted. */
    public StageOperatorFactory<S, I, O> withQuota(Quota<I> other) {
        return new StageOperatorFactory<>(
                stages, codec, rejects, batching, idleTimeout, other, metering);
    }

    /** The same with metrics of the stage's own. */
    public StageOperatorFactory<S, I, O> withMetering(Metering<S, I, O> other) {
        return new StageOperatorFactory<>(
                stages, codec, rejects, batching, idleTimeout, quota, other);
    }

    @Override
    @SuppressWarnings("unchecked") // as every factory must
    public <T extends StreamOperator<O>> T createStreamOperator(
            StreamOperatorParameters<O> parameters) {
        return (T) new StageOperator<>(parameters, this);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Flink declares it
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return StageOperator.class;
    }

    SerializableSupplier<Stage<S, I, O>> stages() {
        return stages;
    }

    Codec<S> codec() {
        return codec;
    }

    Rejects<I> rejects() {
        return rejects;
    }

    Batching batching() {
        return batching;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    Optional<Quota<I>> quota() {
        return Optional.ofNullable(quota);
    }

    Metering<S, I, O> metering() {
        return metering;
    }
}
