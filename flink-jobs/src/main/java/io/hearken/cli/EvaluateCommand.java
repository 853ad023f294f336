package io.hearken.cli;

import io.hearken.audio.Manifest;
import io.hearken.evaluate.Evaluation;
import io.hearken.evaluate.Takes;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.WordErrors;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
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
        footer = {"", "Example:", "  hearken evaluate --manifest audio-samples/transcripts.tsv"})
final class EvaluateCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec private CommandSpec spec;
    @Mixin private ManifestOptions manifests;
    @Mixin private ModelOption model;

    @Option(names = "--json", description = "Print the numbers as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Model loaded = model.read();
        List<Manifest.Entry> entries = manifests.read();
        Evaluation evaluation;
        try (ProgressBar bar = Progress.bar("evaluate", entries.size())) {
            evaluation = Evaluation.of(loaded, Takes.of(entries), bar::stepTo);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(numbers(loaded, evaluation)));
        } else {
            print(loaded, evaluation, out);
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> numbers(Model model, Evaluation evaluation) {
        WordErrors errors = evaluation.errors();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("model", model.id());
        numbers.put("utterances", evaluation.utterances().size());
        numbers.put("words", errors.words());
        numbers.put("wordErrorRate", errors.rate());
        numbers.put("sentenceErrorRate", evaluation.sentenceErrorRate());
        numbers.put("substitutions", errors.substitutions());
        numbers.put("deletions", errors.deletions());
        numbers.put("insertions", errors.insertions());
        numbers.put("skipped", evaluation.skipped());
        return numbers;
    }

    private static void print(Model model, Evaluation evaluation, PrintWriter out) {
        WordErrors errors = evaluation.errors();
        evaluation.skipped().forEach(reason -> out.println("skipped " + reason));
        evaluation.utterances().stream()
                .filter(utterance -> !utterance.isRight())
                .sorted((a, b) -> b.errors().errors() - a.errors().errors())
                .limit(SHOWN)
                .forEach(
                        wrong -> {
                            out.println(wrong.name());
                            out.println("    said   " + String.join(" ", wrong.said()));
                            out.println("    heard  " + String.join(" ", wrong.heardWords()));
                        });
        out.printf(
                "%s: %d recordings, %d words%n",
                model.id(), evaluation.utterances().size(), errors.words());
        out.printf(
                "word error rate %.2f %%  (%d substituted, %d deleted, %d inserted)%n",
                100 * errors.rate(),
                errors.substitutions(),
                errors.deletions(),
                errors.insertions());
        out.printf("sentence error rate %.2f %%%n", 100 * evaluation.sentenceErrorRate());
    }
}
