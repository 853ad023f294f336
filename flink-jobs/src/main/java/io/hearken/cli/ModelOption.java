package io.hearken.cli;

import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import picocli.CommandLine.Option;

/** Which model to use. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = "digits",
            description =
                    "A built-in model (digits, commands) or a .safetensors file (default: ${DEFAULT-VALUE}).")
    private String model;

    /** As it was given. */
    String name() {
        return model;
    }

    Model read() {
        return read(model);
    }

    Model readLive() {
        return readLive(model);
    }

    /** A built-in model's name, or a file. */
    static Model read(String nameOrFile) {
        return ModelFile.parse(ModelFile.find(nameOrFile), nameOrFile);
    }

    /** The same, for live streams. */
    static Model readLive(String nameOrFile) {
        Model model = read(nameOrFile);
        model.requireLive();
        return model;
    }
}
