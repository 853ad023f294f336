package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.tensor.OnnxFile;
import io.hearken.tensor.OnnxFile.Node;
import io.hearken.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A chain of ONNX's {@code LSTM}, {@code GRU} or {@code RNN} nodes, then one {@code Gemm}, or a
 * {@code MatMul} and an {@code Add}. Nodes that only turn axes round are passed over, a softmax at
 * the end too; one that picks a step makes the network a classifier. Beside the chain there may be
 * what makes initial states, which must be zeros. ONNX's gates lie in the order i, o, f, c and z,
 * r, h.
 *
 * <p>Of a bidirectional layer both halves' outputs lie apart. What follows must lay them side by
 * side, as PyTorch's exporter has it: {@code Transpose} and {@code Reshape}, from [steps × 2 ×
 * batch × H] to [steps × batch × 2H], or of the last states from [2 × batch × H] to [batch × 2H].
 */
final class OnnxNetwork {
    private static final Set<String> PASSED_OVER =
            Set.of(
                    "Identity",
                    "Transpose",
                    "Squeeze",
                    "Unsqueeze",
                    "Reshape",
                    "Flatten",
                    "Dropout",
                    "Cast");
    private static final Set<String> AT_THE_END = Set.of("Softmax", "LogSoftmax");
    private static final Set<String> PICKS = Set.of("Gather", "Slice");
    private static final Set<String> BESIDE =
            Set.of(
                    "Shape",
                    "Gather",
                    "Unsqueeze",
                    "Squeeze",
                    "Concat",
                    "Expand",
                    "Slice",
                    "Cast",
                    "ConstantOfShape");

    private static final long MOST_UNITS = 8_192;

    private final Map<String, Tensor> numbers;

    /** What the node to come may go on from. */
    private final Set<String> chain = new HashSet<>();

    /** Of those, which are of a last step. */
    private final Set<String> lasts = new HashSet<>();

    /** What is zero beside the chain. */
    private final Set<String> zeros = new HashSet<>();

    private final List<RecurrentLayer> layers = new ArrayList<>();
    private Tensor weight;
    private String weightName;
    private Tensor bias;
    private boolean isLastStep;
    private boolean bothEnds;

    /** What must follow to lay a bidirectional layer's halves side by side, in order. */
    private final Deque<String> awaited = new ArrayDeque<>();

    private OnnxNetwork(OnnxFile file) {
        numbers = new LinkedHashMap<>(file.initializers());
        require(file.inputs().size() > 0, "the graph has no input");
        chain.add(file.inputs().get(0));
    }

    /**
     * Reads a network.
     *
     * @throws IllegalArgumentException if it is no such chain
     */
    static Foreign read(OnnxFile file) {
        OnnxNetwork network = new OnnxNetwork(file);
        file.nodes().forEach(network::take);
        require(network.weight != null, "no Gemm or MatMul with weights was found");
        Linear linear = Linear.of(network.weightName, network.weight, network.bias);
        return new Foreign(linear.on(network.layers), network.isLastStep, network.bothEnds);
    }

    private void take(Node node) {
        boolean isOnChain =
                !node.op().equals("Shape") && node.inputs().stream().anyMatch(chain::contains);
        if (!isOnChain) {
            beside(node);
            return;
        }
        boolean isLast = node.inputs().stream().anyMatch(lasts::contains);
        isLastStep |= isLast;
        chain.clear();
        lasts.clear();
        if (!node.outputs().isEmpty() && !node.outputs().get(0).isEmpty()) {
            chain.add(node.outputs().get(0));
        }
        if (!awaited.isEmpty()) {
            layHalves(node, isLast);
            return;
        }
        switch (node.op()) {
            case "LSTM", "GRU", "RNN" -> recurrent(node);
            case "Gemm", "MatMul" -> linear(node);
            case "Add" -> add(node);
            default -> {
                boolean picks = PICKS.contains(node.op());
                boolean isEnd = weight != null && AT_THE_END.contains(node.op());
                require(picks || isEnd || PASSED_OVER.contains(node.op()), "%s", refusal(node));
                if (picks) {
                    requireLast(node);
                }
                isLastStep |= picks;
            }
        }
    }

    /** One of the two nodes behind a bidirectional layer. */
    private void layHalves(Node node, boolean isLast) {
        bothEnds |= isLast;
        List<Long> axes = bothEnds ? List.of(1L, 0L, 2L) : List.of(0L, 2L, 1L, 3L);
        List<Long> shape = bothEnds ? List.of(0L, -1L) : List.of(0L, 0L, -1L);
        String expected = awaited.remove();
        boolean isRight =
                expected.equals("Transpose")
                        ? attribute(node, "perm", List.of()).equals(axes)
                        : whole(numbers.get(input(node, 1))).equals(shape);
        require(
                node.op().equals(expected) && isRight,
                "node %s: behind a bidirectional layer, Transpose by %s and Reshape to %s must lay"
                        + " its halves side by side, this is another %s",
                shown(node),
                axes,
                shape,
                node.op());
    }

    /** A tensor's whole numbers; none if there is no tensor. */
    private static List<Long> whole(Tensor tensor) {
        List<Long> whole = new ArrayList<>();
        for (int i = 0; tensor != null && i < tensor.values().length; i++) {
            whole.add((long) tensor.values()[i]);
        }
        return whole;
    }

    private static Object shown(Node node) {
        return node.name().isEmpty() ? node.outputs() : node.name();
    }

    /** A classifier picks what the layers gave at the last of their steps. */
    private void requireLast(Node node) {
        Tensor from = numbers.get(input(node, 1));
        Object starts = attribute(node, "starts", List.of());
        boolean isLast =
                from == null
                        ? starts.equals(List.of(-1L))
                        : from.values().length == 1 && from.values()[0] == -1;
        require(
                !layers.isEmpty() && weight == null && isLast,
                "node %s: %s picks something else than the last step of the layers below",
                shown(node),
                node.op());
    }

    private static String refusal(Node node) {
        return String.format(
                "node %s: %s is not supported; LSTM, GRU, RNN, Gemm, MatMul and Add in a chain are",
                shown(node), node.op());
    }

    private void beside(Node node) {
        String output = node.outputs().isEmpty() ? "" : node.outputs().get(0);
        if (node.op().equals("Constant")) {
            if (node.attributes().get("value") instanceof Tensor value) {
                numbers.put(output, value);
            } else if (node.attributes().get("value_ints") instanceof List<?> list) {
                numbers.put(output, tensor(list));
            }
            return;
        }
        require(BESIDE.contains(node.op()), "%s", refusal(node));
        boolean isZero =
                switch (node.op()) {
                    case "Expand", "Slice" -> isZero(input(node, 0));
                    case "ConstantOfShape" ->
                            !(node.attributes().get("value") instanceof Tensor value)
                                    || isZero(value);
                    default -> false;
                };
        if (isZero) {
            zeros.add(output);
        }
    }

    private static Tensor tensor(List<?> list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i) instanceof Number number ? number.floatValue() : Float.NaN;
        }
        return new Tensor(new int[] {values.length}, values);
    }

    private boolean isZero(String name) {
        return zeros.contains(name) || numbers.containsKey(name) && isZero(numbers.get(name));
    }

    private static boolean isZero(Tensor tensor) {
        for (float value : tensor.values()) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private void recurrent(Node node) {
        require(weight == null, "%s follows a linear layer: expected it below", node.op());
        requireUsual(node);
        int hidden = hidden(node);
        int directions = isBidirectional(node) ? 2 : 1;
        Cell cell = cell(node, directions);
        int rows = cell.gates() * hidden;
        float[] w = weights(node, 1).values();
        float[] r = weights(node, 2).values();
        int inputs = w.length / (directions * rows);
        require(
                w.length == directions * rows * inputs && r.length == directions * rows * hidden,
                "%s: W and R have %d and %d values, which do not fit %d units",
                node.op(),
                w.length,
                r.length,
                hidden);
        float[] biases = biases(node, directions * rows);
        List<RecurrentLayer> halves = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            float[] both = Matrices.part(biases, d, directions);
            halves.add(
                    new RecurrentLayer(
                            cell,
                            inputs,
                            hidden,
                            ordered(cell, Matrices.part(w, d, directions)),
                            ordered(cell, Matrices.part(r, d, directions)),
                            ordered(cell, Matrices.part(both, 0, 2)),
                            ordered(cell, Matrices.part(both, 1, 2))));
        }
        layers.add(directions == 1 ? halves.get(0) : halves.get(0).with(halves.get(1)));
        if (directions == 2) {
            awaited.addAll(List.of("Transpose", "Reshape"));
        }
        if (node.outputs().size() > 1 && !node.outputs().get(1).isEmpty()) {
            chain.add(node.outputs().get(1));
            lasts.add(node.outputs().get(1));
        }
    }

    private static int hidden(Node node) {
        Object hidden = attribute(node, "hidden_size", 0L);
        require(
                hidden instanceof Long units && 1 <= units && units <= MOST_UNITS,
                "%s: hidden_size must be 1 to %d, got %s",
                node.op(),
                MOST_UNITS,
                hidden);
        return ((Long) hidden).intValue();
    }

    private void requireUsual(Node node) {
        Object direction = attribute(node, "direction", "forward");
        require(
                direction.equals("forward") || isBidirectional(node),
                "%s: direction %s is not supported, forward and bidirectional are",
                node.op(),
                direction);
        require(
                attribute(node, "layout", 0L).equals(0L),
                "%s: layout 1 is not supported",
                node.op());
        require(
                !node.attributes().containsKey("clip")
                        && attribute(node, "input_forget", 0L).equals(0L),
                "%s: clip and input_forget are not supported",
                node.op());
        require(
                !node.op().equals("GRU") || attribute(node, "linear_before_reset", 0L).equals(1L),
                "GRU: linear_before_reset must be 1, as in PyTorch and Keras with reset_after");
        for (int state = 5; state < Math.min(7, node.inputs().size()); state++) {
            String name = node.inputs().get(state);
            require(
                    name.isEmpty() || isZero(name),
                    "%s: its initial state %s is not zero",
                    node.op(),
                    name);
        }
        require(
                node.inputs().size() < 8 || node.inputs().get(7).isEmpty(),
                "%s: peepholes are not supported",
                node.op());
    }

    private static boolean isBidirectional(Node node) {
        return attribute(node, "direction", "forward").equals("bidirectional");
    }

    private Cell cell(Node node, int directions) {
        List<?> activations =
                attribute(node, "activations", List.of()) instanceof List<?> names
                        ? names
                        : List.of("unknown");
        List<String> used =
                activations.stream().map(name -> name.toString().toLowerCase(Locale.ROOT)).toList();
        Cell cell =
                switch (node.op()) {
                    case "LSTM" -> Cell.LSTM;
                    case "GRU" -> Cell.GRU;
                    default -> used.indexOf("relu") == 0 ? Cell.RELU : Cell.TANH;
                };
        List<String> usual =
                switch (cell) {
                    case LSTM -> List.of("sigmoid", "tanh", "tanh");
                    case GRU -> List.of("sigmoid", "tanh");
                    case TANH -> List.of("tanh");
                    case RELU -> List.of("relu");
                };
        List<String> all = new ArrayList<>(usual);
        for (int d = 1; d < directions; d++) {
            all.addAll(usual);
        }
        require(
                used.isEmpty() || used.equals(all),
                "%s: activations %s are not supported, %s are",
                node.op(),
                activations,
                all);
        return cell;
    }

    private static Object attribute(Node node, String name, Object absent) {
        return node.attributes().getOrDefault(name, absent);
    }

    /** Empty if it is left out. */
    private static String input(Node node, int number) {
        return node.inputs().size() > number ? node.inputs().get(number) : "";
    }

    private Tensor weights(Node node, int input) {
        String name = input(node, input);
        Tensor tensor = numbers.get(name);
        require(
                tensor != null,
                "%s: weights %s are no initializer of the file",
                node.op(),
                name.isEmpty() ? "(none)" : name);
        return tensor;
    }

    private float[] biases(Node node, int rows) {
        if (node.inputs().size() < 4 || node.inputs().get(3).isEmpty()) {
            return new float[2 * rows];
        }
        float[] both = weights(node, 3).values();
        require(
                both.length == 2 * rows,
                "%s: B needs %d values, got %d",
                node.op(),
                2 * rows,
                both.length);
        return both;
    }

    private static float[] ordered(Cell cell, float[] values) {
        return switch (cell) {
            case LSTM -> Matrices.reordered(values, 0, 2, 3, 1);
            case GRU -> Matrices.reordered(values, 1, 0, 2);
            default -> values;
        };
    }

    private void linear(Node node) {
        require(weight == null, "%s: a second linear layer is not supported", node.op());
        weightName = input(node, 1);
        Tensor matrix = weights(node, 1);
        require(matrix.shape().length == 2, "%s must be a matrix, got %s", weightName, matrix);
        boolean isGemm = node.op().equals("Gemm");
        if (isGemm) {
            require(
                    attribute(node, "alpha", 1f).equals(1f)
                            && attribute(node, "beta", 1f).equals(1f)
                            && attribute(node, "transA", 0L).equals(0L),
                    "Gemm: alpha, beta and transA must be as they usually are");
            bias = node.inputs().size() > 2 ? weights(node, 2) : null;
        }
        boolean isTurned = isGemm && attribute(node, "transB", 0L).equals(1L);
        weight = isTurned ? matrix : Matrices.transposed(matrix);
    }

    private void add(Node node) {
        require(
                weight != null && bias == null,
                "node %s: Add is supported only as the bias of a MatMul",
                node.name());
        bias = numbers.get(input(node, 1));
        if (bias == null) {
            bias = weights(node, 0);
        }
    }
}
