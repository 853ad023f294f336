package io.hearken.evaluate;

import static io.hearken.evaluate.Phrasing.format;
import static io.hearken.evaluate.Phrasing.hours;
import static io.hearken.evaluate.Phrasing.interval;
import static io.hearken.evaluate.Phrasing.perHour;
import static io.hearken.evaluate.Phrasing.percent;

import io.hearken.page.Block;
import io.hearken.page.Heading;
import io.hearken.page.HeatMap;
import io.hearken.page.Page;
import io.hearken.page.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An evaluation as a page for people. */
public final class Report {
    private static final List<String> COLUMNS =
            List.of(
                    "",
                    "takes",
                    "words",
                    "word errors",
                    "95 % interval",
                    "takes with an error",
                    "false alarms per hour");

    private static final String CONDITIONS =
            "All else on this page is of the first of these, but for the worst takes.";

    private Report() {}

    /** One self-contained HTML file. */
    public static String html(Evaluation evaluation) {
        List<Block> blocks = new ArrayList<>(Headline.of(evaluation));
        blocks.addAll(results("By set", "", evaluation.bySet()));
        blocks.addAll(results("By condition", CONDITIONS, evaluation.byCondition()));
        blocks.addAll(Plots.noise(evaluation.byCondition()));
        blocks.addAll(confusions(evaluation.confusions()));
        blocks.addAll(Plots.reliability(evaluation.reliability()));
        blocks.addAll(Plots.keywords(evaluation.keywords(), evaluation.seconds() / 3600));
        blocks.addAll(Plots.latency(evaluation.timing()));
        blocks.addAll(results("By speaker, worst first", "", worstFirst(evaluation.bySpeaker())));
        blocks.addAll(Worst.of(evaluation.worst()));
        blocks.addAll(skipped(evaluation.skipped()));
        return new Page("Evaluation of " + evaluation.model(), subtitle(evaluation), blocks).html();
    }

    private static String subtitle(Evaluation evaluation) {
        Result total = evaluation.total();
        return format(
                "%,d takes by %,d speakers, %s of audio",
                total.utterances(), total.speakers(), hours(evaluation.seconds() / 3600));
    }

    /** A table where there is more than one result; without false alarms where none can be. */
    private static List<Block> results(String title, String text, List<Result> results) {
        if (results.size() < 2) {
            return List.of();
        }
        boolean alarms = results.stream().anyMatch(result -> result.falseAlarms().hours() > 0);
        int columns = COLUMNS.size() - (alarms ? 0 : 1);
        return List.of(
                new Heading(title, text),
                new Table(
                        COLUMNS.subList(0, columns),
                        results.stream().map(result -> row(result).subList(0, columns)).toList()));
    }

    private static List<String> row(Result result) {
        return List.of(
                result.name().isBlank() ? "none" : result.name(),
                format("%,d", result.utterances()),
                format("%,d", result.errors().words()),
                percent(result.wordErrorRate().value()),
                interval(result.wordErrorRate()),
                percent(result.sentenceErrorRate().value()),
                perHour(result.falseAlarms().perHour()));
    }

    /** Those who say nothing that ought to be heard come last. */
    private static List<Result> worstFirst(List<Result> results) {
        return results.stream()
                .sorted(
                        Comparator.comparingDouble(
                                r -> r.errors().words() == 0 ? 1 : -r.errors().rate()))
                .toList();
    }

    private static List<Block> confusions(Confusions confusions) {
        List<String> words =
                confusions.words().stream()
                        .map(word -> word.equals(Confusions.NOTHING) ? "nothing" : word)
                        .toList();
        return List.of(
                new Heading(
                        "Confusions",
                        "How often each word was heard as which. Off the diagonal are the errors: the last "
                                + "column holds words that were missed, the last row words nobody said."),
                new HeatMap(
                        "Said against heard", "said", "heard", words, words, confusions.counts()));
    }

    private static List<Block> skipped(List<String> skipped) {
        return skipped.isEmpty()
                ? List.of()
                : List.of(
                        new Heading("Skipped", "These could not be listened to."),
                        new Table(
                                List.of("recording and reason"),
                                skipped.stream().map(List::of).toList()));
    }
}
