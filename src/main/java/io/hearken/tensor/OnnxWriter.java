package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes what {@link OnnxReader} reads. */
final class OnnxWriter {
    private static final int IR_VERSION = 8;
    private static final int FLOAT = 1;

    private OnnxWriter() {}

    /** Writes a message's fields. */
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static byte[] write(OnnxFile file) {
        return message(
                model -> {
                    model.writeInt64(1, IR_VERSION);
                    model.writeString(2, "hearken");
                    model.writeByteArray(7, message(graph -> graph(graph, file)));
                    model.writeByteArray(8, message(opset -> opset.writeInt64(2, file.opset())));
                    for (var entry : file.metadata().entrySet()) {
                        model.writeByteArray(
                                14,
                                message(
                                        texts -> {
                                            texts.writeString(1, entry.getKey());
                                            texts.writeString(2, entry.getValue());
                                        }));
                    }
                });
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void graph(CodedOutputStream out, OnnxFile file) throws IOException {
        for (OnnxFile.Node node : file.nodes()) {
            out.writeByteArray(1, message(to -> node(to, node)));
        }
        out.writeString(2, "hearken");
        for (var tensor : file.initializers().entrySet()) {
            out.writeByteArray(5, message(to -> tensor(to, tensor.getKey(), tensor.getValue())));
        }
        for (String input : file.inputs()) {
            out.writeByteArray(11, message(to -> value(to, input)));
        }
        for (String output : file.outputs()) {
            out.writeByteArray(12, message(to -> value(to, output)));
        }
    }

    private static void node(CodedOutputStream out, OnnxFile.Node node) throws IOException {
        require(
                node.op().indexOf('.') < 0,
                "%s is not an operator of ONNX's own: it cannot be written",
                shown(node.op()));
        for (String input : node.inputs()) {
            out.writeString(1, input);
        }
        for (String output : node.outputs()) {
            out.writeString(2, output);
        }
        out.writeString(3, node.name());
        out.writeString(4, node.op());
        for (var attribute : node.attributes().entrySet()) {
            out.writeByteArray(
                    5, message(to -> attribute(to, attribute.getKey(), attribute.getValue())));
        }
    }

    private static void attribute(CodedOutputStream out, String name, Object value)
            throws IOException {
        out.writeString(1, name);
        int type;
        if (value instanceof Float real) {
            out.writeFloat(2, real);
            type = 1;
        } else if (value instanceof Long whole) {
            out.writeInt64(3, whole);
            type = 2;
        } else if (value instanceof String text) {
            out.writeBytes(4, ByteString.copyFromUtf8(text));
            type = 3;
        } else if (value instanceof Tensor tensor) {
            out.writeByteArray(5, message(to -> tensor(to, "", tensor)));
            type = 4;
        } else {
            type = list(out, (List<?>) value);
        }
        out.writeEnum(20, type);
    }

    /** An empty list is one of whole numbers. */
    private static int list(CodedOutputStream out, List<?> values) throws IOException {
        for (Object value : values) {
            if (value instanceof Float real) {
                out.writeFloat(7, real);
            } else if (value instanceof Long whole) {
                out.writeInt64(8, whole);
            } else {
                out.writeBytes(9, ByteString.copyFromUtf8((String) value));
            }
        }
        Object first = values.isEmpty() ? 0L : values.get(0);
        return first instanceof Float ? 6 : first instanceof Long ? 7 : 8;
    }

    private static void tensor(CodedOutputStream out, String name, Tensor tensor)
            throws IOException {
        for (int size : tensor.shape()) {
            out.writeInt64(1, size);
        }
        out.writeInt32(2, FLOAT);
        out.writeString(8, name);
        ByteBuffer numbers =
                ByteBuffer.allocate(tensor.values().length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(tensor.values());
        out.writeByteArray(9, numbers.array());
    }

    /** Of floats, whose shape is not told. */
    private static void value(CodedOutputStream out, String name) throws IOException {
        out.writeString(1, name);
        byte[] floats = message(tensor -> tensor.writeInt32(1, FLOAT));
        out.writeByteArray(2, message(type -> type.writeByteArray(1, floats)));
    }
}
