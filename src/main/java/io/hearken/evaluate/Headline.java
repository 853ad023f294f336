package io.hearken.evaluate;

import static io.hearken.evaluate.Phrasing.format;
import static io.hearken.evaluate.Phrasing.hours;
import static io.hearken.evaluate.Phrasing.interval;
import static io.hearken.evaluate.Phrasing.perHour;
import static io.hearken.evaluate.Phrasing.percent;

import io.hearken.page.Block;
import io.hearken.page.Heading;
import io.hearken.page.Tiles;
import io.hearken.page.Tiles.Tile;
import java.util.ArrayList;
import java.util.List;

/** What a reader in a hurry wants to know. */
final class Headline {
    private Headline() {}

    static List<Block> of(Evaluation evaluation) {
        List<Tile> tiles = new ArrayList<>();
        Result total = evaluation.total();
        tiles.add(tile("word error rate", total.wordErrorRate()));
        tiles.add(tile("takes with an error", total.sentenceErrorRate()));
        tiles.add(confidence(evaluation.reliability()));
        alarms(tiles, "false alarms in other words", evaluation.inOtherWords());
        alarms(tiles, "false alarms in noise", evaluation.inNoise());
        timing(tiles, evaluation.timing());
        return List.of(new Tiles(tiles), new Heading("", text(total)));
    }

    private static Tile tile(String name, Estimate estimate) {
        return new Tile(name, percent(estimate.value()), interval(estimate));
    }

    private static Tile confidence(Reliability reliability) {
        return new Tile(
                "calibration error",
                percent(reliability.error()),
                format("expected, over %,d words heard", reliability.words()));
    }

    private static void alarms(List<Tile> tiles, String name, FalseAlarms alarms) {
        if (alarms.hours() > 0) {
            tiles.add(
                    new Tile(
                            name,
                            perHour(alarms.perHour()) + " / h",
                            format("%d in %s", alarms.labels(), hours(alarms.hours()))));
        }
    }

    private static void timing(List<Tile> tiles, Timing timing) {
        if (timing.latencies().isEmpty()) {
            return;
        }
        tiles.add(
                new Tile(
                        "shown after a word's end",
                        format("%.2f s", timing.latency(0.5)),
                        format("median; 90 %% within %.2f s", timing.latency(0.9))));
        String starts = percent(timing.startsWithin());
        String ends = percent(timing.endsWithin());
        tiles.add(new Tile("ends within 100 ms", ends, starts + " of starts"));
    }

    private static String text(Result total) {
        return format(
                "Of %,d words said, %,d were heard as another and %,d not at all; %,d were heard that nobody "
                        + "said. Intervals hold 95\u00a0%% of what other %s would give (bootstrap).",
                total.errors().words(),
                total.errors().substitutions(),
                total.errors().deletions(),
                total.errors().insertions(),
                total.isBySpeaker() ? "speakers" : "takes");
    }
}
