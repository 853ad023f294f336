package io.hearken.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.operator.RunningSum.Term;
import io.hearken.operator.StageHarness.Backend;
import io.hearken.stream.Rejected;
import io.hearken.stream.Rejection;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams are named {@code tenant/stream}. */
class AdmissionTest {
    private static final Quota<Term> THREE_OF_WHICH_TWO =
            new Quota<>(3, 2, term -> term.stream().split("/")[0]);

    @Test
    void aTenantOpensNoMoreThanItMay() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 2), Term.of("a/3", 3));
            harness.hear(Term.of("b/1", 4));

            assertThat(harness.extractOutputValues())
                    .containsExactly("a/1 … 1.0", "a/2 … 2.0", "b/1 … 4.0");
            assertThat(rejections(harness))
                    .containsExactly(
                            new Rejection(
                                    "tenant-full",
                                    "2 streams of its tenant are open, all that one of the job's"
                                            + " instances takes of 2: end streams by header"
                                            + " last=true, or raise the limit"));
        }
    }

    @Test
    void noMoreAreOpenThanTheJobCarries() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("b/1", 1), Term.of("c/1", 1));
            harness.hear(Term.of("d/1", 1));

            assertThat(rejections(harness))
                    .extracting(Rejection::code)
                    .containsExactly("too-many-streams");
        }
    }

    @Test
    void whatIsOpenIsNeverCutOff() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 1), Term.of("a/3", 1));
            harness.hear(Term.of("a/1", 2), Term.last("a/2"));

            assertThat(harness.extractOutputValues()).endsWith("a/1 … 3.0", "a/2 = 1.0");
            assertThat(rejections(harness)).hasSize(1);
        }
    }

    @Test
    void anEndMakesRoom() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 1), Term.last("a/1"));
            harness.hear(Term.of("a/3", 3));

            assertThat(harness.extractOutputValues()).endsWith("a/3 … 3.0");
            assertThat(rejections(harness)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatIsOverAndOnlyRememberedIsNotOpen(Backend backend) throws Exception {
        try (StageHarness harness = harness(backend, null)) {
            harness.hear(Term.of("a/1", 13), Term.last("a/1")); // 13 is not forgotten at once
            harness.hear(Term.of("a/2", 1), Term.of("a/3", 1));
            assertThat(rejections(harness)).isEmpty();

            harness.hear(Term.last("a/2"), Term.of("a/1", Double.NaN), Term.of("a/4", 1));
            harness.hear(Term.of("a/1", 1));

            assertThat(rejections(harness))
                    .extracting(Rejection::code)
                    .containsExactly("not-a-number", "tenant-full");
        }
    }

    @Test
    void whatBelongsToAStreamThatIsOverIsNotRefusedForWantOfRoom() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            harness.hear(Term.of("a/1", 13), Term.last("a/1"));
            harness.hear(Term.of("a/2", 1), Term.of("a/3", 1)); // full
            harness.hear(Term.of("a/1", Double.NaN), Term.of("a/1", Double.POSITIVE_INFINITY));

            assertThat(rejections(harness))
                    .extracting(Rejection::code)
                    .containsExactly("not-a-number");
        }
    }

    @Test
    void anEndThatCannotBeUsedItselfMakesRoom() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 1));
            harness.hear(new Term("a/1", Double.NaN, true), Term.of("a/3", 3));

            assertThat(harness.extractOutputValues()).endsWith("a/3 … 3.0");
            assertThat(rejections(harness))
                    .extracting(Rejection::code)
                    .containsExactly("not-a-number");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fallingSilentMakesRoomAndLeavesNothing(Backend backend) throws Exception {
        try (StageHarness harness = harness(backend, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 1));
            harness.pass(Duration.ofSeconds(30));
            assertThat(harness.remembered()).isZero();

            harness.hear(Term.of("a/3", 1), Term.of("a/4", 1), Term.of("a/5", 1));

            assertThat(harness.extractOutputValues()).endsWith("a/3 … 1.0", "a/4 … 1.0");
            assertThat(rejections(harness)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenCountsAfterARestart(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        try (StageHarness harness = harness(backend, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 2));
            snapshot = harness.snapshot(1, 1);
        }

        try (StageHarness harness = harness(backend, snapshot)) {
            harness.hear(Term.of("a/3", 3), Term.of("b/1", 1), Term.of("c/1", 1));
            harness.hear(Term.of("a/2", 2), Term.last("a/1"), Term.of("a/4", 4));

            assertThat(rejections(harness))
                    .extracting(Rejection::code)
                    .containsExactly("tenant-full", "too-many-streams");
            assertThat(harness.extractOutputValues())
                    .containsExactly("b/1 … 1.0", "a/2 … 4.0", "a/1 = 1.0", "a/4 … 4.0");
        }
    }

    @Test
    void whatWasRejectedForAnotherReasonTakesNoRoom() throws Exception {
        try (StageHarness harness = harness(Backend.HEAP, null)) {
            for (int i = 0; i < 10; i++) {
                harness.hear(Term.of("a/" + i, Double.NaN));
            }
            assertThat(harness.remembered()).isZero();
            harness.hear(Term.of("a/x", 1), Term.of("a/y", 1));

            assertThat(harness.extractOutputValues()).containsExactly("a/x … 1.0", "a/y … 1.0");
        }
    }

    @Test
    void streamsThatComeTogetherAreCountedOneByOne() throws Exception {
        Batching batching = new Batching(4, Duration.ofMillis(10));
        try (StageHarness harness =
                new StageHarness(Backend.HEAP, batching, THREE_OF_WHICH_TWO, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 1), Term.of("a/3", 1));
            harness.hear(Term.of("a/1", 2));

            assertThat(harness.extractOutputValues())
                    .containsExactly("a/1 … 1.0", "a/2 … 1.0", "a/1 … 3.0");
            assertThat(rejections(harness)).hasSize(1);
        }
    }

    @Test
    void aBatchOfNothingButRejectedInputsIsNone() throws Exception {
        Batching batching = new Batching(2, Duration.ofMillis(10));
        try (StageHarness harness =
                new StageHarness(Backend.HEAP, batching, THREE_OF_WHICH_TWO, null)) {
            harness.hear(Term.of("a/1", 1), Term.of("a/2", 1));
            harness.hear(Term.of("a/3", 1), Term.of("a/4", 1));

            assertThat(rejections(harness)).hasSize(2);
        }
    }

    @Test
    void zeroIsNoLimit() throws Exception {
        Quota<Term> none = new Quota<>(0, 0, Term::stream);
        try (StageHarness harness = new StageHarness(Backend.HEAP, Batching.NONE, none, null)) {
            for (int i = 0; i < 1_000; i++) {
                harness.hear(Term.of("a/" + i, 1));
            }

            assertThat(harness.extractOutputValues()).hasSize(1_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 1, 100", "0, 8, 0", "1000, 4, 314", "4, 8, 4", "100000, 16, 6567"})
    void aSharePutsUpWithChance(int limit, int instances, int share) {
        assertThat(Quota.share(limit, instances)).isEqualTo(share);
    }

    private static StageHarness harness(Backend backend, OperatorSubtaskState snapshot)
            throws Exception {
        return new StageHarness(backend, Batching.NONE, THREE_OF_WHICH_TWO, snapshot);
    }

    private static List<Rejection> rejections(StageHarness harness) {
        var rejected = harness.getSideOutput(StageHarness.REJECTED);
        return rejected == null
                ? List.of()
                : rejected.stream().map(StreamRecord::getValue).map(Rejected::reason).toList();
    }
}
