package io.hearken.cli;

import io.hearken.evaluate.Estimate;
import io.hearken.evaluate.Evaluation;
import io.hearken.evaluate.FalseAlarms;
import io.hearken.evaluate.Figures;
import io.hearken.evaluate.Report;
import io.hearken.evaluate.Result;
import io.hearken.job.DecoderOptions;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.recognizer.WordErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken evaluate}: how many words a model gets right. */
@Command(
        name = "evaluate",
        description = "Compares what a model hears with what was said.",
        sortOptions = false,
        footer = {
            "",
            "Results are given for each set: what the manifest's column set says, or else the first",
            "folder of path, or else the folder the manifest is in.",
            "",
            "Examples:",
            "  hearken evaluate --manifest audio-samples/transcripts.tsv --report report.html",
            "  hearken evaluate --manifest my.tsv --strings 300 --noise noise.tsv --snr 20,10"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec private CommandSpec spec;
    @Mixin private ManifestOptions manifests;
    @Mixin private ModelOption model;
    @Mixin private TakesOptions takes;
    @Mixin private DecoderOptions decoder;

    @Option(
            names = "--without-thresholds",
            description = {
                "Show words however unsure the model is of them, to see what other thresholds",
                "would do: the curves of misses against false alarms."
            })
    private boolean withoutThresholds;

    @Option(names = "--json", description = "Print the numbers as JSON.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page with tables, plots and the worst recordings to play.")
    private Path report;

    @Override
    public Integer call() throws IOException {
        if (report != null) {
            TrainCommand.requireWritable(report);
        }
        Model loaded = model();
        Recognizer recognizer = new Recognizer(loaded, decoder.settings());
        Evaluation evaluation = takes.evaluate(loaded, recognizer, manifests.read());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> figures = Figures.of(evaluation);
            Map<String, Double> lost = takes.pointsLost(evaluation);
            if (!lost.isEmpty()) {
                figures.put("pointsLost", lost);
            }
            out.println(Json.of(figures));
        } else {
            print(evaluation, out);
            if (loaded.head().isLabel()) {
                double wrong = evaluation.total().sentenceErrorRate().value();
                out.printf("accuracy %.2f %%%n", 100 * (1 - wrong));
            }
            takes.pointsLost(evaluation)
                    .forEach((when, lost) -> out.printf("%.2f points lost %s%n", lost, when));
        }
        out.flush();
        if (report != null) {
            Files.writeString(report, Report.html(evaluation));
        }
        return 0;
    }

    private Model model() {
        Model read = model.read();
        return withoutThresholds ? read.with(read.speech().with(Map.of())) : read;
    }

    private static void print(Evaluation evaluation, PrintWriter out) {
        evaluation.skipped().forEach(reason -> out.println("skipped " + reason));
        evaluation.worst().stream()
                .limit(SHOWN)
                .map(heard -> heard.utterance())
                .forEach(
                        wrong -> {
                            out.println(wrong.name());
                            out.println("    said   " + String.join(" ", wrong.said()));
                            out.println("    heard  " + String.join(" ", wrong.heardWords()));
                        });
        Result total = evaluation.total();
        WordErrors errors = total.errors();
        out.printf(
                "%s: %d recordings, %d words%s%n",
                evaluation.model(),
                total.utterances(),
                errors.words(),
                evaluation.skipped().isEmpty()
                        ? ""
                        : ", %d skipped".formatted(evaluation.skipped().size()));
        if (errors.words() == 0 && evaluation.inOtherWords().hours() > 0) {
            out.println(
                    "none of the words said is one the model speaks: "
                            + String.join(" ", evaluation.vocabulary()));
        }
        out.printf(
                "word error rate %s  (%d substituted, %d deleted, %d inserted)%n",
                rate(total.wordErrorRate()),
                errors.substitutions(),
                errors.deletions(),
                errors.insertions());
        out.printf("sentence error rate %s%n", rate(total.sentenceErrorRate()));
        alarms(out, "other words", evaluation.inOtherWords());
        alarms(out, "noise", evaluation.inNoise());
        List<Result> sets = evaluation.bySet();
        if (sets.size() > 1) {
            sets.forEach(set -> print(set, out));
        }
        List<Result> conditions = evaluation.byCondition();
        if (conditions.size() > 1) {
            conditions.forEach(condition -> print(condition, out));
        }
    }

    private static void print(Result set, PrintWriter out) {
        out.printf(
                "    %-26s %6d words  %s%n",
                set.name(), set.errors().words(), rate(set.wordErrorRate()));
    }

    private static void alarms(PrintWriter out, String where, FalseAlarms alarms) {
        if (alarms.hours() > 0) {
            out.printf(
                    "false alarms in %s %.1f per hour  (%d in %.2f h)%n",
                    where, alarms.perHour(), alarms.labels(), alarms.hours());
        }
    }

    /** Such as 1.33 % (95 %: 0.42 – 2.90). */
    private static String rate(Estimate rate) {
        if (Double.isNaN(rate.value())) {
            return "–";
        }
        String value = "%.2f %%".formatted(100 * rate.value());
        return rate.hasInterval()
                ? "%s (95 %%: %.2f – %.2f)".formatted(value, 100 * rate.low(), 100 * rate.high())
                : value;
    }
}
