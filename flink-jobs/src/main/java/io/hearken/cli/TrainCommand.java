package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.train.Recipe;
import io.hearken.train.Trainer;
import io.hearken.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
            "and writes the best model so far; --resume goes on from there. Beside the model lie",
            "what --resume needs (.session) and a page with the run's curves (.html)."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  hearken train --manifest my/manifest.tsv --out my/lights.safetensors"
        })
final class TrainCommand implements Callable<Integer> {
    private static final String SESSION = ".session";

    @Spec private CommandSpec spec;
    @Mixin private ManifestOptions manifests;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The model file to write; its name without .safetensors is the model's.")
    private Path out;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = {
                "A YAML file of settings: words, sizes, updates, weights… What it leaves out has",
                "its default. The model file records all of it."
            })
    private Path recipe;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Changes a setting of the recipe, such as updates=20000. Repeatable.")
    private Map<String, String> changes = Map.of();

    @Option(
            names = "--resume",
            description = "Goes on where a stopped training of the same model was.")
    private boolean resume;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireWritable(out);
        require(
                resume || Files.notExists(beside(SESSION)),
                "%s: a training that was stopped; go on with --resume, or remove the file to begin anew",
                beside(SESSION));
        Recipe settings = settings();
        List<Manifest.Entry> entries = manifests.read();
        PrintWriter err = spec.commandLine().getErr();
        err.println("reading " + entries.size() + " recordings");
        Meter meter = new Meter(settings.updates());
        Training training = Training.prepare(name(), entries, settings, meter);
        report(training, err);
        Trainer trainer = training.trainer();
        if (resume) {
            trainer.resume(beside(SESSION));
        }
        try (CtrlC stop = CtrlC.runs(trainer::stop)) {
            Model model = train(trainer, meter);
            PrintWriter print = spec.commandLine().getOut();
            print.println(json ? Json.of(model.training()) : summary(model));
            print.flush();
        }
        return 0;
    }

    private Recipe settings() {
        Recipe read = recipe == null ? Recipe.DEFAULT : Recipe.read(recipe);
        return read.with(changes);
    }

    private static void report(Training training, PrintWriter err) {
        training.skipped().forEach(reason -> err.println("skipped " + reason));
        err.printf(
                "%d recordings of speech to learn from, %d skipped%n",
                training.recordings(), training.skipped().size());
        err.flush();
    }

    private Model train(Trainer trainer, Meter meter) throws IOException {
        try (meter) {
            Model model = ModelFile.write(trainer.train(beside(SESSION)), out);
            Files.writeString(beside(".html"), trainer.page());
            return model;
        }
    }

    /** A file beside the model's. */
    private Path beside(String ending) {
        return out.resolveSibling(name() + ending);
    }

    /** Says before the work that its result could not be written. */
    static void requireWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        require(Files.isDirectory(folder), "%s: no such folder", folder);
        require(!Files.isDirectory(file), "%s: a folder, expected a file to write", file);
        require(Files.isWritable(folder), "%s: cannot be written to", folder);
    }

    /** The file's name without its ending. */
    private String name() {
        return out.getFileName().toString().replaceFirst("\\.safetensors$", "");
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
