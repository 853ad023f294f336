package io.hearken.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.operator.RunningSum.Term;
import io.hearken.operator.StageHarness.Backend;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageOperatorTest {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Batching BATCHING = new Batching(4, Duration.ofMillis(10));

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
            harness.pass(Duration.ofSeconds(20));
            harness.hear(Term.of("busy", 20));
            harness.pass(Duration.ofSeconds(20));

            assertThat(harness.extractOutputValues())
                    .containsExactly("quiet … 1.0", "busy … 10.0", "busy … 30.0", "quiet = 1.0");
            harness.pass(Duration.ofSeconds(10));
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

        try (StageHarness harness = StageHarness.at(3_600_000, Backend.HEAP, snapshot)) {
            harness.pass(Duration.ofMillis(29_999));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.pass(Duration.ofMillis(1));
            assertThat(harness.extractOutputValues()).containsExactly("a = 1.0");
        }
    }

    @Test
    void timeInWhichTheTaskStoodStillDoesNotCountAsIdle() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", 1));
            harness.pass(Duration.ofSeconds(20));

            harness.setProcessingTime(60_000); // from one record to the next
            harness.hear(Term.of("a", 2));
            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a … 3.0");

            harness.pass(IDLE);
            assertThat(harness.extractOutputValues()).endsWith("a = 3.0");
        }
    }

    @Test
    void withoutAnIdleTimeoutNothingIsTimed() throws Exception {
        try (StageHarness harness =
                new StageHarness(Backend.HEAP, Batching.NONE, Duration.ZERO, null)) {
            harness.hear(Term.of("a", 1));

            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void worksOnInputsOnceABatchIsFull() throws Exception {
        try (StageHarness harness = batching()) {
            harness.hear(Term.of("a", 1), Term.of("b", 1), Term.of("a", 2));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.hear(Term.of("c", 1));

            // Waves: of one stream, one input at a time.
            assertThat(harness.extractOutputValues())
                    .containsExactly("a … 1.0", "b … 1.0", "c … 1.0", "a … 3.0");
        }
    }

    @Test
    void worksOnInputsOnceTheyHaveWaitedLongEnough() throws Exception {
        try (StageHarness harness = batching()) {
            harness.hear(Term.of("a", 1));
            harness.setProcessingTime(9);
            harness.hear(Term.of("a", 2));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(10);
            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a … 3.0");

            harness.hear(Term.of("a", 4));
            assertThat(harness.extractOutputValues()).hasSize(2);
            harness.setProcessingTime(20);
            assertThat(harness.extractOutputValues()).endsWith("a … 7.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCheckpointHoldsWhatHadBeenGathered(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        try (StageHarness harness = new StageHarness(backend, BATCHING, IDLE, null)) {
            harness.hear(Term.of("a", 1), Term.of("a", 2));
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a … 3.0");
            snapshot = harness.snapshot(1, 1);
        }

        try (StageHarness harness = new StageHarness(backend, snapshot)) {
            harness.hear(Term.last("a"));

            assertThat(harness.extractOutputValues()).containsExactly("a = 3.0");
        }
    }

    @Test
    void aWatermarkComesBehindWhatWasGatheredBeforeIt() throws Exception {
        try (StageHarness harness = batching()) {
            harness.hear(Term.of("a", 1));
            harness.processWatermark(5);

            assertThat(harness.getOutput()).hasSize(2).last().isEqualTo(new Watermark(5));
        }
    }

    @Test
    void theEndOfTheInputLeavesNothingBehind() throws Exception {
        try (StageHarness harness = batching()) {
            harness.hear(Term.of("a", 1), Term.last("a"));
            harness.endInput();

            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a = 1.0");
            assertThat(harness.remembered()).isZero();
        }
    }

    @Test
    void aStreamMayEndAndBeginAgainWithinABatch() throws Exception {
        try (StageHarness harness = batching()) {
            harness.hear(Term.of("a", 1), Term.last("a"), Term.of("a", 5), Term.last("a"));

            assertThat(harness.extractOutputValues())
                    .containsExactly("a … 1.0", "a = 1.0", "a … 5.0", "a = 5.0");
            assertThat(harness.remembered()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void aStreamThatWaitsIsNotIdle() throws Exception {
        Batching late = new Batching(4, IDLE.multipliedBy(2));
        try (StageHarness harness = new StageHarness(Backend.HEAP, late, IDLE, null)) {
            harness.hear(Term.of("a", 1));
            harness.endInput();
            harness.pass(Duration.ofSeconds(20));
            harness.hear(Term.of("a", 2));
            harness.pass(Duration.ofSeconds(10));

            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a … 3.0");
        }
    }

    @Test
    void outputsKeepTheTimeOfTheirInput() throws Exception {
        try (StageHarness harness = batching()) {
            harness.processElement(Term.of("a", 1), 7);
            harness.processElement(Term.of("b", 1), 8);
            harness.endInput();

            assertThat(harness.getOutput())
                    .containsExactly(
                            new StreamRecord<>("a … 1.0", 7), new StreamRecord<>("b … 1.0", 8));
        }
    }

    private static StageHarness batching() throws Exception {
        return new StageHarness(Backend.HEAP, BATCHING, IDLE, null);
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

    @Test
    void ofWhatIsDroppedNoRecordIsMade() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            Term nothingNew = Term.of("a", Double.POSITIVE_INFINITY);
            harness.hear(nothingNew, Term.of("a", 1), nothingNew, Term.of("a", Double.NaN));

            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0");
            assertThat(harness.getSideOutput(StageHarness.REJECTED)).hasSize(1);
        }
    }

    @Test
    void whatIsOfNoUseIsNoSignOfLife() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", 1));
            harness.pass(Duration.ofSeconds(20));
            harness.hear(Term.of("a", Double.NaN), Term.of("a", Double.POSITIVE_INFINITY));
            harness.pass(Duration.ofSeconds(10));

            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a = 1.0");
            assertThat(harness.remembered()).isZero();
        }
    }

    @Test
    void remembersWhatCouldNotBeUsedIfTheStageWants() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.hear(Term.of("a", Double.NEGATIVE_INFINITY), Term.of("b", Double.NaN));
            assertThat(harness.remembered()).isEqualTo(3); // a's state, when it came, its timer
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

            harness.pass(IDLE);

            assertThat(harness.remembered()).isZero();
        }
    }

    @Test
    void anIdleTimerThatComesLateItselfFindsNobodyIdle() throws Exception {
        try (StageHarness harness = new StageHarness(Backend.HEAP)) {
            harness.pass(Duration.ofSeconds(6));
            harness.hear(Term.of("a", 1)); // its timer, at 36 s, goes off between two beats
            harness.pass(Duration.ofMillis(25_500));

            harness.setProcessingTime(55_000);
            harness.hear(Term.of("a", 2));

            assertThat(harness.extractOutputValues()).containsExactly("a … 1.0", "a … 3.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void remembersAStreamBehindItsEndIfTheStageWants(Backend backend) throws Exception {
        try (StageHarness harness = new StageHarness(backend)) {
            harness.hear(Term.of("a", 13), Term.last("a"));
            assertThat(harness.extractOutputValues()).containsExactly("a … 13.0", "a = 13.0");
            assertThat(harness.remembered()).isPositive();
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

            harness.pass(IDLE);

            assertThat(harness.extractOutputValues()).endsWith("a = 14.0");
            assertThat(harness.remembered()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void remembersAnIdleStreamBehindItsEndIfTheStageWants(Backend backend) throws Exception {
        try (StageHarness harness = new StageHarness(backend)) {
            harness.hear(Term.of("a", 13));
            harness.pass(IDLE);
            assertThat(harness.extractOutputValues()).containsExactly("a … 13.0", "a = 13.0");
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

            harness.pass(IDLE.minusMillis(1));
            assertThat(harness.extractOutputValues()).hasSize(2);
            harness.pass(Duration.ofMillis(1));

            assertThat(harness.extractOutputValues()).endsWith("a = 14.0");
            assertThat(harness.remembered()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void withoutAnIdleTimeoutNoStreamIsRememberedBehindItsEnd() throws Exception {
        try (StageHarness harness =
                new StageHarness(Backend.HEAP, Batching.NONE, Duration.ZERO, null)) {
            harness.hear(Term.of("a", 13), Term.last("a"));

            assertThat(harness.remembered()).isZero();
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
