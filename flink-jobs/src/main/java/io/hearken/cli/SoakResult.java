package io.hearken.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hearken.cli.PipelineResult.Finals;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a soak came to.
 *
 * @param ids streams that came and went
 * @param restarts of the job
 */
record SoakResult(int ids, List<Round> rounds, long restarts) {
    /** So many bytes more for each stream that has gone are growth, and not noise. */
    private static final double NOISE = 50;

    /**
     * What was there when a round's streams had ended.
     *
     * @param minutes since the beginning
     * @param heapBytes in use after a collection; of broker, sender, cluster and job
     * @param stateBytes of RocksDB on disk
     * @param medianMs latency of half of the round's hypotheses
     */
    record Round(double minutes, long heapBytes, long stateBytes, double medianMs, Finals finals) {
        String text() {
            return String.format(
                    "%6.1f min  heap %6.1f MB  RocksDB %6.1f MB  latency %4.0f ms  finals %,d of %,d,"
                            + " %d others",
                    minutes,
                    heapBytes / 1e6,
                    stateBytes / 1e6,
                    medianMs,
                    finals.right(),
                    finals.expected(),
                    finals.wrong());
        }
    }

    /** Whether there were finals, every one came, as it should and once, and no restart. */
    @JsonIgnore
    boolean isRight() {
        return expected() > 0 && right() == expected() && wrong() == 0 && restarts == 0;
    }

    /** Whether nothing grew. */
    @JsonIgnore
    boolean isFlat() {
        return growth(Round::heapBytes) <= NOISE && growth(Round::stateBytes) <= NOISE;
    }

    /** From the mean of the second third of all rounds to that of the last, for each stream. */
    double growth(ToLongFunction<Round> bytes) {
        int third = rounds.size() / 3;
        int last = rounds.size() - third;
        double before = mean(rounds.subList(last - third, last), bytes);
        double after = mean(rounds.subList(last, rounds.size()), bytes);
        return (after - before) * rounds.size() / third / ids;
    }

    private static double mean(List<Round> rounds, ToLongFunction<Round> bytes) {
        return rounds.stream().mapToLong(bytes).average().orElse(0);
    }

    private long expected() {
        return rounds.stream().mapToLong(round -> round.finals.expected()).sum();
    }

    private long right() {
        return rounds.stream().mapToLong(round -> round.finals.right()).sum();
    }

    private long wrong() {
        return rounds.stream().mapToLong(round -> round.finals.wrong()).sum();
    }

    /** For people. */
    String text() {
        Round end = rounds.get(rounds.size() - 1);
        return String.format(
                "%,d streams came and went in %.0f min%n"
                        + "heap     %.1f MB at the end, %+.1f bytes for each stream in the last third%n"
                        + "RocksDB  %.1f MB at the end, %+.1f bytes%n"
                        + "finals   %,d of %,d as they should be, %,d others; %d restarts",
                ids,
                end.minutes,
                end.heapBytes / 1e6,
                growth(Round::heapBytes),
                end.stateBytes / 1e6,
                growth(Round::stateBytes),
                right(),
                expected(),
                wrong(),
                restarts);
    }
}
