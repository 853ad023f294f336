package io.hearken.ctc;

/**
 * What the network says of one frame, where it wrote that of several.
 *
 * @param number counted from the stream's first
 * @param logPosteriors [frames × V], row-major, the blank's first
 * @param symbols V
 * @param times [frames × 2], row-major: seconds since a word's start and until its end; empty if
 *     the network does not tell
 * @param t which of the frames
 */
public record Frame(long number, float[] logPosteriors, int symbols, float[] times, int t) {
    /** A frame that stands alone. */
    Frame(long number, float[] logPosteriors, float[] times) {
        this(number, logPosteriors, logPosteriors.length, times, 0);
    }

    float log(int symbol) {
        return logPosteriors[t * symbols + symbol];
    }

    /** Of equals, the first. */
    int likeliest() {
        int best = 0;
        for (int v = 1; v < symbols; v++) {
            if (log(v) > log(best)) {
                best = v;
            }
        }
        return best;
    }

    Peak peak(int symbol) {
        return new Peak(
                number,
                (float) Math.exp(log(symbol)),
                times.length == 0 ? Float.NaN : times[2 * t]);
    }

    Ending ending() {
        return new Ending(number, times.length == 0 ? Float.NaN : times[2 * t + 1]);
    }
}
