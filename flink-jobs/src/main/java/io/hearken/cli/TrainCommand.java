package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.train.Trainer;
import io.hearken.train.Training;
import io.hearken.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken train}: recordings to a model file. */
@Command(
        name = "train",
        description = {
            "Trains a model on recordings of words.",
            "Most are of a single word each, some may be of several; those without words are",
            "background noise. Some speakers are kept out to validate with. Ctrl-C ends training",
            "and writes the best model so far."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  hearken train --manifest my/manifest.tsv --out my/lights.safetensors"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ManifestOptions manifests;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The model file to write; its name without .safetensors is the model's.")
    private Path out;

    @Option(
            names = "--words",
            paramLabel = "WORD,WORD…",
            split = "[,\\s]+",
            description = "The words to learn (default: all in the manifests).")
    private List<String> words;

    @Option(
            names = "--updates",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Steps of the optimizer (default: ${DEFAULT-VALUE}).")
    private int updates;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "128",
            description = "Units in each of the two LSTM layers (default: ${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the speakers kept out (default: ${DEFAULT-VALUE}).")
    private double validation;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireWritable(out);
        TrainingSettings settings =
                TrainingSettings.DEFAULT.with(hidden, updates, validation, seed);
        List<Manifest.Entry> entries = manifests.read();
        PrintWriter err = spec.commandLine().getErr();
        err.println("reading " + entries.size() + " recordings");
        Meter meter = new Meter(updates);
        Training training =
                Training.prepare(name(out), entries, alphabet(entries), settings, meter);
        training.skipped().forEach(reason -> err.println("skipped " + reason));
        err.flush();
        try (CtrlC stop = CtrlC.runs(training.trainer()::stop)) {
            Model model = train(training.trainer(), meter);
            PrintWriter print = spec.commandLine().getOut();
            print.println(json ? Json.of(model.training()) : summary(model));
            print.flush();
        }
        return 0;
    }

    private Model train(Trainer trainer, Meter meter) throws IOException {
        try (meter) {
            return ModelFile.write(trainer.train(), out);
        }
    }

    private static void requireWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "%s: no such folder", folder);
        require(Files.isWritable(folder), "%s: cannot be written to", folder);
    }

    /** The file's name without its ending. */
    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.safetensors$", "");
    }

    private List<String> alphabet(List<Manifest.Entry> entries) {
        return words != null
                ? words
                : entries.stream().flatMap(e -> e.words().stream()).distinct().sorted().toList();
    }

    private String summary(Model model) {
        return String.format(
                "%s: %s, word error rate in validation %s",
                out, model.id(), model.training().get("validationWordErrorRate"));
    }

    /** Shows the updates as a bar, with loss and validation error behind it. */
    private static final class Meter implements Trainer.Progress, AutoCloseable {
        private final int updates;
        private ProgressBar bar;
        private double loss;
        private String validated = "";

        Meter(int updates) {
            this.updates = updates;
        }

        @Override
        public void updated(int update, double loss) {
            if (bar == null) {
                bar = Progress.bar("train", updates);
            }
            this.loss = this.loss == 0 ? loss : 0.98 * this.loss + 0.02 * loss;
            bar.stepTo(update);
            bar.setExtraMessage(String.format(" loss %.3f%s", this.loss, validated));
        }

        @Override
        public void validated(int update, double wordErrorRate) {
            validated = String.format(", validation error %.1f %%", 100 * wordErrorRate);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
