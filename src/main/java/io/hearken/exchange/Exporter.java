package io.hearken.exchange;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.recognizer.Model;
import io.hearken.tensor.OnnxFile;
import io.hearken.tensor.OnnxFile.Node;
import io.hearken.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's network as ONNX: input {@code x} [steps × batch × D], output {@code logits} [steps ×
 * batch × V], states zero at the start. A model file itself is what PyTorch loads.
 */
public final class Exporter {
    private static final long OPSET = 11;

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
        return new OnnxFile(
                        OPSET,
                        exporter.nodes,
                        exporter.numbers,
                        List.of("x"),
                        List.of("logits"),
                        Map.of("model", model.id(), "symbols", String.join(" ", model.symbols())))
                .bytes();
    }

    private void graph() {
        String in = "x";
        for (int l = 0; l < weights.layers().size(); l++) {
            in = layer(weights.layers().get(l), l, in);
        }
        int hidden = weights.layers().get(weights.layers().size() - 1).hiddenSize();
        Tensor rows = new Tensor(new int[] {weights.outputSize(), hidden}, weights.outputWeight());
        numbers.put("output.weight", Matrices.transposed(rows));
        numbers.put("output.bias", vector(weights.outputBias()));
        node("MatMul", "product", List.of(in, "output.weight"), Map.of());
        node("Add", "logits", List.of("product", "output.bias"), Map.of());
    }

    /** [steps × directions × batch × H] becomes [steps × batch × H]. */
    private String layer(RecurrentLayer layer, int number, String in) {
        Cell cell = layer.cell();
        int hidden = layer.hiddenSize();
        int rows = cell.gates() * hidden;
        String name = "layer" + number;
        numbers.put(name + ".W", cube(ordered(cell, layer.weightIh()), rows, layer.inputSize()));
        numbers.put(name + ".R", cube(ordered(cell, layer.weightHh()), rows, hidden));
        float[] both = new float[2 * rows];
        System.arraycopy(ordered(cell, layer.biasIh()), 0, both, 0, rows);
        System.arraycopy(ordered(cell, layer.biasHh()), 0, both, rows, rows);
        numbers.put(name + ".B", new Tensor(new int[] {1, 2 * rows}, both));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("hidden_size", (long) hidden);
        if (cell == Cell.GRU) {
            attributes.put("linear_before_reset", 1L);
        } else if (cell == Cell.RELU) {
            attributes.put("activations", List.of("Relu"));
        }
        String op =
                switch (cell) {
                    case LSTM -> "LSTM";
                    case GRU -> "GRU";
                    case TANH, RELU -> "RNN";
                };
        node(op, name, List.of(in, name + ".W", name + ".R", name + ".B"), attributes);
        node("Squeeze", name + ".y", List.of(name), Map.of("axes", List.of(1L)));
        return name + ".y";
    }

    private void node(
            String op, String output, List<String> inputs, Map<String, Object> attributes) {
        nodes.add(new Node(output, op, inputs, List.of(output), attributes));
    }

    private static Tensor vector(float[] values) {
        return new Tensor(new int[] {values.length}, values);
    }

    private static Tensor cube(float[] values, int rows, int columns) {
        return new Tensor(new int[] {1, rows, columns}, values);
    }

    private static float[] ordered(Cell cell, float[] values) {
        return switch (cell) {
            case LSTM -> Matrices.reordered(values, 0, 3, 1, 2);
            case GRU -> Matrices.reordered(values, 1, 0, 2);
            case TANH, RELU -> values;
        };
    }
}
