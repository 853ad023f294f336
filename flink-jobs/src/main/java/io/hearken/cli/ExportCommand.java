package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.exchange.Exporter;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken export}: a model's network for other frameworks. */
@Command(
        name = "export",
        description = {
            "Writes a model's network as ONNX or safetensors.",
            "ONNX: input x [steps x batch x inputs], output logits. Safetensors: PyTorch's own names,"
                    + " lstm.weight_ih_l0 and so on; it is the model file itself."
        },
        sortOptions = false,
        footer = {"", "Example:", "  hearken export digits --out digits.onnx"})
final class ExportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME|FILE",
            description = "A built-in model (digits, commands) or a .safetensors file.")
    private String model;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write: .onnx or .safetensors.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        TrainCommand.requireWritable(out);
        String name = out.getFileName().toString();
        boolean isOnnx = name.endsWith(".onnx");
        require(
                isOnnx || name.endsWith(".safetensors"),
                "%s: expected a name that ends in .onnx or .safetensors",
                out);
        Model read = ModelOption.read(model);
        Files.write(out, isOnnx ? Exporter.onnx(read) : ModelFile.bytes(read));
        PrintWriter print = spec.commandLine().getOut();
        print.printf("%s: %s, %,d bytes%n", out, read.id(), Files.size(out));
        print.flush();
        return 0;
    }
}
