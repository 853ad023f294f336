package io.hearken.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How far a rate would move with other takes: it is computed again of as many units drawn from the
 * same with replacement, many times (Bisani and Ney 2004, "Bootstrap estimates for confidence
 * intervals in ASR performance evaluation").
 */
final class Bootstrap {
    static final int ROUNDS = 2_000;
    static final long SEED = 1;

    private static final double TAIL = 0.025;

    private Bootstrap() {}

    /**
     * What is drawn as a whole: a take, or all takes of a speaker.
     *
     * @param errors of
     * @param total the words or takes they are counted in
     */
    record Unit(long errors, long total) {
        Unit plus(Unit more) {
            return new Unit(errors + more.errors, total + more.total);
        }
    }

    /** The sum of errors over the sum of totals. */
    static Estimate rate(List<Unit> units) {
        Unit all = units.stream().reduce(new Unit(0, 0), Unit::plus);
        if (all.total == 0) {
            return Estimate.NONE;
        }
        double value = (double) all.errors / all.total;
        if (all.errors == 0) {
            // Drawing from nothing but right units says nothing: Clopper and Pearson's bound (1934)
            // for the share of units with an error.
            return new Estimate(0, 0, 1 - Math.pow(TAIL, 1.0 / units.size()));
        }
        if (units.size() == 1) {
            return new Estimate(value, Double.NaN, Double.NaN);
        }
        double[] rates = rates(units);
        return new Estimate(value, quantile(rates, TAIL), quantile(rates, 1 - TAIL));
    }

    /** The rates of all rounds, the least first. */
    private static double[] rates(List<Unit> units) {
        Random random = new Random(SEED);
        double[] rates = new double[ROUNDS];
        int rounds = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long errors = 0;
            long total = 0;
            for (int i = 0; i < units.size(); i++) {
                Unit unit = units.get(random.nextInt(units.size()));
                errors += unit.errors;
                total += unit.total;
            }
            if (total > 0) {
                rates[rounds++] = (double) errors / total;
            }
        }
        double[] sorted = Arrays.copyOf(rates, rounds);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
