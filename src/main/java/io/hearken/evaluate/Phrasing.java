package io.hearken.evaluate;

import java.util.Locale;

/** Numbers as the report writes them; a dash for what is unknown. */
final class Phrasing {
    private static final String UNKNOWN = "–";

    private Phrasing() {}

    /** A share, as 1.3 %. */
    static String percent(double share) {
        return Double.isNaN(share) ? UNKNOWN : format("%.1f %%", 100 * share);
    }

    /** As 0.4 – 2.9 %. */
    static String interval(Estimate estimate) {
        return estimate.hasInterval()
                ? format("%.1f – %.1f %%", 100 * estimate.low(), 100 * estimate.high())
                : UNKNOWN;
    }

    static String perHour(double rate) {
        return Double.isNaN(rate) ? UNKNOWN : format(rate < 10 ? "%.1f" : "%,.0f", rate);
    }

    /** A length of audio in the unit that suits it. */
    static String hours(double hours) {
        if (hours >= 1) {
            return format("%.1f h", hours);
        }
        return hours * 60 >= 1 ? format("%.0f min", hours * 60) : format("%.0f s", hours * 3600);
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
