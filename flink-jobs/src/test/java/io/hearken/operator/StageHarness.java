package io.hearken.operator;

import io.hearken.operator.RunningSum.Term;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The operator around a {@link RunningSum}, opened and ready, at time 0 if nothing else is said.
 */
final class StageHarness extends KeyedOneInputStreamOperatorTestHarness<String, Term, String> {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long STEP_MILLIS = 1_000;
    static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(Rejected.class));

    enum Backend {
        HEAP,
        ROCKSDB;

        StateBackend create() {
            return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
        }
    }

    StageHarness(Backend backend) throws Exception {
        this(backend, Batching.NONE, IDLE, null);
    }

    StageHarness(Backend backend, OperatorSubtaskState snapshot) throws Exception {
        this(backend, Batching.NONE, IDLE, snapshot);
    }

    StageHarness(
            Backend backend, Batching batching, Duration idleTimeout, OperatorSubtaskState snapshot)
            throws Exception {
        this(backend, factory(batching, idleTimeout), snapshot);
    }

    /** With a limit to open streams. */
    StageHarness(
            Backend backend, Batching batching, Quota<Term> quota, OperatorSubtaskState snapshot)
            throws Exception {
        this(backend, factory(batching, IDLE).withQuota(quota), snapshot);
    }

    private StageHarness(
            Backend backend,
            StageOperatorFactory<RunningSum.Total, Term, String> factory,
            OperatorSubtaskState snapshot)
            throws Exception {
        this(backend, factory, snapshot, 0);
    }

    private StageHarness(
            Backend backend,
            StageOperatorFactory<RunningSum.Total, Term, String> factory,
            OperatorSubtaskState snapshot,
            long time)
            throws Exception {
        super(factory, Term::stream, Types.STRING);
        setStateBackend(backend.create());
        setProcessingTime(time);
        setup(Types.STRING.createSerializer(getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            initializeState(snapshot);
        }
        open();
    }

    /** Opened at a time in milliseconds. */
    static StageHarness at(long time, Backend backend, OperatorSubtaskState snapshot)
            throws Exception {
        return new StageHarness(backend, factory(Batching.NONE, IDLE), snapshot, time);
    }

    /** Lets time pass as it does in a task that is never kept from its work for long. */
    void pass(Duration duration) throws Exception {
        for (long left = duration.toMillis(); left > 0; left -= STEP_MILLIS) {
            setProcessingTime(getProcessingTime() + Math.min(left, STEP_MILLIS));
        }
    }

    void hear(Term... terms) throws Exception {
        for (Term term : List.of(terms)) {
            processElement(term, 0);
        }
    }

    /** State entries, whatever the backend. */
    long remembered() {
        return Stream.of("state", "last-seen", "idle-timer", "tenant")
                .mapToLong(this::entries)
                .sum();
    }

    private long entries(String state) {
        try (Stream<?> keys =
                getOperator().getKeyedStateBackend().getKeys(state, VoidNamespace.INSTANCE)) {
            return keys.count();
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static StageOperatorFactory<RunningSum.Total, Term, String> factory(
            Batching batching, Duration idle) {
        return new StageOperatorFactory<>(
                RunningSum::new,
                new RunningSum.TotalCodec(),
                new Rejects<>(
                        REJECTED, (term, reason) -> new Rejected(null, null, Origin.NONE, reason)),
                batching,
                idle);
    }
}
