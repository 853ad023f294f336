package io.hearken.cli;

import io.hearken.cli.SoakResult.Round;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws heap and RocksDB over the time of a soak, one above the other. */
final class SoakPlot {
    private SoakPlot() {}

    /** Writes a PNG. */
    static void draw(SoakResult result, Path file) {
        List<Round> rounds = result.rounds();
        Drawing.save(
                List.of(
                        chart(
                                "Heap in use after a collection",
                                rounds,
                                one -> one.heapBytes() / 1e6,
                                Drawing.BLUE),
                        chart(
                                "RocksDB on disk",
                                rounds,
                                one -> one.stateBytes() / 1e6,
                                Drawing.GREEN)),
                file);
    }

    private static XYChart chart(
            String title, List<Round> rounds, ToDoubleFunction<Round> value, Color color) {
        XYChart chart = Drawing.chart(title, "minutes", "MB");
        chart.getStyler().setLegendVisible(false);
        chart.addSeries(
                        title,
                        rounds.stream().mapToDouble(Round::minutes).toArray(),
                        rounds.stream().mapToDouble(value).toArray())
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(color)
                .setLineColor(color);
        return chart;
    }
}
