package io.hearken.reference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares fast code with its slow twin; a failure says where they differ most, and by how much.
 */
public final class Parity {
    private Parity() {}

    /** Every value within {@code tolerance} of what it should be. */
    public static void assertClose(double[] expected, float[] actual, double tolerance) {
        assertThat(actual).as("number of values").hasSize(expected.length);
        assertClose(expected, doubles(actual), tolerance);
    }

    /** Every value within {@code tolerance} of what it should be. */
    public static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertThat(actual).as("number of values").hasSize(expected.length);
        int worst = 0;
        for (int j = 0; j < expected.length; j++) {
            // Written so that NaN is the worst of all.
            if (!(Math.abs(expected[j] - actual[j]) <= Math.abs(expected[worst] - actual[worst]))) {
                worst = j;
            }
        }
        if (expected.length > 0) {
            assertThat(Math.abs(expected[worst] - actual[worst]))
                    .as(
                            "worst difference, at place %d: expected %s, got %s",
                            worst, expected[worst], actual[worst])
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    /** As {@link #assertClose}, the tolerance taken relative to the largest expected value. */
    public static void assertRelativelyClose(double[] expected, double[] actual, double share) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).as("largest expected value: zeros prove nothing").isPositive();
        assertClose(expected, actual, share * largest);
    }

    public static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            doubles[j] = values[j];
        }
        return doubles;
    }

    /** [n × d] row-major values as n rows. */
    public static double[][] rows(float[] values, int d) {
        double[][] rows = new double[values.length / d][d];
        for (int j = 0; j < values.length; j++) {
            rows[j / d][j % d] = values[j];
        }
        return rows;
    }

    /** Rows one after another. */
    public static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length == 0 ? 0 : rows.length * rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
        }
        return flat;
    }
}
