package io.hearken.operator;

import io.hearken.stream.Rejection;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Hosts a stage: keeps in keyed state what each stream remembers, and drops it when the stream ends
 * or falls silent, or so long after its end as the stage has use for it. What the stage rejects
 * goes to a side output and is counted, and is no sign of life.
 *
 * <p>Inputs of many streams are gathered and go through the stage together, in waves of one input
 * for each stream:
 *
 * <pre>
 *   inputs   a b a c b │ flush: the batch is full, its time is over, or a checkpoint begins
 *   waves    a b c     │
 *            a b       │ of one stream in their order
 * </pre>
 *
 * <p>A stream that a {@link Quota} has no room for is not opened; one that is open is never cut
 * off.
 *
 * <p>As a checkpoint's barrier finds nothing gathered, states are all there is to save.
 *
 * @param <S> what a stream remembers between calls
 * @param <I> what comes in, keyed by stream
 * @param <O> what goes out
 */
final class StageOperator<S, I, O> extends AbstractStreamOperator<O>
        implements OneInputStreamOperator<I, O>,
                BoundedOneInput,
                Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;

    private final StageOperatorFactory<S, I, O> settings;

    private transient Stage<S, I, O> stage;
    private transient ValueState<S> states;
    private transient IdleTimer idleTimer;
    private transient TimerService timers;
    private transient Admission<I> admission; // null without a quota
    private transient StageMetrics metrics;
    private transient RejectionCounter rejected;
    private transient StreamRecord<O> reused;
    private transient List<Waiting<I>> waiting;
    private transient List<Waiting<I>> later;
    private transient Set<String> streams;
    private transient List<Waiting<I>> wave;
    private transient List<Turn<S, I, O>> turns;
    private transient BitSet known;
    private transient BitSet opened;
    private transient boolean isFlushDue;

    /** An input that waits for its batch; the record it came in is Flink's to use again. */
    private record Waiting<I>(String stream, I input, boolean isTimed, long time) {}

    StageOperator(StreamOperatorParameters<O> parameters, StageOperatorFactory<S, I, O> factory) {
        super(parameters);
        settings = factory;
    }

    @Override
    public void open() throws Exception {
        super.open();
        MetricGroup group = getRuntimeContext().getMetricGroup();
        stage = settings.metering().around(settings.stages().get(), group);
        CodecSerializer<S> serializer = new CodecSerializer<>(settings.codec());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("state", serializer));
        idleTimer =
                new IdleTimer(
                        settings.idleTimeout(), getRuntimeContext(), getProcessingTimeService());
        timers =
                new SimpleTimerService(
                        getInternalTimerService("idle", VoidNamespaceSerializer.INSTANCE, this));
        if (settings.quota().isPresent()) {
            admission =
                    new Admission<>(
                            settings.quota().get(), getRuntimeContext(), getKeyedStateBackend());
            group.<Integer, Gauge<Integer>>gauge(MetricNames.STREAMS_OPEN, admission::open);
        }
        metrics = new StageMetrics(group);
        rejected = new RejectionCounter(group);
        reused = new StreamRecord<>(null);
        waiting = new ArrayList<>();
        later = new ArrayList<>();
        streams = new HashSet<>();
        wave = new ArrayList<>();
        turns = new ArrayList<>();
        known = new BitSet();
        opened = new BitSet();
    }

    @Override
    public void processElement(StreamRecord<I> record) throws IOException {
        boolean isTimed = record.hasTimestamp();
        waiting.add(
                new Waiting<>(
                        (String) getCurrentKey(),
                        record.getValue(),
                        isTimed,
                        isTimed ? record.getTimestamp() : 0));
        if (waiting.size() >= settings.batching().size()) {
            flush();
        } else if (!isFlushDue) {
            isFlushDue = true;
            long due = timers.currentProcessingTime() + settings.batching().delay().toMillis();
            getProcessingTimeService().registerTimer(due, this::flushLate);
        }
    }

    private void flushLate(long time) throws IOException {
        isFlushDue = false;
        flush();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws IOException {
        flush();
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        flush();
        super.processWatermark(watermark);
    }

    @Override
    public void endInput() throws IOException {
        flush();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("timers are set in processing time only");
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws IOException {
        flush();
        setCurrentKey(timer.getKey());
        S state = states.value();
        if (state == null || !idleTimer.isIdle(timers)) {
            return;
        }
        Turn<S, I, O> turn = new Turn<>(state, stage.ending(timer.getKey()));
        stage.advance(List.of(turn));
        forget();
        if (turn.retired()) {
            keep(turn);
        }
        reused.eraseTimestamp();
        emit(turn);
    }

    private void flush() throws IOException {
        while (!waiting.isEmpty()) {
            wave();
        }
    }

    /** Advances every stream that waits by its first input. */
    private void wave() throws IOException {
        for (Waiting<I> one : waiting) {
            if (streams.add(one.stream)) {
                board(one);
            } else {
                later.add(one);
            }
        }
        if (!turns.isEmpty()) {
            stage.advance(turns);
            metrics.advanced(turns.size());
        }
        for (int b = 0; b < wave.size(); b++) {
            leave(wave.get(b), turns.get(b), b);
        }
        streams.clear();
        wave.clear();
        turns.clear();
        waiting.clear();
        List<Waiting<I>> done = waiting;
        waiting = later;
        later = done;
    }

    private void board(Waiting<I> one) throws IOException {
        setCurrentKey(one.stream);
        S state = states.value();
        boolean opens =
                admission != null
                        && (state == null
                                || !admission.isOpen() && stage.beginsAnew(state, one.input));
        if (opens) {
            Optional<Rejection> refusal = admission.admit(one.input);
            if (refusal.isPresent()) {
                reject(one.input, refusal.get());
                return;
            }
        }
        known.set(wave.size(), state != null);
        opened.set(wave.size(), opens);
        turns.add(new Turn<>(state == null ? stage.begin(one.stream) : state, one.input));
        wave.add(one);
    }

    private void leave(Waiting<I> one, Turn<S, I, O> turn, int b) throws IOException {
        setCurrentKey(one.stream);
        boolean isNew = !known.get(b);
        if (isOver(turn) || isNew && !turn.isUsed() && !turn.remembered()) {
            forget();
        } else if (turn.isUsed() || turn.retired() || isNew) {
            keep(turn);
        } else {
            if (opened.get(b)) {
                admission.release();
            }
            states.update(turn.state());
        }
        if (one.isTimed) {
            reused.setTimestamp(one.time);
            if (!turn.outputs().isEmpty()) {
                metrics.emitted(one.time);
            }
        } else {
            reused.eraseTimestamp();
        }
        emit(turn);
    }

    /** Whether nothing is left to remember of the stream. */
    private boolean isOver(Turn<S, I, O> turn) {
        return turn.ended() || turn.retired() && !idleTimer.isRunning();
    }

    /** A stream that is retired is remembered, but not open any more. */
    private void keep(Turn<S, I, O> turn) throws IOException {
        states.update(turn.state());
        idleTimer.heard(timers);
        if (turn.retired() && admission != null) {
            admission.release();
        }
    }

    private void forget() throws IOException {
        states.clear();
        idleTimer.forget(timers);
        if (admission != null) {
            admission.release();
        }
    }

    private void emit(Turn<S, I, O> turn) {
        for (O value : turn.outputs()) {
            output.collect(reused.replace(value));
        }
        turn.refused().forEach(one -> reject(one.input(), one.reason()));
        turn.dropped().forEach(rejected::count);
    }

    private void reject(I input, Rejection reason) {
        rejected.count(reason);
        output.collect(
                settings.rejects().tag(),
                new StreamRecord<>(settings.rejects().reject(input, reason)));
    }
}
