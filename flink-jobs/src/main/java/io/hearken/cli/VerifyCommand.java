package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.exchange.Golden;
import io.hearken.recognizer.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken verify}: whether a model computes what another framework computed. */
@Command(
        name = "verify",
        description = {
            "Runs given inputs through a model's network and compares with given outputs.",
            "The file is NumPy's: np.savez(FILE, x=…, y=…) with x [steps x inputs] or [streams x"
                    + " steps x inputs], and y the logits, log-posteriors or posteriors of every step"
                    + " or of the last one."
        },
        sortOptions = false,
        footer = {"", "Example:", "  hearken verify net.safetensors --golden net.npz"})
final class VerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME|FILE",
            description = "A built-in model (digits, commands) or a .safetensors file.")
    private String model;

    @Option(
            names = "--golden",
            paramLabel = "FILE.npz",
            required = true,
            description = "Inputs x, outputs y.")
    private Path golden;

    @Option(
            names = "--tolerance",
            paramLabel = "N",
            defaultValue = "1e-5",
            description = "The largest difference that passes (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        require(tolerance >= 0, "--tolerance must be 0 or more, got %s", tolerance);
        Model read = ModelOption.read(model);
        Golden.Result result = golden(read).compare(read.weights());
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.of(result) : text(result));
        out.flush();
        return result.largest() <= tolerance && result.labelsAgree() ? 0 : 1;
    }

    private Golden golden(Model model) throws IOException {
        byte[] bytes = InputFile.read(golden, "file of inputs and outputs");
        try {
            return Golden.parse(bytes, model);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(golden + ": " + e.getMessage(), e);
        }
    }

    private String text(Golden.Result result) {
        return String.format(
                "largest difference %.2g, at stream %d, step %d, output %d: %s%n"
                        + "labels agree in %d of %d steps",
                result.largest(),
                result.stream(),
                result.step(),
                result.output(),
                result.largest() <= tolerance ? "within " + tolerance : "more than " + tolerance,
                result.labels(),
                result.steps());
    }
}
