package io.hearken.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a job needs to recover, seen from outside: from a kill to the end of the longest silence
 * that follows it before the next kill, a silence being a time without one new hypothesis though
 * streams speak. A silence that goes on behind the next kill counts if it could be noticed before
 * that. After a kill that nobody noticed, to the next new hypothesis.
 *
 * <p>Times are seconds from any start, the same for all.
 */
final class Outages {
    /** Streams that speak all pause for less. */
    private static final double NOTICED_SECONDS = 1;

    private final List<Double> news = new ArrayList<>();

    /** Takes the time of a new hypothesis; no earlier than the one before. */
    void heard(double seconds) {
        news.add(seconds);
    }

    /**
     * Seconds to recover from each kill.
     *
     * @param kills their times, in order
     * @return as many; NaN where nothing new was heard after a kill
     */
    double[] recoveries(double[] kills) {
        double[] recoveries = new double[kills.length];
        for (int i = 0; i < kills.length; i++) {
            double next = i + 1 < kills.length ? kills[i + 1] : Double.POSITIVE_INFINITY;
            recoveries[i] = endOfSilence(kills[i], next) - kills[i];
        }
        return recoveries;
    }

    private double endOfSilence(double kill, double next) {
        double longest = NOTICED_SECONDS;
        double end = Double.NaN;
        double from = kill;
        for (double at : news) {
            if (at <= kill) {
                continue;
            }
            if (from >= next || at > next && next - from < NOTICED_SECONDS && from > kill) {
                break;
            }
            if (Double.isNaN(end) || at - from > longest) {
                longest = Math.max(longest, at - from);
                end = at;
            }
            from = at;
        }
        return end;
    }
}
