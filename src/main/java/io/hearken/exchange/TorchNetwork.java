package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state dict of PyTorch's: {@code nn.LSTM}, {@code nn.GRU} or {@code nn.RNN}, whatever the
 * modules are called, one or several on top of one another, and one {@code nn.Linear}. The cell is
 * known by how many rows a unit has, a bidirectional one by its tensors {@code …_reverse}.
 */
final class TorchNetwork {
    private static final Pattern RECURRENT =
            Pattern.compile("(?:(.*)\\.)?(weight_ih|weight_hh|bias_ih|bias_hh)_l(\\d+)");
    private static final String REVERSE = "_reverse";
    private static final Pattern PROJECTED = Pattern.compile(".*weight_hr_l\\d+.*");

    private final Map<String, Tensor> left;
    private final Cell plain;

    private TorchNetwork(Map<String, Tensor> tensors, Cell plain) {
        this.left = new LinkedHashMap<>(tensors);
        this.plain = plain;
    }

    /**
     * Reads a network.
     *
     * @param plain the cell of an {@code nn.RNN}, of which the tensors do not tell
     * @throws IllegalArgumentException if it is another, or has more to it
     */
    static Foreign read(Map<String, Tensor> tensors, Cell plain) {
        TorchNetwork network = new TorchNetwork(tensors, plain);
        network.refuseWhatIsNot();
        List<RecurrentLayer> layers = network.layers();
        Linear linear = network.linear();
        require(
                network.left.isEmpty(),
                "tensors %s belong to no layer known here: one or more LSTM, GRU or RNN, and one"
                        + " Linear",
                network.left.keySet());
        return new Foreign(linear.on(layers), false, false);
    }

    /**
     * The same of a file that sorts its tensors by name, and so has lost the order of modules.
     *
     * @throws IllegalArgumentException also if several modules might follow in another order
     */
    static Foreign sorted(Map<String, Tensor> tensors, Cell plain) {
        Foreign foreign = read(tensors, plain);
        long modules =
                tensors.keySet().stream().filter(name -> name.endsWith("weight_ih_l0")).count();
        boolean isFree =
                foreign.weights().layers().stream()
                        .skip(1)
                        .allMatch(layer -> layer.inputSize() == layer.outputSize());
        require(
                modules < 2 || !isFree,
                "%d modules of equal sizes, whose order the file does not tell: save a .pt by"
                        + " torch.save(model.state_dict(), …), which does",
                modules);
        return foreign;
    }

    private void refuseWhatIsNot() {
        for (String name : left.keySet()) {
            require(
                    !PROJECTED.matcher(name).matches(),
                    "%s: projections (proj_size) are not supported; train the LSTM without",
                    name);
        }
    }

    private List<RecurrentLayer> layers() {
        Set<String> modules = new LinkedHashSet<>();
        for (String name : left.keySet()) {
            Matcher matcher = RECURRENT.matcher(name);
            if (matcher.matches()) {
                modules.add(matcher.group(1) == null ? "" : matcher.group(1) + ".");
            }
        }
        List<RecurrentLayer> layers = new ArrayList<>();
        for (String module : modules) {
            for (int l = 0; left.containsKey(module + "weight_ih_l" + l); l++) {
                layers.add(bothWays(module, "_l" + l));
            }
        }
        return layers;
    }

    private RecurrentLayer bothWays(String module, String number) {
        RecurrentLayer layer = layer(module, number);
        return left.containsKey(module + "weight_ih" + number + REVERSE)
                ? layer.with(layer(module, number + REVERSE))
                : layer;
    }

    private RecurrentLayer layer(String module, String number) {
        Tensor input = matrix(module + "weight_ih" + number);
        Tensor recurrent = matrix(module + "weight_hh" + number);
        int hidden = recurrent.shape()[1];
        int rows = recurrent.shape()[0];
        require(
                hidden > 0 && rows % hidden == 0 && input.shape()[0] == rows,
                "%sweight_hh%s has shape [%d, %d] and weight_ih [%d, %d]: of no LSTM, GRU or RNN",
                module,
                number,
                rows,
                hidden,
                input.shape()[0],
                input.shape()[1]);
        return new RecurrentLayer(
                cell(module + "weight_hh" + number, rows / hidden),
                input.shape()[1],
                hidden,
                input.values(),
                recurrent.values(),
                bias(module + "bias_ih" + number, rows),
                bias(module + "bias_hh" + number, rows));
    }

    private Cell cell(String name, int gates) {
        return switch (gates) {
            case 4 -> Cell.LSTM;
            case 3 -> Cell.GRU;
            case 1 -> plain;
            default ->
                    throw new IllegalArgumentException(
                            "%s has %d rows for each unit: an LSTM has 4, a GRU 3, an RNN 1"
                                    .formatted(name, gates));
        };
    }

    private Tensor matrix(String name) {
        Tensor tensor = left.remove(name);
        require(tensor != null, "tensor %s is missing", name);
        require(tensor.shape().length == 2, "%s must be a matrix, got %s", name, tensor);
        return tensor;
    }

    /** Of a module without biases zeros. */
    private float[] bias(String name, int rows) {
        Tensor bias = left.remove(name);
        require(
                bias == null || bias.values().length == rows,
                "%s needs %d values, got %s",
                name,
                rows,
                bias);
        return bias == null ? new float[rows] : bias.values();
    }

    private Linear linear() {
        List<String> weights =
                left.keySet().stream()
                        .filter(name -> name.equals("weight") || name.endsWith(".weight"))
                        .toList();
        require(
                weights.size() == 1,
                "expected one Linear layer on top, found the weights %s",
                weights);
        String weight = weights.get(0);
        String bias = weight.substring(0, weight.length() - "weight".length()) + "bias";
        return Linear.of(weight, left.remove(weight), left.remove(bias));
    }
}
