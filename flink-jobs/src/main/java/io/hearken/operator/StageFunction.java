package io.hearken.operator;

import io.hearken.stream.Codec;
import io.hearken.stream.Rejection;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Hosts a stage: keeps in keyed state what each stream remembers, and drops it when the stream ends
 * or falls silent. What the stage rejects goes to a side output and is counted.
 *
 * @param <S> what a stream remembers between calls
 * @param <I> what comes in, keyed by stream
 * @param <O> what goes out
 */
public final class StageFunction<S, I, O> extends KeyedProcessFunction<String, I, O> {
    private static final long serialVersionUID = 1;

    private final SerializableSupplier<Stage<S, I, O>> stages;
    private final Codec<S> codec;
    private final Rejects<I> rejects;
    private final Duration idleTimeout;

    private transient Stage<S, I, O> stage;
    private transient ValueState<S> states;
    private transient IdleTimer idleTimer;
    private transient RejectionCounter rejected;

    /**
     * @param stages makes one stage for every parallel instance
     * @param codec writes the state
     * @param idleTimeout after which the stage is given {@link Stage#ending}; zero for never
     */
    public StageFunction(
            SerializableSupplier<Stage<S, I, O>> stages,
            Codec<S> codec,
            Rejects<I> rejects,
            Duration idleTimeout) {
        this.stages = stages;
        this.codec = codec;
        this.rejects = rejects;
        this.idleTimeout = idleTimeout;
    }

    @Override
    public void open(OpenContext context) {
        stage = stages.get();
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("state", new CodecSerializer<>(codec)));
        idleTimer = new IdleTimer(idleTimeout, getRuntimeContext());
        rejected = new RejectionCounter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(I input, Context context, Collector<O> out) throws IOException {
        S known = states.value();
        S state = known == null ? stage.begin(context.getCurrentKey()) : known;
        Turn<S, I, O> turn = advance(state, input);
        if (turn.ended()) {
            forget(context);
        } else if (known != null || turn.rejection().isEmpty()) {
            states.update(state);
            idleTimer.heard(context.timerService());
        }
        emit(turn, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out)
            throws IOException {
        if (!idleTimer.isIdle(context.timerService())) {
            return;
        }
        Turn<S, I, O> turn = advance(states.value(), stage.ending(context.getCurrentKey()));
        forget(context);
        emit(turn, context, out);
    }

    private Turn<S, I, O> advance(S state, I input) {
        Turn<S, I, O> turn = new Turn<>(state, input);
        stage.advance(List.of(turn));
        return turn;
    }

    private void forget(Context context) throws IOException {
        states.clear();
        idleTimer.forget(context.timerService());
    }

    private void emit(Turn<S, I, O> turn, Context context, Collector<O> out) {
        turn.outputs().forEach(out::collect);
        turn.rejection().ifPresent(reason -> reject(turn.input(), reason, context));
    }

    private void reject(I input, Rejection reason, Context context) {
        rejected.count(reason);
        context.output(rejects.tag(), rejects.reject(input, reason));
    }
}
