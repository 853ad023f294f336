package io.hearken.cli;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws latency and cost against the number of streams, one above the other. */
final class PipelinePlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;

    private final List<PipelineResult> results;

    private PipelinePlot(List<PipelineResult> results) {
        this.results =
                results.stream().sorted(Comparator.comparingInt(PipelineResult::streams)).toList();
    }

    /** Writes a PNG. */
    static void draw(List<PipelineResult> results, Path file) {
        System.setProperty("java.awt.headless", "true");
        PipelinePlot plot = new PipelinePlot(results);
        String path = file.toString();
        try {
            BitmapEncoder.saveBitmap(
                    List.of(plot.latency(), plot.cost()), 2, 1, path, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    path + " cannot be drawn: Java needs fontconfig and a font on this machine", e);
        }
    }

    private XYChart latency() {
        XYChart chart = chart("Latency, from chunk due to hypothesis read", "milliseconds");
        add(chart, "median", result -> result.latencyMs().p50(), new Color(0x1f77b4));
        add(chart, "p99", result -> result.latencyMs().p99(), new Color(0xd62728));
        return chart;
    }

    private XYChart cost() {
        XYChart chart = chart("Cost of a second of audio", "milliseconds of the job's processor");
        chart.getStyler().setLegendVisible(false);
        add(chart, "cost", PipelineResult::cost, new Color(0x2ca02c));
        return chart;
    }

    private static XYChart chart(String title, String y) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("streams")
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

    private void add(
            XYChart chart, String name, ToDoubleFunction<PipelineResult> value, Color color) {
        double[] streams = results.stream().mapToDouble(PipelineResult::streams).toArray();
        XYSeries series =
                chart.addSeries(name, streams, results.stream().mapToDouble(value).toArray());
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineColor(color);
    }
}
