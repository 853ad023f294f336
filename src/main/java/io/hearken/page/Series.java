package io.hearken.page;

import java.util.List;

/**
 * What is drawn in one colour of a chart.
 *
 * @param name for the legend; empty for what needs no place there
 * @param points those with a number that is not finite are left out
 */
public record Series(String name, Look look, List<Point> points) {
    /** How points are drawn. */
    public enum Look {
        /** Joined by straight lines. */
        LINE,
        /** Joined by lines along the axes: each value holds until the next. */
        STEPS,
        /** A dot each. */
        POINTS,
        /** A bar each, from 0, as wide as the way to the next point; its note stands above. */
        BARS,
        /** A grey, dashed line to compare with. */
        GUIDE
    }

    /**
     * A point.
     *
     * @param note what a reader sees who points at it; may be empty
     */
    public record Point(double x, double y, String note) {
        public Point(double x, double y) {
            this(x, y, "");
        }
    }

    public Series {
        points =
                points.stream()
                        .filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y()))
                        .toList();
    }

    public static Series line(String name, List<Point> points) {
        return new Series(name, Look.LINE, points);
    }
}
