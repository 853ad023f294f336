package io.hearken.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.page.Clips.Clip;
import io.hearken.page.Clips.Line;
import io.hearken.page.Clips.Piece;
import io.hearken.page.Series.Look;
import io.hearken.page.Series.Point;
import io.hearken.page.Tiles.Tile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageTest {
    private static final String HOSTILE = "<script>alert('\"&')</script>";

    private static final List<Point> POINTS = List.of(new Point(0, 1, HOSTILE), new Point(2, 3));

    @ParameterizedTest
    @MethodSource("blocksWithHostileText")
    void textNeverBecomesMarkup(Block block) {
        String html = new Page(HOSTILE, HOSTILE, List.of(block)).html();

        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script", "alert('\"");
    }

    static Stream<Block> blocksWithHostileText() {
        return Stream.of(
                new Heading(HOSTILE, HOSTILE),
                new Tiles(List.of(new Tile(HOSTILE, HOSTILE, HOSTILE))),
                new Table(List.of(HOSTILE), List.of(List.of(HOSTILE))),
                new HeatMap(
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        List.of(HOSTILE),
                        List.of(HOSTILE),
                        new int[1][1]),
                new Clips(
                        List.of(
                                new Clip(
                                        HOSTILE,
                                        new byte[0],
                                        List.of(
                                                new Line(
                                                        HOSTILE,
                                                        List.of(new Piece(HOSTILE, true))))))),
                chart(Look.LINE),
                chart(Look.POINTS),
                chart(Look.BARS));
    }

    private static Chart chart(Look look) {
        Series series = new Series(HOSTILE, look, POINTS);
        return Chart.of(HOSTILE, HOSTILE, HOSTILE, List.of(series, series));
    }

    @ParameterizedTest
    @MethodSource("blocksWithHostileText")
    void fetchesNothing(Block block) {
        String html = new Page("page", "of a test", List.of(block)).html();

        assertThat(html).doesNotContainPattern("(?i)https?:|//|@import|url\\(|<link|srcset");
    }

    @Test
    void aLineGoesThroughItsPoints() {
        Chart chart =
                new Chart(
                        "loss",
                        Axis.linear("update", 0, 4),
                        Axis.linear("loss", 0, 10),
                        List.of(
                                Series.line(
                                        "a",
                                        List.of(
                                                new Point(0, 10),
                                                new Point(2, Double.NaN),
                                                new Point(4, 5)))));

        assertThat(chart.html()).contains("d=\"M0.0 0.0L560.0 145.0\"");
    }

    @Test
    void stepsHoldEachValueUntilTheNext() {
        Series steps = new Series("a", Look.STEPS, List.of(new Point(0, 1), new Point(1, 0)));

        assertThat(Chart.of("t", "x", "y", List.of(steps)).html())
                .contains("d=\"M0.0 0.0H560.0V290.0\"");
    }

    @Test
    void aChartOfNothingIsStillAChart() {
        assertThat(Chart.of("t", "x", "y", List.of()).html()).contains("<svg", "</figure>");
    }

    @Test
    void aLongTableIsFolded() {
        List<List<String>> rows = Stream.generate(() -> List.of("row")).limit(16).toList();

        assertThat(new Table(List.of("a"), rows).html()).contains("<details>", "16 rows");
        assertThat(new Table(List.of("a"), rows.subList(0, 15)).html()).doesNotContain("<details>");
    }
}
