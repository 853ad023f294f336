package io.hearken.ctc;

import java.util.Arrays;

/**
 * What the network says of one frame.
 *
 * @param number counted from the stream's first
 * @param logPosteriors [V], the blank's first
 * @param times [2]: seconds since a word's start and until its end; empty if the network does not
 *     tell
 */
public record Frame(long number, float[] logPosteriors, float[] times) {
    /**
     * Frame {@code t} of several.
     *
     * @param logPosteriors [frames × V], row-major
     * @param symbols V
     * @param times [frames × 2], row-major, or empty
     */
    public static Frame of(long number, float[] logPosteriors, int symbols, float[] times, int t) {
        return new Frame(
                number,
                Arrays.copyOfRange(logPosteriors, t * symbols, (t + 1) * symbols),
                times.length == 0 ? times : Arrays.copyOfRange(times, 2 * t, 2 * t + 2));
    }

    float log(int symbol) {
        return logPosteriors[symbol];
    }

    /** Of equals, the first. */
    int likeliest() {
        int best = 0;
        for (int v = 1; v < logPosteriors.length; v++) {
            if (logPosteriors[v] > logPosteriors[best]) {
                best = v;
            }
        }
        return best;
    }

    Peak peak(int symbol) {
        return new Peak(
                number,
                (float) Math.exp(logPosteriors[symbol]),
                times.length == 0 ? Float.NaN : times[0]);
    }

    Ending ending() {
        return new Ending(number, times.length == 0 ? Float.NaN : times[1]);
    }
}
