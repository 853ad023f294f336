package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.cli.PipelineResult.Finals;
import io.hearken.cli.SoakResult.Round;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakResultTest {
    private static final long[] STEADY = {1, 1, 1, 1, 1, 1, 1};

    @Test
    void whatTheFirstMinutesAddIsNoGrowth() {
        long[] heap = {10, 600, 1000, 1001, 990, 1000, 1080};

        assertThat(soak(heap, STEADY).isFlat()).isTrue();
    }

    @Test
    void whatGoesOnGrowingIs() {
        long[] heap = {100, 205, 310, 420, 530, 640, 750}; // a mean of 475, then one of 695

        assertThat(soak(heap, STEADY).isFlat()).isFalse();
        assertThat(soak(STEADY, heap).isFlat()).isFalse();
        assertThat(soak(heap, STEADY).growth(Round::heapBytes)).isEqualTo((695 - 475) / 2.0);
    }

    @Test
    void aFinalTooFewOrTooManyIsWrong() {
        assertThat(soak(STEADY, STEADY).isRight()).isTrue();
        assertThat(with(new Finals(2, 1, 0)).isRight()).isFalse();
        assertThat(with(new Finals(2, 2, 1)).isRight()).isFalse();
        assertThat(with(new Finals(0, 0, 0)).isRight()).isFalse();
    }

    private static SoakResult with(Finals finals) {
        return new SoakResult(1, List.of(new Round(1, 1, 1, 1, finals)), 0);
    }

    private static SoakResult soak(long[] heap, long[] states) {
        List<Round> rounds =
                IntStream.range(0, heap.length)
                        .mapToObj(i -> new Round(i, heap[i], states[i], 1, new Finals(1, 1, 0)))
                        .toList();
        return new SoakResult(heap.length, rounds, 0);
    }
}
