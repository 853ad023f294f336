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
        long[] heap = {10, 60, 100, 101, 99, 100, 102};

        assertThat(soak(heap, STEADY).isFlat()).isTrue();
    }

    @Test
    void whatGoesOnGrowingIs() {
        long[] heap = {100, 105, 110, 120, 130, 140, 150}; // a mean of 125, then one of 145

        assertThat(soak(heap, STEADY).isFlat()).isFalse();
        assertThat(soak(STEADY, heap).isFlat()).isFalse();
        assertThat(soak(heap, STEADY).growth(Round::heapBytes)).isEqualTo(145 / 125.0 - 1);
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
