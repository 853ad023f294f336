package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.evaluate.Carried;
import io.hearken.evaluate.Evaluation;
import io.hearken.evaluate.Mixed;
import io.hearken.evaluate.Strings;
import io.hearken.evaluate.Takes;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Option;

/** What is done to recordings before a model listens to them. */
final class TakesOptions {
    private static final long SEED = 1;

    @Option(
            names = "--strings",
            paramLabel = "N",
            description = {
                "Instead of the recordings themselves, N strings of 3 to 10 words, each composed of",
                "recordings of single words by one speaker."
            })
    private Integer strings;

    @Option(
            names = "--noise",
            paramLabel = "FILE",
            description = {
                "Also listen to each recording with noise: what is without words in this manifest.",
                "Repeatable."
            })
    private List<Path> noise = new ArrayList<>();

    @Option(
            names = "--snr",
            paramLabel = "DB,DB…",
            split = ",",
            description = "How far the speech is above the noise (default: 20,10,5,0 dB).")
    private List<Integer> ratios;

    @Option(
            names = "--carried",
            description = {
                "Instead, listen to the single words with fresh state, with state carried over",
                "silence, and over 10 minutes and 1 hour of what the other half of the speakers say."
            })
    private boolean carried;

    /** Listens to what becomes of the recordings, and shows how far it is. */
    Evaluation evaluate(Model model, Recognizer recognizer, List<Manifest.Entry> entries) {
        require(ratios == null || !noise.isEmpty(), "--snr needs --noise, the noise to mix in");
        require(
                !carried || strings == null && noise.isEmpty(),
                "--carried takes the recordings as they are, without --strings or --noise");
        if (carried) {
            Carried measure = new Carried(model, recognizer, Takes.of(entries));
            try (ProgressBar bar = Progress.bar("seconds", measure.seconds())) {
                return measure.measure(bar::stepTo);
            }
        }
        int sampleRate = model.features().sampleRate();
        Takes takes =
                strings == null
                        ? Takes.of(entries)
                        : Strings.of(strings).takes(entries, sampleRate);
        int count = strings == null ? entries.size() : strings;
        if (!noise.isEmpty()) {
            List<Integer> wanted = ratios == null ? List.of(20, 10, 5, 0) : ratios;
            takes = new Mixed(noise(), sampleRate, SEED).with(takes, wanted);
            count *= 1 + wanted.size();
        }
        try (ProgressBar bar = Progress.bar("evaluate", count)) {
            return Evaluation.of(model, recognizer, takes, bar::stepTo);
        }
    }

    private List<Manifest.Entry> noise() {
        return noise.stream().flatMap(file -> Manifest.read(file).stream()).toList();
    }

    /** By condition, where carried state is measured. */
    Map<String, Double> pointsLost(Evaluation evaluation) {
        return carried ? Carried.pointsLost(evaluation) : Map.of();
    }
}
