package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearken.acoustic.Cell;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.tensor.HdfFile;
import io.hearken.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Keras's layers: {@code LSTM}, {@code GRU} with {@code reset_after} or {@code SimpleRNN} on top of
 * one another, then {@code Dense}. Kernels are PyTorch's weights turned; gates lie in the order i,
 * f, c, o and z, r, h.
 *
 * <p>Where the file says how its layers are set up, that is checked; a file of weights alone is
 * taken to be of layers as they usually are.
 */
final class KerasNetwork {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOP =
            Pattern.compile("^/(model_weights|layers|_layer_checkpoint_dependencies)(?=/)");
    private static final List<String> HARMLESS =
            List.of("InputLayer", "Dropout", "Masking", "Softmax", "GaussianNoise");

    private final Cell plain;

    /** What the file says of its layers, in their order; empty if it says nothing. */
    private final List<Layer> configs = new ArrayList<>();

    /**
     * A layer as the file describes it.
     *
     * @param name as its maker gave it, which Keras 2 writes weights under
     * @param group its kind and number, which Keras 3 writes them under
     */
    private record Layer(String name, String group, JsonNode config) {
        /** Whether weights at a path are this layer's. */
        boolean isAt(String path) {
            boolean isKeras3 = path.startsWith("/layers/") || path.startsWith("/_layer_checkpoint");
            String below = TOP.matcher(path).replaceFirst("") + "/";
            return below.startsWith("/" + (isKeras3 ? group : name) + "/");
        }
    }

    private final List<RecurrentLayer> layers = new ArrayList<>();
    private Linear dense;
    private boolean isLastStep;

    private KerasNetwork(Cell plain) {
        this.plain = plain;
    }

    /**
     * Reads a network.
     *
     * @param config {@code model_config} or {@code config.json}; empty if there is none
     * @param plain the cell of a {@code SimpleRNN}, if the file does not tell
     * @throws IllegalArgumentException if it has other layers, or set up in another way
     */
    static Foreign read(HdfFile file, String config, Cell plain) {
        KerasNetwork network = new KerasNetwork(plain);
        if (!config.isEmpty()) {
            network.readConfig(config);
        }
        Map<String, Map<String, Tensor>> layers = network.grouped(file);
        layers.forEach(network::take);
        require(network.dense != null, "no Dense layer was found among %s", layers.keySet());
        return new Foreign(network.dense.on(network.layers), network.isLastStep);
    }

    private void readConfig(String config) {
        try {
            JsonNode top = JSON.readTree(config).path("config");
            // Keras before 2.2.3 gave a Sequential's layers alone.
            JsonNode layers = top.isArray() ? top : top.path("layers");
            require(!layers.isEmpty(), "its configuration names no layers");
            Map<String, Integer> counts = new HashMap<>();
            for (JsonNode layer : layers) {
                String type = layer.path("class_name").asText();
                check(type, layer.path("config"));
                int before = counts.merge(type, 1, Integer::sum) - 1;
                String group = snakeCase(type) + (before == 0 ? "" : "_" + before);
                String name = layer.path("config").path("name").asText();
                configs.add(new Layer(name, group, layer.path("config")));
            }
            JsonNode last = null;
            for (JsonNode layer : layers) {
                last = layer.path("config").has("return_sequences") ? layer : last;
            }
            isLastStep = last != null && !last.path("config").path("return_sequences").asBoolean();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "its configuration is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void check(String type, JsonNode config) {
        String name = config.path("name").asText();
        switch (type) {
            case "LSTM" -> recurrent(type, config, "tanh");
            case "GRU" -> {
                recurrent(type, config, "tanh");
                require(
                        config.path("reset_after").asBoolean(true),
                        "layer %s: a GRU without reset_after is not supported",
                        name);
            }
            case "SimpleRNN" -> recurrent(type, config, config.path("activation").asText("tanh"));
            case "Dense" ->
                    require(
                            config.path("activation").isMissingNode()
                                    || config.path("activation").isNull()
                                    || config.path("activation").isTextual()
                                            && List.of("linear", "softmax")
                                                    .contains(config.path("activation").asText()),
                            "layer %s: activation %s is not supported, softmax and linear are",
                            name,
                            config.path("activation"));
            case "TimeDistributed" ->
                    check(
                            config.path("layer").path("class_name").asText(),
                            config.path("layer").path("config"));
            case "Activation" ->
                    require(
                            config.path("activation").asText().equals("softmax"),
                            "layer %s: activation %s is not supported",
                            name,
                            config.path("activation"));
            case "Lambda" ->
                    throw new IllegalArgumentException(
                            "layer %s is a Lambda, which is code: no code of a model file is ever run"
                                    .formatted(name));
            case "Bidirectional" ->
                    throw new IllegalArgumentException(
                            ("layer %s is bidirectional, and hears a stream's end before its"
                                            + " beginning; live streams need one that goes forward"
                                            + " only")
                                    .formatted(name));
            default ->
                    require(
                            HARMLESS.contains(type),
                            "layer %s: %s is not supported; LSTM, GRU, SimpleRNN and Dense are",
                            name,
                            type);
        }
    }

    /** As Keras 3 spells a class. */
    private static String snakeCase(String type) {
        return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static void recurrent(String type, JsonNode config, String activation) {
        String name = config.path("name").asText();
        require(
                !config.path("activation").isNull()
                        && config.path("activation").asText(activation).equals(activation)
                        && List.of("tanh", "relu").contains(activation),
                "layer %s: activation %s is not supported",
                name,
                config.path("activation"));
        require(
                config.path("recurrent_activation").asText("sigmoid").equals("sigmoid"),
                "layer %s: recurrent_activation %s is not supported, sigmoid is",
                name,
                config.path("recurrent_activation"));
        require(
                !config.path("go_backwards").asBoolean(),
                "layer %s goes backwards; live streams need one that goes forward only",
                name);
    }

    /** The weights of each layer, by what they are; layers in their order. */
    private Map<String, Map<String, Tensor>> grouped(HdfFile file) {
        Map<String, Map<String, Tensor>> groups = new TreeMap<>(KerasNetwork::byNumber);
        file.tensors()
                .forEach(
                        (path, tensor) -> {
                            if (!path.contains("/optimizer") && !path.contains("/seed_generator")) {
                                int slash = path.lastIndexOf('/');
                                groups.computeIfAbsent(
                                                path.substring(0, slash),
                                                key -> new LinkedHashMap<>())
                                        .put(role(path.substring(slash + 1)), tensor);
                            }
                        });
        groups.forEach(
                (path, weights) ->
                        require(
                                weights.containsKey("kernel"),
                                "%s: weights %s are of no layer known here: LSTM, GRU, SimpleRNN or"
                                        + " Dense",
                                path,
                                weights.keySet()));
        Map<String, Map<String, Tensor>> ordered = new LinkedHashMap<>();
        for (Layer layer : layersOf(file)) {
            groups.forEach(
                    (path, weights) -> {
                        if (layer.isAt(path)) {
                            ordered.put(path, weights);
                        }
                    });
        }
        groups.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** Where there is no configuration, Keras 2 still tells their names in order. */
    private List<Layer> layersOf(HdfFile file) {
        if (!configs.isEmpty()) {
            return configs;
        }
        List<String> names = new ArrayList<>(file.attributes("/model_weights", "layer_names"));
        names.addAll(file.attributes("/", "layer_names"));
        return names.stream().map(name -> new Layer(name, name, JSON.nullNode())).toList();
    }

    /** So that {@code lstm_2} comes before {@code lstm_10}. */
    private static int byNumber(String a, String b) {
        int order = padded(a).compareTo(padded(b));
        return order == 0 ? a.compareTo(b) : order;
    }

    private static String padded(String path) {
        return Pattern.compile("\\d+")
                .matcher(path)
                .replaceAll(
                        number ->
                                "0".repeat(Math.max(0, 9 - number.group().length()))
                                        + number.group());
    }

    /** Keras 3 numbers a layer's weights. */
    private static String role(String name) {
        return switch (name) {
            case "0" -> "kernel";
            case "1" -> "second";
            case "2" -> "bias";
            default -> name.replaceFirst(":0$", "");
        };
    }

    private void take(String path, Map<String, Tensor> weights) {
        Tensor kernel = weights.get("kernel");
        Tensor second = weights.get("second");
        Tensor recurrent = weights.get("recurrent_kernel");
        boolean isRecurrent = recurrent != null || second != null && second.shape().length == 2;
        if (isRecurrent) {
            require(
                    dense == null || configs.isEmpty(),
                    "%s: a Dense layer below it is not supported",
                    path);
            layers.add(
                    layer(
                            path,
                            kernel,
                            recurrent == null ? second : recurrent,
                            weights.get("bias")));
            return;
        }
        require(dense == null, "%s: a second Dense layer is not supported", path);
        require(kernel.shape().length == 2, "%s: kernel must be a matrix, got %s", path, kernel);
        Tensor bias = second == null ? weights.get("bias") : second;
        dense = Linear.of(path, Matrices.transposed(kernel), bias);
    }

    private RecurrentLayer layer(String path, Tensor kernel, Tensor recurrent, Tensor bias) {
        require(
                kernel.shape().length == 2
                        && recurrent.shape().length == 2
                        && recurrent.shape()[0] > 0
                        && recurrent.shape()[1] % recurrent.shape()[0] == 0
                        && kernel.shape()[1] == recurrent.shape()[1],
                "%s: kernel %s and recurrent_kernel %s are of no LSTM, GRU or SimpleRNN",
                path,
                kernel,
                recurrent);
        int hidden = recurrent.shape()[0];
        int columns = recurrent.shape()[1];
        Cell cell =
                switch (columns / hidden) {
                    case 4 -> Cell.LSTM;
                    case 3 -> Cell.GRU;
                    case 1 -> plain(path);
                    default ->
                            throw new IllegalArgumentException(
                                    "%s: %d columns for %d units are of no LSTM, GRU or SimpleRNN"
                                            .formatted(path, columns, hidden));
                };
        float[] biases = bias == null ? new float[columns] : bias.values();
        require(
                biases.length == columns && cell != Cell.GRU
                        || biases.length == 2 * columns
                        || bias == null,
                "%s: bias %s does not fit %d columns; a GRU needs reset_after",
                path,
                bias,
                columns);
        boolean isDouble = biases.length == 2 * columns;
        return new RecurrentLayer(
                cell,
                kernel.shape()[0],
                hidden,
                ordered(cell, Matrices.transposed(kernel).values()),
                ordered(cell, Matrices.transposed(recurrent).values()),
                ordered(cell, isDouble ? Matrices.part(biases, 0, 2) : biases),
                isDouble ? ordered(cell, Matrices.part(biases, 1, 2)) : new float[columns]);
    }

    private Cell plain(String path) {
        for (Layer layer : configs) {
            if (layer.isAt(path)) {
                return layer.config.path("activation").asText("tanh").equals("relu")
                        ? Cell.RELU
                        : Cell.TANH;
            }
        }
        return plain;
    }

    private static float[] ordered(Cell cell, float[] values) {
        return cell == Cell.GRU ? Matrices.reordered(values, 1, 0, 2) : values;
    }
}
