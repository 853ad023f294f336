package io.hearken.ctc;

/** Probabilities as natural logarithms: products are sums, and sums are {@link #add}. */
final class LogSpace {
    /** Probability 0. */
    static final double NEVER = Double.NEGATIVE_INFINITY;

    private LogSpace() {}

    /** log(exp a + exp b). */
    static double add(double a, double b) {
        if (a == NEVER) {
            return b;
        }
        if (b == NEVER) {
            return a;
        }
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}
