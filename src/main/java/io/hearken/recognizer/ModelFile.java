package io.hearken.recognizer;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;
import static com.fasterxml.jackson.annotation.JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Models as {@code .safetensors} files: tensors by PyTorch's names, and in {@code __metadata__} all
 * the rest as JSON.
 *
 * <pre>
 *   lstm.weight_ih_l0 [4H × D]   lstm.weight_hh_l0 [4H × H]   lstm.bias_ih_l0, lstm.bias_hh_l0 [4H]   …
 *                                or gru. [3H × …], rnn. [H × …]
 *   lstm.weight_ih_l0_reverse, …                                 of a layer that also goes backwards
 *   output.weight [V × H]        output.bias [V]
 *   times.weight [2 × H]         times.bias [2]                  optional
 *   __metadata__: format_version, name, features, normalization, symbols, architecture, training
 *                 vocabulary, calibration, thresholds            optional
 * </pre>
 *
 * <p>What is optional came with version 2: before it, a model said all its symbols and told no
 * times. Version 3 has cells other than LSTM, layers of several sizes and label heads, whose
 * settings lie in {@code head}; a model that needs none of it is written as version 2. Version 4
 * has layers that also go backwards; what lies on them has 2H inputs.
 */
public final class ModelFile {
    /** The newest version: this code reads it and all before it. */
    public static final int FORMAT_VERSION = 4;

    /** What PyTorch calls backward halves. */
    private static final String REVERSE = "_reverse";

    private static final String BUILT_IN = "[a-z0-9-]+";

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ModelFile() {}

    /**
     * What the network is made of, from the input up.
     *
     * @param type its cell, and what sits on top
     * @param hidden units of each layer; one number if all have as many
     * @param directions of each layer, 1 or 2; one number if all have as many; null for 1
     * @param bothEnds see {@link NetworkWeights}; null for false
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Architecture(
            String type,
            int layers,
            @JsonFormat(with = {ACCEPT_SINGLE_VALUE_AS_ARRAY, WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED})
                    List<Integer> hidden,
            @JsonFormat(with = {ACCEPT_SINGLE_VALUE_AS_ARRAY, WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED})
                    List<Integer> directions,
            Boolean bothEnds) {
        private static final String CTC = "-ctc";
        private static final String LABEL = "-label";
        private static final int MOST_LAYERS = 64;
        private static final int MOST_UNITS = 8192;

        static Architecture of(NetworkWeights weights, Head head) {
            List<Integer> hidden =
                    weights.layers().stream().map(RecurrentLayer::hiddenSize).toList();
            List<Integer> directions =
                    weights.layers().stream()
                            .map(layer -> layer.backward().isPresent() ? 2 : 1)
                            .toList();
            return new Architecture(
                    weights.cell() + (head.isLabel() ? LABEL : CTC),
                    hidden.size(),
                    shortened(hidden),
                    weights.isBidirectional() ? shortened(directions) : null,
                    weights.bothEnds() ? true : null);
        }

        private static List<Integer> shortened(List<Integer> numbers) {
            return Set.copyOf(numbers).size() == 1 ? numbers.subList(0, 1) : numbers;
        }

        Architecture {
            if (layers < 1
                    || layers > MOST_LAYERS
                    || hidden == null
                    || hidden.size() != 1 && hidden.size() != layers
                    || !hidden.stream().allMatch(units -> units != null && isPossible(units))) {
                throw new IllegalArgumentException(
                        "must have 1 to %d layers of 1 to %d units, got %s layers of %s"
                                .formatted(MOST_LAYERS, MOST_UNITS, layers, hidden));
            }
            if (directions != null
                    && (directions.size() != 1 && directions.size() != layers
                            || !directions.stream().allMatch(Architecture::isDirections))) {
                throw new IllegalArgumentException(
                        "directions must be 1 or 2, of all layers or of each of %d, got %s"
                                .formatted(layers, directions));
            }
        }

        private static boolean isDirections(Integer count) {
            return count != null && 1 <= count && count <= 2;
        }

        private static boolean isPossible(int units) {
            return 1 <= units && units <= MOST_UNITS;
        }

        Cell cell() {
            if (type == null || !type.endsWith(CTC) && !type.endsWith(LABEL)) {
                throw new IllegalArgumentException(
                        "architecture must be a cell and %s or %s, such as lstm%s, got %s"
                                .formatted(CTC, LABEL, CTC, type));
            }
            return Cell.of(type.replaceFirst("-[a-z]+$", ""));
        }

        boolean isLabel() {
            return type.endsWith(LABEL);
        }

        int hidden(int layer) {
            return hidden.get(hidden.size() == 1 ? 0 : layer);
        }

        boolean goesBackward(int layer) {
            return directions != null && directions.get(directions.size() == 1 ? 0 : layer) == 2;
        }

        boolean hasBothEnds() {
            return bothEnds != null && bothEnds;
        }

        /** The oldest version that has it, and features with or without filters. */
        int version(boolean hasFilters) {
            if (directions != null || !hasFilters) {
                return 4;
            }
            return cell() == Cell.LSTM && hidden.size() == 1 && !isLabel() ? 2 : 3;
        }
    }

    /** Reads a model file. */
    public static Model read(Path file) {
        return parse(bytes(file), file.toString());
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such model file");
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Reads one of the models that come with Hearken, such as {@code digits}. */
    public static Model builtIn(String name) {
        return parse(builtInBytes(name), name);
    }

    /**
     * The bytes of a model file.
     *
     * @param nameOrFile a built-in model's name, or a path
     */
    public static byte[] find(String nameOrFile) {
        return nameOrFile.matches(BUILT_IN) ? builtInBytes(nameOrFile) : bytes(Path.of(nameOrFile));
    }

    private static byte[] builtInBytes(String name) {
        String resource = "/io/hearken/models/" + name + ".safetensors";
        try (InputStream in = ModelFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelException(
                        name + ": no such model; give a .safetensors file, digits or commands");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a model file, whole or not at all; returns the model as it will be read. */
    public static Model write(Model model, Path file) throws IOException {
        byte[] bytes = bytes(model);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return parse(bytes, file.toString());
    }

    /**
     * Makes a model from a file's bytes.
     *
     * @param source what to call the file in an error
     * @throws ModelException if anything about it is not as it must be
     */
    public static Model parse(byte[] bytes, String source) {
        try {
            return parse(Safetensors.parse(bytes), fingerprint(bytes));
        } catch (IllegalArgumentException e) {
            throw new ModelException(source + ": " + e.getMessage());
        }
    }

    private static Model parse(Safetensors file, String fingerprint) {
        checkVersion(file);
        FeatureSpec features = metadata(file, "features", FeatureSpec.class);
        Normalization normalization = metadata(file, "normalization", Normalization.class);
        List<String> symbols = words(file, "symbols");
        Architecture architecture = metadata(file, "architecture", Architecture.class);
        NetworkWeights weights = weights(file, architecture, features.dimension(), symbols.size());
        Map<String, String> training = new TreeMap<>();
        metadata(file, "training", JsonNode.class)
                .properties()
                .forEach(fact -> training.put(fact.getKey(), fact.getValue().asText()));
        return new Model(
                file.metadata("name"),
                fingerprint,
                features,
                normalization,
                symbols,
                weights,
                speech(file, symbols),
                architecture.isLabel() ? metadata(file, "head", Head.class) : Head.CTC,
                training);
    }

    private static List<String> words(Safetensors file, String key) {
        String[] words = metadata(file, key, String[].class);
        if (Arrays.asList(words).contains(null)) {
            throw new IllegalArgumentException("__metadata__." + key + ": one of them is null");
        }
        return List.of(words);
    }

    private static Speech speech(Safetensors file, List<String> symbols) {
        Speech plain = Speech.of(symbols);
        return new Speech(
                file.hasMetadata("vocabulary") ? words(file, "vocabulary") : plain.vocabulary(),
                file.hasMetadata("calibration")
                        ? metadata(file, "calibration", Calibration.class)
                        : plain.calibration(),
                file.hasMetadata("thresholds") ? thresholds(file) : plain.thresholds());
    }

    private static Map<String, Double> thresholds(Safetensors file) {
        Map<String, Double> thresholds = new TreeMap<>();
        for (var entry : metadata(file, "thresholds", ObjectNode.class).properties()) {
            if (!entry.getValue().isNumber()) {
                throw new IllegalArgumentException(
                        "__metadata__.thresholds: %s must be a number, got %s"
                                .formatted(entry.getKey(), entry.getValue()));
            }
            thresholds.put(entry.getKey(), entry.getValue().asDouble());
        }
        return thresholds;
    }

    private static void checkVersion(Safetensors file) {
        String version = file.metadata("format_version");
        if (!version.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("format_version must be a number, got " + version);
        }
        if (Integer.parseInt(version) > FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "format version "
                            + version
                            + " is newer than "
                            + FORMAT_VERSION
                            + ", the newest this Hearken reads: update Hearken");
        }
    }

    private static <T> T metadata(Safetensors file, String key, Class<T> type) {
        try {
            T value = JSON.readValue(file.metadata(key), type);
            if (value == null) {
                throw new IllegalArgumentException("__metadata__." + key + " is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException i ? i : e;
            String message = cause == e ? e.getOriginalMessage() : cause.getMessage();
            throw new IllegalArgumentException("__metadata__." + key + ": " + message);
        }
    }

    private static NetworkWeights weights(
            Safetensors file, Architecture architecture, int inputs, int outputs) {
        Cell cell = architecture.cell();
        List<RecurrentLayer> layers = new ArrayList<>();
        int in = inputs;
        for (int l = 0; l < architecture.layers; l++) {
            int hidden = architecture.hidden(l);
            RecurrentLayer layer = layer(file, cell, "_l" + l, in, hidden);
            layers.add(
                    architecture.goesBackward(l)
                            ? layer.with(layer(file, cell, "_l" + l + REVERSE, in, hidden))
                            : layer);
            in = layers.get(l).outputSize();
        }
        boolean times = file.hasTensor("times.weight") || file.hasTensor("times.bias");
        return new NetworkWeights(
                layers,
                file.tensor("output.weight", outputs, in),
                file.tensor("output.bias", outputs),
                times ? file.tensor("times.weight", 2, in) : new float[0],
                times ? file.tensor("times.bias", 2) : new float[0],
                architecture.hasBothEnds());
    }

    /**
     * One direction of a layer.
     *
     * @param suffix of its tensors' names, such as {@code _l0_reverse}
     */
    private static RecurrentLayer layer(
            Safetensors file, Cell cell, String suffix, int inputs, int hidden) {
        String name = module(cell);
        int rows = cell.gates() * hidden;
        return new RecurrentLayer(
                cell,
                inputs,
                hidden,
                file.tensor(name + ".weight_ih" + suffix, rows, inputs),
                file.tensor(name + ".weight_hh" + suffix, rows, hidden),
                file.tensor(name + ".bias_ih" + suffix, rows),
                file.tensor(name + ".bias_hh" + suffix, rows));
    }

    /** A model's file. The same model always gives the same bytes. */
    public static byte[] bytes(Model model) {
        NetworkWeights weights = model.weights();
        Safetensors.Builder file = new Safetensors.Builder();
        Architecture architecture = Architecture.of(weights, model.head());
        for (int l = 0; l < weights.layers().size(); l++) {
            RecurrentLayer layer = weights.layers().get(l);
            String suffix = "_l" + l;
            add(layer, suffix, file);
            layer.backward().ifPresent(half -> add(half, suffix + REVERSE, file));
        }
        int top = weights.layers().get(weights.layers().size() - 1).outputSize();
        file.tensor("output.weight", weights.outputWeight(), weights.outputSize(), top);
        file.tensor("output.bias", weights.outputBias(), weights.outputSize());
        if (weights.hasTimes()) {
            file.tensor("times.weight", weights.timesWeight(), 2, top);
            file.tensor("times.bias", weights.timesBias(), 2);
        }
        file.metadata("format", "pt");
        file.metadata(
                "format_version",
                String.valueOf(architecture.version(model.features().hasFilters())));
        file.metadata("name", model.name());
        file.metadata("features", json(model.features()));
        file.metadata("normalization", json(model.normalization()));
        file.metadata("symbols", json(model.symbols()));
        file.metadata("architecture", json(architecture));
        file.metadata("vocabulary", json(model.vocabulary()));
        file.metadata("calibration", json(model.speech().calibration()));
        file.metadata("thresholds", json(model.speech().thresholds()));
        file.metadata("training", json(model.training()));
        if (architecture.isLabel()) {
            file.metadata("head", json(model.head()));
        }
        return file.bytes();
    }

    private static void add(RecurrentLayer layer, String suffix, Safetensors.Builder file) {
        String name = module(layer.cell());
        int hidden = layer.hiddenSize();
        int rows = layer.cell().gates() * hidden;
        file.tensor(name + ".weight_ih" + suffix, layer.weightIh(), rows, layer.inputSize());
        file.tensor(name + ".weight_hh" + suffix, layer.weightHh(), rows, hidden);
        file.tensor(name + ".bias_ih" + suffix, layer.biasIh(), rows);
        file.tensor(name + ".bias_hh" + suffix, layer.biasHh(), rows);
    }

    /** What PyTorch calls the module of a cell. */
    private static String module(Cell cell) {
        return switch (cell) {
            case LSTM -> "lstm";
            case GRU -> "gru";
            case TANH, RELU -> "rnn";
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
