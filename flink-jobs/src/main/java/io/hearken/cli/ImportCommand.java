package io.hearken.cli;

import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.exchange.ImportSettings;
import io.hearken.exchange.Importer;
import io.hearken.feature.FeatureSpec;
import io.hearken.recognizer.Head;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken import}: another framework's network to a model file. */
@Command(
        name = "import",
        description = {
            "Makes a model file of a network of PyTorch (.pt, .safetensors), Keras (.h5, .keras) or"
                    + " ONNX.",
            "What the file cannot know is said by settings: symbols, head (ctc or label), window,"
                    + " hop, smoothing, refractory, bothEnds, cell of a plain RNN; how vectors are made of audio"
                    + " (sampleRate, frameLength, hopLength, filters, lowHz, highHz, coefficients,"
                    + " stack; or rawFrame: samples as they are) and normalized (mean, scale)."
                    + " Nothing in the file is run."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  hearken import net.pt --out net.safetensors --set head=label --set 'symbols=[yes, no]'",
            "  hearken verify net.safetensors --golden net.npz"
        })
final class ImportCommand implements Callable<Integer> {
    private static final String GUESSED =
            ": a guess by the number of inputs; settings say what is so";

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The network's file.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The model file to write; its name without .safetensors is the model's.")
    private Path out;

    @Option(names = "--settings", paramLabel = "FILE", description = "A YAML file of settings.")
    private Path settings;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Changes a setting, such as 'symbols=[yes, no]'. Repeatable.")
    private Map<String, String> changes = Map.of();

    @Override
    public Integer call() throws IOException {
        TrainCommand.requireWritable(out);
        ImportSettings read =
                settings == null ? ImportSettings.DEFAULT : ImportSettings.read(settings);
        String name = out.getFileName().toString().replaceFirst("\\.safetensors$", "");
        ImportSettings all = read.with(changes);
        Model model = ModelFile.write(imported(name, all), out);
        PrintWriter print = spec.commandLine().getOut();
        print.println(summary(model));
        boolean isGuessed = all.sampleRate() == 0 && all.rawFrame() == 0;
        print.println(features(model.features()) + (isGuessed ? GUESSED : ""));
        if (model.weights().isBidirectional()) {
            print.println("it goes through a recording in both directions: no live streams");
        }
        print.flush();
        return 0;
    }

    private Model imported(String name, ImportSettings with) throws IOException {
        byte[] bytes = InputFile.read(file, "network");
        try {
            return Importer.read(bytes, name, with);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private String summary(Model model) {
        NetworkWeights weights = model.weights();
        return String.format(
                "%s: %s, %s of %s units, %d inputs, symbols %s, %s",
                out,
                model.id(),
                weights.cell(),
                weights.layers().stream().map(RecurrentLayer::hiddenSize).toList(),
                weights.inputSize(),
                model.symbols(),
                text(model.head()));
    }

    private static String features(FeatureSpec features) {
        if (!features.hasFilters()) {
            return String.format(
                    "it hears audio at %d Hz, %d samples at a time as they are",
                    features.sampleRate(), features.frameLength());
        }
        return String.format(
                "it hears audio at %d Hz in frames of %d samples every %d, %d mel filters from %.0f"
                        + " to %.0f Hz, %d coefficients, %d frames in a vector",
                features.sampleRate(),
                features.frameLength(),
                features.hop(),
                features.filters(),
                features.lowHz(),
                features.highHz(),
                features.coefficients(),
                features.stack());
    }

    /** For people. */
    static String text(Head head) {
        if (!head.isLabel()) {
            return "CTC";
        }
        return head.hasWindows()
                ? String.format(
                        "a label for every %s s, windows of %s s, %d averaged, %s s of rest",
                        head.hop(), head.window(), head.smoothing(), head.refractory())
                : "a label for every utterance";
    }
}
