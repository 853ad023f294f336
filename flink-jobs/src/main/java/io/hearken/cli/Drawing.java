package io.hearken.cli;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What the plots of all commands have in common. */
final class Drawing {
    static final Color BLUE = new Color(0x1f77b4);
    static final Color RED = new Color(0xd62728);
    static final Color GREEN = new Color(0x2ca02c);

    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;

    private Drawing() {}

    /** A chart whose axes begin at 0, with nothing in it. */
    static XYChart chart(String title, String x, String y) {
        System.setProperty("java.awt.headless", "true");
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.InsideNW)
                .setPlotBorderVisible(false)
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0);
        chart.getStyler().setYAxisDecimalPattern("0.##"); // one point alone has a tick of its own
        return chart;
    }

    /** Writes a PNG, the charts one above the other. */
    static void save(List<XYChart> charts, Path file) {
        String path = file.toString();
        try {
            BitmapEncoder.saveBitmap(charts, charts.size(), 1, path, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    path + " cannot be drawn: Java needs fontconfig and a font on this machine", e);
        }
    }
}
