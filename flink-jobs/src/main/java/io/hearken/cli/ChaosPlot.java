package io.hearken.cli;

import io.hearken.cli.ChaosPlan.Victim;
import io.hearken.cli.ChaosResult.Blow;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Draws each kill at its time, as high as it took to recover. */
final class ChaosPlot {
    private static final Map<Victim, Color> COLORS =
            Map.of(
                    Victim.TASKMANAGER, Drawing.BLUE,
                    Victim.JOBMANAGER, Drawing.RED,
                    Victim.BROKER, Drawing.GREEN);

    private ChaosPlot() {}

    /** Writes a PNG. */
    static void draw(ChaosResult result, Path file) {
        XYChart chart =
                Drawing.chart(
                        "Time to recover, from a kill to what is heard again",
                        "seconds",
                        "seconds to recover");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        for (Victim victim : Victim.values()) {
            add(chart, result, victim);
        }
        Drawing.save(List.of(chart), file);
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
