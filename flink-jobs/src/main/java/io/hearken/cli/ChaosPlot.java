package io.hearken.cli;

import io.hearken.cli.ChaosPlan.Victim;
import io.hearken.cli.ChaosResult.Blow;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws each kill at its time, as high as it took to recover. */
final class ChaosPlot {
    private static final Map<Victim, Color> COLORS =
            Map.of(
                    Victim.TASKMANAGER, new Color(0x1f77b4),
                    Victim.JOBMANAGER, new Color(0xd62728),
                    Victim.BROKER, new Color(0x2ca02c));

    private ChaosPlot() {}

    /** Writes a PNG. */
    static void draw(ChaosResult result, Path file) {
        System.setProperty("java.awt.headless", "true");
        String path = file.toString();
        try {
            BitmapEncoder.saveBitmap(chart(result), path, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    path + " cannot be drawn: Java needs fontconfig and a font on this machine", e);
        }
    }

    private static XYChart chart(ChaosResult result) {
        XYChart chart =
                new XYChartBuilder()
                        .width(900)
                        .height(400)
                        .title("Time to recover, from a kill to what is heard again")
                        .xAxisTitle("seconds")
                        .yAxisTitle("seconds to recover")
                        .build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
                .setLegendPosition(LegendPosition.InsideNW)
                .setPlotBorderVisible(false)
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0);
        for (Victim victim : Victim.values()) {
            add(chart, result, victim);
        }
        return chart;
    }

    private static void add(XYChart chart, ChaosResult result, Victim victim) {
        List<Blow> blows =
                result.blows().stream()
                        .filter(blow -> blow.victim() == victim && blow.recoverySeconds() != null)
                        .toList();
        if (!blows.isEmpty()) {
            chart.addSeries(
                            victim.toString().toLowerCase(),
                            blows.stream().mapToDouble(Blow::seconds).toArray(),
                            blows.stream().mapToDouble(Blow::recoverySeconds).toArray())
                    .setMarkerColor(COLORS.get(victim));
        }
    }
}
