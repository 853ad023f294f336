package io.hearken.acoustic;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes LSTM layers as an ONNX model: protocol buffers, by the field numbers of onnx.proto (ONNX
 * 1.6, operator set 11).
 *
 * <pre>
 *   x ─→ LSTM ─→ Squeeze ─→ LSTM ─→ Squeeze ─→ y        h and c of each layer in and out
 * </pre>
 */
final class OnnxModel {
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static byte[] of(List<RecurrentLayer> layers, int streams, int frames) {
        OnnxModel graph = new OnnxModel();
        String in = "x";
        for (int l = 0; l < layers.size(); l++) {
            String out = l == layers.size() - 1 ? "y" : "y" + l;
            graph.message(1, lstm(l, in, layers.get(l).hiddenSize()));
            graph.message(1, squeeze("raw" + l, out));
            in = out;
        }
        graph.text(2, "lstm");
        for (int l = 0; l < layers.size(); l++) {
            weights(graph, l, layers.get(l));
        }
        graph.message(11, value("x", frames, streams, layers.get(0).inputSize()));
        for (int l = 0; l < layers.size(); l++) {
            int hidden = layers.get(l).hiddenSize();
            for (String state : List.of("h" + l, "c" + l)) {
                graph.message(11, value(state, 1, streams, hidden));
                graph.message(12, value(state + "out", 1, streams, hidden));
            }
        }
        int top = layers.get(layers.size() - 1).hiddenSize();
        graph.message(12, value("y", frames, streams, top));

        OnnxModel operators = new OnnxModel().text(1, "").number(2, 11);
        return new OnnxModel().number(1, 6).message(7, graph).message(8, operators).toBytes();
    }

    private static OnnxModel lstm(int l, String in, int hidden) {
        OnnxModel node = new OnnxModel();
        for (String input : List.of(in, "W" + l, "R" + l, "B" + l, "", "h" + l, "c" + l)) {
            node.text(1, input);
        }
        for (String output : List.of("raw" + l, "h" + l + "out", "c" + l + "out")) {
            node.text(2, output);
        }
        OnnxModel size =
                new OnnxModel().text(1, "hidden_size").number(3, hidden).number(20, ATTRIBUTE_INT);
        return node.text(4, "LSTM").message(5, size);
    }

    /** Takes away the directions, of which there is one: [T, 1, B, H] becomes [T, B, H]. */
    private static OnnxModel squeeze(String in, String out) {
        OnnxModel axes = new OnnxModel().text(1, "axes").number(8, 1).number(20, ATTRIBUTE_INTS);
        return new OnnxModel().text(1, in).text(2, out).text(4, "Squeeze").message(5, axes);
    }

    private static void weights(OnnxModel graph, int l, RecurrentLayer layer) {
        int hidden = layer.hiddenSize();
        int gates = 4 * hidden;
        graph.message(
                5, tensor("W" + l, turned(layer.weightIh(), hidden), 1, gates, layer.inputSize()));
        graph.message(5, tensor("R" + l, turned(layer.weightHh(), hidden), 1, gates, hidden));
        float[] both = new float[2 * gates];
        System.arraycopy(turned(layer.biasIh(), hidden), 0, both, 0, gates);
        System.arraycopy(turned(layer.biasHh(), hidden), 0, both, gates, gates);
        graph.message(5, tensor("B" + l, both, 1, 2 * gates));
    }

    /** Gates in ONNX's order i, o, f, g instead of i, f, g, o. */
    private static float[] turned(float[] values, int hidden) {
        int block = values.length / 4;
        float[] turned = new float[values.length];
        int[] order = {0, 3, 1, 2};
        for (int gate = 0; gate < 4; gate++) {
            System.arraycopy(values, order[gate] * block, turned, gate * block, block);
        }
        return turned;
    }

    private static OnnxModel tensor(String name, float[] values, int... shape) {
        OnnxModel tensor = new OnnxModel();
        for (int size : shape) {
            tensor.number(1, size);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
    }

    private static OnnxModel value(String name, int... shape) {
        OnnxModel sizes = new OnnxModel();
        for (int size : shape) {
            sizes.message(1, new OnnxModel().number(1, size));
        }
        OnnxModel type = new OnnxModel().number(1, FLOAT).message(2, sizes);
        return new OnnxModel().text(1, name).message(2, new OnnxModel().message(1, type));
    }

    private OnnxModel number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private OnnxModel text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxModel message(int field, OnnxModel value) {
        return bytes(field, value.toBytes());
    }

    private OnnxModel bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 127) {
            bytes.write((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private byte[] toBytes() {
        return bytes.toByteArray();
    }
}
