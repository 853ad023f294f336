package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one operator of an ONNX graph. */
final class OnnxNodeReader {
    private String name = "";
    private String op = "";
    private String domain = "";
    private final List<String> inputs = new ArrayList<>(2);
    private final List<String> outputs = new ArrayList<>(1);
    private final Map<String, Object> attributes = new LinkedHashMap<>(2);

    OnnxFile.Node read(CodedInputStream in) throws IOException {
        List<Attribute> read = new ArrayList<>(1);
        OnnxReader.message(in, (number, from) -> field(number, from, read));
        boolean own = domain.isEmpty() || domain.equals("ai.onnx");
        String fullOp = own ? op : domain + "." + op;
        for (Attribute attribute : read) {
            require(
                    attributes.put(attribute.name, attribute.value(fullOp)) == null,
                    "%s of the ONNX file has two attributes %s",
                    shown(fullOp),
                    shown(attribute.name));
        }
        return new OnnxFile.Node(name, fullOp, inputs, outputs, attributes);
    }

    private boolean field(int number, CodedInputStream in, List<Attribute> read)
            throws IOException {
        switch (number) {
            case 1 -> inputs.add(in.readStringRequireUtf8());
            case 2 -> outputs.add(in.readStringRequireUtf8());
            case 3 -> name = in.readStringRequireUtf8();
            case 4 -> op = in.readStringRequireUtf8();
            case 5 -> {
                Attribute attribute = new Attribute();
                OnnxReader.message(in, attribute::field);
                read.add(attribute);
            }
            case 7 -> domain = in.readStringRequireUtf8();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** An attribute as it comes: its type may stand before its value or behind it. */
    private static final class Attribute {
        private static final int TENSOR = 4;
        private static final int GRAPH = 5;
        private static final int FLOATS = 6;
        private static final int INTS = 7;
        private static final int STRINGS = 8;
        private static final int GRAPHS = 10;

        private String name = "";
        private int type;
        private float real;
        private long whole;
        private String text = "";
        private Tensor tensor;
        private final List<Object> list = new ArrayList<>(0);
        private boolean holdsGraphs;

        boolean field(int number, CodedInputStream in) throws IOException {
            switch (number) {
                case 1 -> name = in.readStringRequireUtf8();
                case 2 -> real = in.readFloat();
                case 3 -> whole = in.readInt64();
                case 4 -> text = in.readBytes().toStringUtf8();
                case 5 -> tensor = new OnnxTensorReader().read(in);
                case 7 -> OnnxTensorReader.repeated(in, () -> list.add(in.readFloat()));
                case 8 -> OnnxTensorReader.repeated(in, () -> list.add(in.readInt64()));
                case 9 -> list.add(in.readBytes().toStringUtf8());
                case 6, 11 -> {
                    holdsGraphs = true;
                    in.readBytes();
                }
                case 20 -> type = in.readEnum();
                default -> {
                    return false;
                }
            }
            return true;
        }

        Object value(String op) {
            require(
                    !holdsGraphs && type != GRAPH && type != GRAPHS,
                    "the ONNX file's %s holds a graph within the graph (attribute %s), which cannot"
                            + " be read",
                    shown(op),
                    shown(name));
            return switch (type) {
                case 1 -> real;
                case 2 -> whole;
                case 3 -> text;
                case TENSOR -> tensor(op);
                case FLOATS -> list(op, Float.class);
                case INTS -> list(op, Long.class);
                case STRINGS -> list(op, String.class);
                default ->
                        throw new IllegalArgumentException(
                                String.format(
                                        "the ONNX file's %s has an attribute %s of type %d, which"
                                                + " cannot be read",
                                        shown(op), shown(name), type));
            };
        }

        private Tensor tensor(String op) {
            require(
                    tensor != null,
                    "the ONNX file's %s has a tensor %s without any",
                    shown(op),
                    shown(name));
            return tensor;
        }

        private List<Object> list(String op, Class<?> kind) {
            require(
                    list.stream().allMatch(kind::isInstance),
                    "the ONNX file's %s has a list %s of other than its type",
                    shown(op),
                    shown(name));
            return List.copyOf(list);
        }
    }
}
