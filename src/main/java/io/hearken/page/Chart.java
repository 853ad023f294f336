package io.hearken.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Series over two axes, as SVG with a legend below. */
public record Chart(String title, Axis x, Axis y, List<Series> series) implements Block {
    /** Of the space within the axes, in the units of the drawing. */
    private static final double WIDTH = 560;

    private static final double HEIGHT = 290;

    /** Colours in the style sheet. */
    private static final int COLOURS = 10;

    /** A line at a tick. */
    private record Grid(String at, String text) {}

    /** A series as the template wants it. */
    private record Drawn(
            String name, String style, String path, List<Mark> dots, List<Mark> bars) {}

    /** A dot or a bar; the height is the bar's. */
    private record Mark(
            String x, String y, String middle, String width, String height, String note) {}

    public Chart {
        series = List.copyOf(series);
    }

    /** A chart whose axes are linear and hold all there is. */
    public static Chart of(String title, String xLabel, String yLabel, List<Series> series) {
        return new Chart(
                title,
                Axis.around(xLabel, values(series, Series.Point::x)),
                Axis.around(yLabel, values(series, Series.Point::y)),
                series);
    }

    /** The same with another axis to the right. */
    public Chart withX(Axis axis) {
        return new Chart(title, axis, y, series);
    }

    /** The same with another axis upwards. */
    public Chart withY(Axis axis) {
        return new Chart(title, x, axis, series);
    }

    private static double[] values(List<Series> series, ToDoubleFunction<Series.Point> value) {
        return series.stream().flatMap(s -> s.points().stream()).mapToDouble(value).toArray();
    }

    @Override
    public String html() {
        List<Drawn> drawn = new ArrayList<>();
        int colour = 0;
        for (Series one : series) {
            boolean guide = one.look() == Series.Look.GUIDE;
            drawn.add(drawn(one, guide ? "guide" : "colour" + colour++ % COLOURS));
        }
        return Templates.fill(
                "chart",
                Map.of(
                        "title", title,
                        "xLabel", x.label(),
                        "yLabel", y.label(),
                        "columns", grid(x, WIDTH, false),
                        "rows", grid(y, HEIGHT, true),
                        "series", drawn,
                        "hasLegend", drawn.size() > 1));
    }

    private static List<Grid> grid(Axis axis, double length, boolean upwards) {
        List<Grid> grid = new ArrayList<>();
        for (Axis.Tick tick : axis.ticks()) {
            double place = upwards ? 1 - tick.place() : tick.place();
            grid.add(new Grid(number(place * length), tick.text()));
        }
        return grid;
    }

    private Drawn drawn(Series one, String style) {
        List<Mark> dots = new ArrayList<>();
        List<Mark> bars = new ArrayList<>();
        for (int i = 0; i < one.points().size(); i++) {
            switch (one.look()) {
                case POINTS -> dots.add(dot(one.points().get(i)));
                case BARS -> bars.add(bar(one.points(), i));
                default -> {}
            }
        }
        String path = dots.isEmpty() && bars.isEmpty() ? path(one) : "";
        return new Drawn(one.name(), style, path, dots, bars);
    }

    private String path(Series one) {
        StringBuilder path = new StringBuilder();
        for (Series.Point point : one.points()) {
            String px = number(right(point.x()));
            String py = number(down(point.y()));
            if (path.length() == 0) {
                path.append('M').append(px).append(' ').append(py);
            } else if (one.look() == Series.Look.STEPS) {
                path.append('H').append(px).append('V').append(py);
            } else {
                path.append('L').append(px).append(' ').append(py);
            }
        }
        return path.toString();
    }

    private Mark dot(Series.Point point) {
        String at = number(right(point.x()));
        return new Mark(at, number(down(point.y())), at, "", "", point.note());
    }

    private Mark bar(List<Series.Point> points, int i) {
        Series.Point point = points.get(i);
        double left = right(point.x());
        double width = barWidth(points);
        double top = down(point.y());
        return new Mark(
                number(left + 1),
                number(top),
                number(left + width / 2),
                number(Math.max(1, width - 2)),
                number(Math.max(0, down(0) - top)),
                point.note());
    }

    private double barWidth(List<Series.Point> points) {
        return points.size() < 2 ? WIDTH / 10 : right(points.get(1).x()) - right(points.get(0).x());
    }

    private double right(double value) {
        return x.place(value) * WIDTH;
    }

    private double down(double value) {
        return (1 - y.place(value)) * HEIGHT;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
