package io.hearken.page;

import static io.hearken.stream.Checks.require;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A side of a chart.
 *
 * @param label what is shown along it, with its unit
 * @param low the value at its beginning
 * @param high the value at its end
 * @param isLogarithmic whether equal ways are equal ratios
 */
public record Axis(String label, double low, double high, boolean isLogarithmic) {
    private static final int TICKS = 6;

    /** A value with a name, and its place on the axis. */
    record Tick(double place, String text) {}

    public Axis {
        require(
                Double.isFinite(low) && Double.isFinite(high) && low < high,
                "axis %s from %s to %s",
                label,
                low,
                high);
        require(!isLogarithmic || low > 0, "logarithmic axis %s from %s", label, low);
    }

    public static Axis linear(String label, double low, double high) {
        return new Axis(label, low, high, false);
    }

    /** Beyond its ends values are drawn at the ends. */
    public static Axis logarithmic(String label, double low, double high) {
        return new Axis(label, low, high, true);
    }

    /** From 0, or the least of the values if that is less, to a round number above the largest. */
    public static Axis around(String label, double[] values) {
        double low = 0;
        double high = 0;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (low == high) {
            return linear(label, low, low + 1);
        }
        double step = step(high - low);
        return linear(label, Math.floor(low / step) * step, Math.ceil(high / step) * step);
    }

    /** Where a value lies: 0 at the beginning, 1 at the end. */
    double place(double value) {
        if (isLogarithmic) {
            double within = Math.max(low, Math.min(high, value));
            return Math.log(within / low) / Math.log(high / low);
        }
        return (value - low) / (high - low);
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        if (isLogarithmic) {
            double decades = Math.log10(high / low);
            for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
                for (int digit : decades < 3 ? new int[] {1, 2, 5} : new int[] {1}) {
                    add(ticks, digit * Math.pow(10, e));
                }
            }
        } else {
            double step = step(high - low);
            for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step / 1e6; i++) {
                add(ticks, i * step);
            }
        }
        return ticks;
    }

    private void add(List<Tick> ticks, double value) {
        double slack = (high - low) * 1e-9;
        if (low - slack <= value && value <= high + slack) {
            ticks.add(new Tick(place(value), text(value)));
        }
    }

    /** 1, 2 or 5 times a power of ten (Heckbert 1990, "Nice numbers for graph labels"). */
    private static double step(double range) {
        double rough = range / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power - 1e-9; // 6 × 0.005 may miss 0.03 by a hair
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** As people write it: no digits that say nothing. */
    static String text(double value) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        double size = Math.abs(value);
        if (size > 0 && size < 1e-3) {
            return new DecimalFormat("0.###E0", symbols).format(value);
        }
        return new DecimalFormat(size < 1000 ? "0.#####" : "#,##0", symbols).format(value);
    }
}
