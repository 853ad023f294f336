package io.hearken.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.operator.RunningSum.Term;
import io.hearken.operator.StageHarness.Backend;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageFunctionTest {
    @AfterEach
    void currentCodec() {
        RunningSum.TotalCodec.current = 2;
    }

    @ParameterizedTest
    @EnumSource
    void forgetsAStreamOnceItEnds(Backend backend) throws Exception {
        try (StageHarness harness = new StageHarness(backend)) {
            harness.hear(Term.of("a", 1), Term.of("b", 2), Term.last("a"), Term.last("b"));

            assertThat(harness.extractOutputValues())
                    .containsExactly("a … 1.0", "b … 2.0", "a = 1.0", "b = 2.0");
            assertThat(harness.remembered()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void keepsNothingOfAStreamThatWasOnlyRejected() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", Double.NaN));

            assertThat(harness.remembered()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsNeverHearEachOther(Backend backend) throws Exception {
        try (StageHarness harness = new StageHarness(backend)) {
            harness.hear(Term.of("a", 1), Term.of("b", 10), Term.of("a", 2), Term.of("b", 20));

            assertThat(harness.extractOutputValues())
                    .containsExactly("a … 1.0", "b … 10.0", "a … 3.0", "b … 30.0");
        }
    }

    @Test
    void beginsAnewAfterAnEnd() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", 1), Term.last("a"), Term.of("a", 5));

            assertThat(harness.extractOutputValues()).endsWith("a … 5.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesFromASnapshotAsIfNothingHappened(Backend backend) throws Exception {
        OperatorSubtaskState snapshot = snapshotOf(backend, Term.of("a", 1), Term.of("b", 10));

        try (StageHarness harness = new StageHarness(backend, snapshot)) {
            harness.hear(Term.of("b", 20), Term.of("a", 2), Term.last("a"), Term.last("b"));

            assertThat(harness.extractOutputValues())
                    .containsExactly("b … 30.0", "a … 3.0", "a = 3.0", "b = 30.0");
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void aSnapshotIsNotChangedByWhatComesAfterIt() throws Exception {
        OperatorSubtaskState snapshot;
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", 1));
            snapshot = harness.snapshot(1, 1);
            harness.hear(Term.of("a", 100));
        }

        try (StageHarness harness = new StageHarness(Backend.HEAP, snapshot)) {
            harness.hear(Term.last("a"));

            assertThat(harness.extractOutputValues()).containsExactly("a = 1.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void idleStreamsAreFinished(Backend backend) throws Exception {
        try (StageHarness harness = new StageHarness(backend)) {
            harness.hear(Term.of("quiet", 1), Term.of("busy", 10));
            harness.setProcessingTime(20_000);
            harness.hear(Term.of("busy", 20));
            harness.setProcessingTime(40_000);

            assertThat(harness.extractOutputValues())
                    .containsExactly("quiet … 1.0", "busy … 10.0", "busy … 30.0", "quiet = 1.0");
            harness.setProcessingTime(50_000);
            assertThat(harness.extractOutputValues()).endsWith("busy = 30.0");
            assertThat(harness.remembered()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void aStreamHasOneTimerHoweverMuchItSends() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            for (int second = 0; second < 100; second++) {
                harness.setProcessingTime(second * 1000);
                harness.hear(Term.of("a", 1));
                assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
            }
        }
    }

    @Test
    void timeWhileTheJobWasDownDoesNotCountAsIdle() throws Exception {
        OperatorSubtaskState snapshot = snapshotOf(Backend.HEAP, Term.of("a", 1));

        try (StageHarness harness = new StageHarness(Backend.HEAP, snapshot)) {
            harness.setProcessingTime(3_600_000);
            harness.hear(Term.of("a", 2));
            assertThat(harness.extractOutputValues()).containsExactly("a … 3.0");

            harness.setProcessingTime(3_630_000);
            assertThat(harness.extractOutputValues()).endsWith("a = 3.0");
        }
    }

    @Test
    void withoutAnIdleTimeoutNothingIsTimed() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP, Duration.ZERO, null)) {
            harness.hear(Term.of("a", 1));

            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void rejectsGoToTheSideOutput() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", 1), Term.of("a", Double.NaN), Term.of("a", 2));

            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a … 3.0");
            assertThat(harness.getSideOutput(StageHarness.REJECTED))
                    .extracting(StreamRecord::getValue)
                    .extracting(Rejected::reason)
                    .containsExactly(
                            new Rejection("not-a-number", "term must be a number, got NaN"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsStateOfAnOlderCodecVersion(Backend backend) throws Exception {
        RunningSum.TotalCodec.current = 1;
        OperatorSubtaskState old = snapshotOf(backend, Term.of("a", 1), Term.of("b", 10));

        RunningSum.TotalCodec.current = 2;
        OperatorSubtaskState brought;
        try (StageHarness harness = new StageHarness(backend, old)) {
            harness.hear(Term.of("a", 2));
            assertThat(harness.extractOutputValues()).containsExactly("a … 3.0");
            brought = harness.snapshot(2, 2);
        }

        try (StageHarness harness = new StageHarness(backend, brought)) {
            harness.hear(Term.last("a"), Term.last("b"));
            assertThat(harness.extractOutputValues()).containsExactly("a = 3.0", "b = 10.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesNewerVersion(Backend backend) throws Exception {
        RunningSum.TotalCodec.current = 3;
        OperatorSubtaskState newer = snapshotOf(backend, Term.of("a", 1));

        RunningSum.TotalCodec.current = 2;
        assertThatThrownBy(() -> new StageHarness(backend, newer).close())
                .hasStackTraceContaining("saved state has version 3 of")
                .hasStackTraceContaining("this program reads up to 2");
    }

    private static OperatorSubtaskState snapshotOf(Backend backend, Term... terms)
            throws Exception {
        try (StageHarness harness = new StageHarness(backend)) {
            harness.hear(terms);
            return harness.snapshot(1, 1);
        }
    }
}
