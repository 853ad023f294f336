package io.hearken.cli;

import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.recognizer.Model;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken inspect}: what is in a model file. */
@Command(
        name = "inspect",
        description = "Shows what is in a model file.",
        sortOptions = false,
        footer = {"", "Example:", "  hearken inspect digits"})
final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME|FILE",
            description = "A built-in model (digits, commands) or a .safetensors file.")
    private String model;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, Object> facts = facts(ModelOption.read(model));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(facts));
        } else {
            facts.forEach((name, value) -> out.printf("%-13s %s%n", name, text(value)));
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> facts(Model model) {
        NetworkWeights weights = model.weights();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", model.id());
        facts.put("symbols", model.symbols());
        facts.put("vocabulary", model.vocabulary());
        facts.put("calibration", model.speech().calibration());
        facts.put("thresholds", new TreeMap<>(model.speech().thresholds()));
        facts.put("tellsTimes", weights.hasTimes());
        facts.put("layers", weights.layers().size());
        facts.put("cell", weights.cell().toString());
        facts.put("hidden", weights.layers().stream().map(RecurrentLayer::hiddenSize).toList());
        facts.put("bidirectional", weights.isBidirectional());
        facts.put("head", ImportCommand.text(model.head()));
        facts.put("parameters", weights.parameters());
        facts.put("sampleRate", model.features().sampleRate());
        facts.put("features", model.features());
        facts.put("training", new TreeMap<>(model.training()));
        return facts;
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringBuilder lines = new StringBuilder();
            map.forEach((key, fact) -> lines.append(String.format("%n    %s: %s", key, fact)));
            return lines.toString();
        }
        return value instanceof Iterable<?> words ? join(words) : String.valueOf(value);
    }

    private static String join(Iterable<?> words) {
        StringBuilder line = new StringBuilder();
        words.forEach(word -> line.append(line.isEmpty() ? "" : " ").append(word));
        return line.toString();
    }
}
