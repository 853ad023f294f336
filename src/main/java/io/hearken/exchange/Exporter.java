package io.hearken.exchange;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.recognizer.Model;
import io.hearken.stream.Floats;
import io.hearken.tensor.OnnxFile;
import io.hearken.tensor.OnnxFile.Node;
import io.hearken.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's network as ONNX: input {@code x} [steps × batch × D], output {@code logits} [steps ×
 * batch × V], states zero at the start; [batch × V] if they rest on both ends of {@code x}. A model
 * file itself is what PyTorch loads.
 */
public final class Exporter {
    private static final long OPSET = 11;

    /** The first whose constants are written without a tensor. */
    private static final long OPSET_WITH_CONSTANTS = 12;

    private final NetworkWeights weights;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> numbers = new LinkedHashMap<>();

    private Exporter(NetworkWeights weights) {
        this.weights = weights;
    }

    /** The bytes of an ONNX file. */
    public static byte[] onnx(Model model) {
        Exporter exporter = new Exporter(model.weights());
        exporter.graph();
        boolean isBidirectional = model.weights().isBidirectional();
        return new OnnxFile(
                        isBidirectional ? OPSET_WITH_CONSTANTS : OPSET,
                        exporter.nodes,
                        exporter.numbers,
                        List.of("x"),
                        List.of("logits"),
                        Map.of("model", model.id(), "symbols", String.join(" ", model.symbols())))
                .bytes();
    }

    private void graph() {
        String in = "x";
        int top = weights.layers().size() - 1;
        for (int l = 0; l <= top; l++) {
            in = layer(weights.layers().get(l), "layer" + l, in, weights.bothEnds() && l == top);
        }
        int given = weights.layers().get(top).outputSize();
        Tensor rows = new Tensor(new int[] {weights.outputSize(), given}, weights.outputWeight());
        numbers.put("output.weight", Matrices.transposed(rows));
        numbers.put("output.bias", vector(weights.outputBias()));
        node("MatMul", "product", List.of(in, "output.weight"), Map.of());
        node("Add", "logits", List.of("product", "output.bias"), Map.of());
    }

    /**
     * One layer.
     *
     * @param isEnds whether its last states are asked for, not those of every step
     * @return what it gives, by name: [steps × batch × H] or [steps × batch × 2H], or [batch × 2H]
     */
    private String layer(RecurrentLayer layer, String name, String in, boolean isEnds) {
        List<RecurrentLayer> halves = new ArrayList<>(List.of(layer));
        layer.backward().ifPresent(halves::add);
        numbers(halves, name);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("hidden_size", (long) layer.hiddenSize());
        if (layer.cell() == Cell.GRU) {
            attributes.put("linear_before_reset", 1L);
        } else if (layer.cell() == Cell.RELU) {
            attributes.put("activations", Collections.nCopies(halves.size(), "Relu"));
        }
        if (halves.size() == 2) {
            attributes.put("direction", "bidirectional");
        }
        String op =
                switch (layer.cell()) {
                    case LSTM -> "LSTM";
                    case GRU -> "GRU";
                    case TANH, RELU -> "RNN";
                };
        List<String> inputs = List.of(in, name + ".W", name + ".R", name + ".B");
        List<String> outputs = isEnds ? List.of("", name) : List.of(name);
        nodes.add(new Node(name, op, inputs, outputs, attributes));
        if (halves.size() == 2) {
            return sideBySide(name, isEnds);
        }
        node("Squeeze", name + ".y", List.of(name), Map.of("axes", List.of(1L)));
        return name + ".y";
    }

    /** Weights of both directions lie one behind the other. */
    private void numbers(List<RecurrentLayer> halves, String name) {
        RecurrentLayer layer = halves.get(0);
        Cell cell = layer.cell();
        int hidden = layer.hiddenSize();
        int rows = cell.gates() * hidden;
        float[] w = new float[0];
        float[] r = new float[0];
        float[] b = new float[0];
        for (RecurrentLayer half : halves) {
            w = Floats.join(w, ordered(cell, half.weightIh()));
            r = Floats.join(r, ordered(cell, half.weightHh()));
            b = Floats.join(b, ordered(cell, half.biasIh()));
            b = Floats.join(b, ordered(cell, half.biasHh()));
        }
        int count = halves.size();
        numbers.put(name + ".W", new Tensor(new int[] {count, rows, layer.inputSize()}, w));
        numbers.put(name + ".R", new Tensor(new int[] {count, rows, hidden}, r));
        numbers.put(name + ".B", new Tensor(new int[] {count, 2 * rows}, b));
    }

    /** [steps × 2 × batch × H] becomes [steps × batch × 2H], [2 × batch × H] [batch × 2H]. */
    private String sideBySide(String name, boolean isEnds) {
        List<Long> axes = isEnds ? List.of(1L, 0L, 2L) : List.of(0L, 2L, 1L, 3L);
        List<Long> shape = isEnds ? List.of(0L, -1L) : List.of(0L, 0L, -1L);
        node("Transpose", name + ".t", List.of(name), Map.of("perm", axes));
        node("Constant", name + ".shape", List.of(), Map.of("value_ints", shape));
        node("Reshape", name + ".y", List.of(name + ".t", name + ".shape"), Map.of());
        return name + ".y";
    }

    private void node(
            String op, String output, List<String> inputs, Map<String, Object> attributes) {
        nodes.add(new Node(output, op, inputs, List.of(output), attributes));
    }

    private static Tensor vector(float[] values) {
        return new Tensor(new int[] {values.length}, values);
    }

    private static float[] ordered(Cell cell, float[] values) {
        return switch (cell) {
            case LSTM -> Matrices.reordered(values, 0, 3, 1, 2);
            case GRU -> Matrices.reordered(values, 1, 0, 2);
            case TANH, RELU -> values;
        };
    }
}
