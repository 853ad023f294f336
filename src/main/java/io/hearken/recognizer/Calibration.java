package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

/**
 * Turns a word's posterior into the chance that the word is right (Platt, 1999): σ(slope·logit(p) +
 * offset).
 *
 * @param slope positive: what the network is surer of stays surer
 */
public record Calibration(double slope, double offset) {
    /** Leaves posteriors as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    /** Floats know nothing surer than this. */
    private static final double SUREST = 1e-7;

    public Calibration {
        require(
                0 < slope && slope < Double.POSITIVE_INFINITY,
                "slope of a calibration must be positive and finite, got %s",
                slope);
        require(Double.isFinite(offset), "offset of a calibration must be finite, got %s", offset);
    }

    /**
     * How sure it is that a word is right.
     *
     * @param posterior 0 to 1
     * @return 0 to 1
     */
    public double confidence(double posterior) {
        return equals(NONE) ? posterior : 1 / (1 + Math.exp(-slope * logit(posterior) - offset));
    }

    /** log p/(1-p), for p from 0 to 1; finite also at both ends. */
    public static double logit(double p) {
        double bounded = Math.max(SUREST, Math.min(1 - SUREST, p));
        return Math.log(bounded) - Math.log1p(-bounded);
    }
}
