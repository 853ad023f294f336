package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX's models ({@code .onnx}): a graph of operators, and the numbers they start from. Collections
 * keep the file's order and are copied.
 *
 * @param opset the version of ONNX's own operators, at least 1
 * @param nodes the operators, each behind those whose outputs it reads
 * @param initializers numbers by name; those of every type have become floats
 * @param inputs names of what the graph reads, without those that are initializers
 * @param outputs names of what it gives
 * @param metadata texts the file carries along
 */
public record OnnxFile(
        long opset,
        List<Node> nodes,
        Map<String, Tensor> initializers,
        List<String> inputs,
        List<String> outputs,
        Map<String, String> metadata) {
    /**
     * @throws IllegalArgumentException if the opset is less than 1
     */
    public OnnxFile {
        require(opset >= 1, "an ONNX file's opset must be at least 1, got %d", opset);
        nodes = List.copyOf(nodes);
        initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * One operator.
     *
     * @param name of this one; may be empty
     * @param op what it does, such as {@code LSTM}; with its domain before it, such as {@code
     *     com.microsoft.FusedMatMul}, if that is not ONNX's own
     * @param inputs names of what it reads; empty for an input that is left out
     * @param outputs names of what it gives; empty for an output nobody asks for
     * @param attributes {@link Long}, {@link Float}, {@link String}, {@link Tensor}, or a {@link
     *     List} of Longs, Floats or Strings, by name
     */
    public record Node(
            String name,
            String op,
            List<String> inputs,
            List<String> outputs,
            Map<String, Object> attributes) {
        /**
         * @throws IllegalArgumentException if an attribute is of another type
         */
        public Node {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            attributes.forEach(Node::check);
        }

        private static void check(String attribute, Object value) {
            boolean known =
                    isOne(value)
                            || value instanceof Tensor
                            || value instanceof List<?> list
                                    && list.stream().allMatch(Node::isOne)
                                    && list.stream().map(Object::getClass).distinct().count() <= 1;
            require(known, "attribute %s is of a type ONNX does not have", shown(attribute));
        }

        private static boolean isOne(Object value) {
            return value instanceof Long || value instanceof Float || value instanceof String;
        }
    }

    /**
     * Reads a model.
     *
     * @throws IllegalArgumentException if it is none, damaged, keeps numbers in other files, or
     *     holds graphs within graphs, functions or numbers that cannot be read; the message says
     *     which
     */
    public static OnnxFile parse(byte[] bytes) {
        return OnnxReader.read(bytes);
    }

    /**
     * The model as a file of ONNX's IR version 8, numbers as floats: the same bytes for the same
     * model. Inputs and outputs are floats of any shape.
     *
     * @throws IllegalArgumentException if it holds an operator that is not ONNX's own
     */
    public byte[] bytes() {
        return OnnxWriter.write(this);
    }
}
