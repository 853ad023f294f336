package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.tensor.HdfFile;
import io.hearken.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keras's layers: {@code LSTM}, {@code GRU} with {@code reset_after} or {@code SimpleRNN} on top of
 * one another, each maybe {@code Bidirectional}, then {@code Dense}. Kernels are PyTorch's weights
 * turned; gates lie in the order i, f, c, o and z, r, h.
 *
 * <p>Where the file says how its layers are set up, that is checked; a file of weights alone is
 * taken to be of layers as they usually are.
 */
final class KerasNetwork {
    private static final Pattern FORWARD = Pattern.compile("(.*/)forward_[^/]*(/.*)?");
    private static final Pattern BACKWARD = Pattern.compile("(.*/)backward_[^/]*(/.*)?");

    private final KerasConfig config;
    private final Cell plain;
    private final List<RecurrentLayer> layers = new ArrayList<>();
    private Linear dense;

    private KerasNetwork(KerasConfig config, Cell plain) {
        this.config = config;
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
        KerasConfig own = config.isEmpty() ? new KerasConfig() : KerasConfig.parse(config);
        KerasNetwork network = new KerasNetwork(own, plain);
        Map<String, Map<String, Tensor>> layers = network.grouped(file);
        Map<String, Map<String, Tensor>> backward = backward(layers);
        layers.forEach((path, weights) -> network.take(path, weights, backward));
        require(network.dense != null, "no Dense layer was found among %s", layers.keySet());
        NetworkWeights weights = network.dense.on(network.layers);
        boolean isTopBidirectional =
                network.layers.get(network.layers.size() - 1).backward().isPresent();
        return new Foreign(
                weights, own.isLastStep(), isTopBidirectional && !own.returnsSequences());
    }

    /** Takes the weights of backward halves out, by the path of both halves. */
    private static Map<String, Map<String, Tensor>> backward(
            Map<String, Map<String, Tensor>> layers) {
        Map<String, Map<String, Tensor>> backward = new HashMap<>();
        Set<String> forward = new HashSet<>();
        layers.keySet().forEach(path -> above(FORWARD, path).ifPresent(forward::add));
        for (String path : List.copyOf(layers.keySet())) {
            above(BACKWARD, path)
                    .filter(forward::contains)
                    .ifPresent(both -> backward.put(both, layers.remove(path)));
        }
        return backward;
    }

    /** The path of a bidirectional layer, of one half's. */
    private static Optional<String> above(Pattern half, String path) {
        Matcher matcher = half.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
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
        for (KerasConfig.Layer layer : layersOf(file)) {
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
    private List<KerasConfig.Layer> layersOf(HdfFile file) {
        if (!config.layers().isEmpty()) {
            return config.layers();
        }
        List<String> names = new ArrayList<>(file.attributes("/model_weights", "layer_names"));
        names.addAll(file.attributes("/", "layer_names"));
        return names.stream().map(KerasConfig.Layer::named).toList();
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

    private void take(
            String path, Map<String, Tensor> weights, Map<String, Map<String, Tensor>> backward) {
        Tensor kernel = weights.get("kernel");
        if (recurrentKernel(weights) != null) {
            require(
                    dense == null || config.layers().isEmpty(),
                    "%s: a Dense layer below it is not supported",
                    path);
            RecurrentLayer layer = layer(path, weights);
            Optional<Map<String, Tensor>> half = above(FORWARD, path).map(backward::get);
            layers.add(half.map(own -> layer.with(layer(path, own))).orElse(layer));
            return;
        }
        require(dense == null, "%s: a second Dense layer is not supported", path);
        require(kernel.shape().length == 2, "%s: kernel must be a matrix, got %s", path, kernel);
        Tensor second = weights.get("second");
        Tensor bias = second == null ? weights.get("bias") : second;
        dense = Linear.of(path, Matrices.transposed(kernel), bias);
    }

    /** Null if it is no recurrent layer. */
    private static Tensor recurrentKernel(Map<String, Tensor> weights) {
        Tensor second = weights.get("second");
        boolean isKernel = second != null && second.shape().length == 2;
        return isKernel ? second : weights.get("recurrent_kernel");
    }

    private RecurrentLayer layer(String path, Map<String, Tensor> weights) {
        Tensor recurrent = recurrentKernel(weights);
        require(recurrent != null, "%s: its backward half is of another kind", path);
        return layer(path, weights.get("kernel"), recurrent, weights.get("bias"));
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
        for (KerasConfig.Layer layer : config.layers()) {
            if (layer.isAt(path)) {
                return layer.config().path("activation").asText("tanh").equals("relu")
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
