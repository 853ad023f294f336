package io.hearken.evaluate;

/**
 * A share measured on some takes, and between which values it would fall 95 times of 100 on others
 * like them.
 *
 * @param value NaN where there is nothing to measure
 * @param low NaN where nothing is known of other takes, as is then {@code high}
 */
public record Estimate(double value, double low, double high) {
    static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    public boolean hasInterval() {
        return !Double.isNaN(low);
    }
}
