package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** What an operation costs of the processor: the median of some rounds, after a warm-up. */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;

    private final long roundNanos;

    /**
     * @param roundMillis how long a round lasts; the warm-up lasts three
     */
    Stopwatch(long roundMillis) {
        require(roundMillis > 0, "a round must last at least 1 ms, got %d", roundMillis);
        roundNanos = roundMillis * 1_000_000;
    }

    /** Microseconds of this thread's processor time for one run. */
    double micros(Runnable operation) {
        round(operation, 3 * roundNanos);
        double[] rounds = new double[ROUNDS];
        Arrays.setAll(rounds, i -> round(operation, roundNanos));
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static double round(Runnable operation, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long used = 0;
        long runs = 0;
        for (long more = 1; used < nanos; more *= 2) {
            for (long i = 0; i < more; i++) {
                operation.run();
            }
            runs += more;
            used = THREADS.getCurrentThreadCpuTime() - start;
        }
        return used / 1e3 / runs;
    }
}
