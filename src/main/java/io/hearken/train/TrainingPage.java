package io.hearken.train;

import io.hearken.page.Axis;
import io.hearken.page.Chart;
import io.hearken.page.Heading;
import io.hearken.page.Page;
import io.hearken.page.Series;
import io.hearken.page.Tiles;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How a training run went, as a page for people. */
final class TrainingPage {
    private TrainingPage() {}

    /**
     * One self-contained HTML file.
     *
     * @param curve at least one point
     */
    static String html(String name, Recipe recipe, List<Curve.Point> curve) {
        return new Page(
                        "Training of " + name,
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d updates",
                                curve.get(curve.size() - 1).update(),
                                recipe.updates()),
                        List.of(
                                tiles(recipe, curve),
                                chart(
                                        "Word error rate in validation",
                                        "%",
                                        curve,
                                        p -> 100 * p.wordErrorRate()),
                                chart("Loss in training", "nats per word", curve, Curve.Point::loss)
                                        .withY(losses(curve)),
                                chart("Learning rate", "", curve, Curve.Point::rate),
                                new Heading("Recipe", recipe.text())))
                .html();
    }

    private static Tiles tiles(Recipe recipe, List<Curve.Point> curve) {
        Curve.Point best = Curve.best(curve);
        return new Tiles(
                List.of(
                        new Tiles.Tile(
                                "Word error rate",
                                String.format(Locale.ROOT, "%.1f %%", 100 * best.wordErrorRate()),
                                "composed streams of speakers not learned from"),
                        new Tiles.Tile(
                                "Best after",
                                String.format(Locale.ROOT, "%,d", best.update()),
                                "updates"),
                        new Tiles.Tile(
                                "Network",
                                recipe.layers() + " × " + recipe.hidden(),
                                recipe.cell() + " units")));
    }

    private static Chart chart(
            String title, String unit, List<Curve.Point> curve, ToDoubleFunction<Curve.Point> y) {
        List<Series.Point> points =
                curve.stream().map(p -> new Series.Point(p.update(), y.applyAsDouble(p))).toList();
        return Chart.of(title, "updates", unit, List.of(Series.line(title, points)));
    }

    /** A logarithmic axis: the first phase's loss is a hundred times the last one's. */
    private static Axis losses(List<Curve.Point> curve) {
        double low = curve.stream().mapToDouble(Curve.Point::loss).min().orElse(1);
        double high = curve.stream().mapToDouble(Curve.Point::loss).max().orElse(1);
        return Axis.logarithmic(
                "nats per word", Math.max(1e-3, low / 1.2), Math.max(2e-3, high * 1.2));
    }
}
