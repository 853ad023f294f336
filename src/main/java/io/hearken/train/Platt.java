package io.hearken.train;

import io.hearken.recognizer.Calibration;
import java.util.List;

/**
 * Learns how often a network is right when it is so sure: logistic regression on the logit of its
 * posterior (Platt: Probabilistic Outputs for Support Vector Machines, 1999, with the smoothed
 * targets given there), by Newton's method.
 */
final class Platt {
    private static final int ROUNDS = 100;

    /** Keeps the slope from growing without end when all claims are right: a prior of width 10. */
    private static final double PRIOR = 0.01;

    private static final double LONGEST_STEP = 0.5;

    private Platt() {}

    static Calibration fit(List<Claim> claims) {
        long right = claims.stream().filter(Claim::isRight).count();
        long wrong = claims.size() - right;
        double high = (right + 1.0) / (right + 2.0);
        double low = 1.0 / (wrong + 2.0);
        double slope = 1;
        double offset = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double g0 = PRIOR * (slope - 1);
            double g1 = PRIOR * offset;
            double h00 = PRIOR;
            double h01 = 0;
            double h11 = PRIOR;
            for (Claim claim : claims) {
                double x = Calibration.logit(claim.posterior());
                double p = 1 / (1 + Math.exp(-slope * x - offset));
                double wrongBy = p - (claim.isRight() ? high : low);
                double curve = p * (1 - p);
                g0 += wrongBy * x;
                g1 += wrongBy;
                h00 += curve * x * x;
                h01 += curve * x;
                h11 += curve;
            }
            double determinant = h00 * h11 - h01 * h01;
            slope -= step((h11 * g0 - h01 * g1) / determinant);
            offset -= step((h00 * g1 - h01 * g0) / determinant);
        }
        return new Calibration(Math.max(1e-3, slope), offset);
    }

    /** Far from the answer, where the curve is flat, Newton's step is much too long. */
    private static double step(double wanted) {
        return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, wanted));
    }
}
