package io.hearken.cli;

import java.awt.Color;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws latency and cost against the number of streams, one above the other. */
final class PipelinePlot {
    private final List<PipelineResult> results;

    private PipelinePlot(List<PipelineResult> results) {
        this.results =
                results.stream().sorted(Comparator.comparingInt(PipelineResult::streams)).toList();
    }

    /** Writes a PNG. */
    static void draw(List<PipelineResult> results, Path file) {
        PipelinePlot plot = new PipelinePlot(results);
        Drawing.save(List.of(plot.latency(), plot.cost()), file);
    }

    private XYChart latency() {
        XYChart chart =
                Drawing.chart(
                        "Latency, from chunk due to hypothesis read", "streams", "milliseconds");
        add(chart, "median", result -> result.latencyMs().p50(), Drawing.BLUE);
        add(chart, "p99", result -> result.latencyMs().p99(), Drawing.RED);
        return chart;
    }

    private XYChart cost() {
        XYChart chart =
                Drawing.chart(
                        "Cost of a second of audio",
                        "streams",
                        "milliseconds of the job's processor");
        chart.getStyler().setLegendVisible(false);
        add(chart, "cost", PipelineResult::cost, Drawing.GREEN);
        return chart;
    }

    private void add(
            XYChart chart, String name, ToDoubleFunction<PipelineResult> value, Color color) {
        chart.addSeries(
                        name,
                        results.stream().mapToDouble(PipelineResult::streams).toArray(),
                        results.stream().mapToDouble(value).toArray())
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(color)
                .setLineColor(color);
    }
}
