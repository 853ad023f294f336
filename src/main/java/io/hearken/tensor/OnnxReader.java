package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads ONNX's protocol buffers field by field, by the numbers of onnx.proto3; fields that say
 * nothing of the graph are skipped.
 *
 * <pre>
 *   Model ┬ opsets            domain, version
 *         ├ metadata          key, value
 *         └ Graph ┬ nodes     inputs, outputs, name, operator, attributes, domain
 *                 ├ initializers: tensors
 *                 └ inputs, outputs
 * </pre>
 */
final class OnnxReader {
    private static final String OWN_DOMAIN = "ai.onnx";

    private long opset;
    private boolean hasGraph;
    private final List<OnnxFile.Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> initializers = new LinkedHashMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** Reads one field, or tells that it knows none of this number. */
    interface Fields {
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    private OnnxReader() {}

    static OnnxFile read(byte[] bytes) {
        OnnxReader reader = new OnnxReader();
        try {
            fields(CodedInputStream.newInstance(bytes), reader::modelField);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "not an ONNX file, or damaged: " + shown(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new IllegalArgumentException("not an ONNX file, or cut short");
        }
        require(reader.hasGraph, "not an ONNX file, or one without a graph");
        require(reader.opset >= 1, "the ONNX file does not say which opset it is of");
        reader.inputs.removeAll(reader.initializers.keySet());
        return new OnnxFile(
                reader.opset,
                reader.nodes,
                reader.initializers,
                reader.inputs,
                reader.outputs,
                reader.metadata);
    }

    private boolean modelField(int number, CodedInputStream in) throws IOException {
        switch (number) {
            case 7 -> {
                require(!hasGraph, "the ONNX file holds two graphs");
                hasGraph = true;
                message(in, this::graphField);
            }
            case 8 -> opset(in);
            case 14 -> metadata(in);
            case 20 -> throw new IllegalArgumentException("the ONNX file holds training graphs");
            case 25 -> throw new IllegalArgumentException("the ONNX file holds functions");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void opset(CodedInputStream in) throws IOException {
        String[] domain = {""};
        long[] version = {0};
        message(
                in,
                (number, from) -> {
                    switch (number) {
                        case 1 -> domain[0] = from.readStringRequireUtf8();
                        case 2 -> version[0] = from.readInt64();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        if (isOwn(domain[0])) {
            opset = version[0];
        }
    }

    private static boolean isOwn(String domain) {
        return domain.isEmpty() || domain.equals(OWN_DOMAIN);
    }

    private void metadata(CodedInputStream in) throws IOException {
        String[] entry = {"", ""};
        message(
                in,
                (number, from) -> {
                    if (number == 1 || number == 2) {
                        entry[number - 1] = from.readStringRequireUtf8();
                        return true;
                    }
                    return false;
                });
        metadata.put(entry[0], entry[1]);
    }

    private boolean graphField(int number, CodedInputStream in) throws IOException {
        switch (number) {
            case 1 -> nodes.add(new OnnxNodeReader().read(in));
            case 5 -> initializer(in);
            case 11 -> inputs.add(valueName(in));
            case 12 -> outputs.add(valueName(in));
            case 15 ->
                    throw new IllegalArgumentException(
                            "the ONNX file holds a sparse initializer, which cannot be read");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void initializer(CodedInputStream in) throws IOException {
        OnnxTensorReader reader = new OnnxTensorReader();
        Tensor tensor = reader.read(in);
        require(
                initializers.put(reader.name(), tensor) == null,
                "the ONNX file holds two initializers %s",
                shown(reader.name()));
    }

    private static String valueName(CodedInputStream in) throws IOException {
        String[] name = {""};
        message(
                in,
                (number, from) -> {
                    if (number == 1) {
                        name[0] = from.readStringRequireUtf8();
                    }
                    return number == 1;
                });
        return name[0];
    }

    /** Reads a message within a message. */
    static void message(CodedInputStream in, Fields fields) throws IOException {
        int length = in.readRawVarint32();
        int outer = in.pushLimit(length);
        fields(in, fields);
        in.popLimit(outer);
    }

    private static void fields(CodedInputStream in, Fields fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int type = WireFormat.getTagWireType(tag);
            require(
                    type != WireFormat.WIRETYPE_START_GROUP
                            && type != WireFormat.WIRETYPE_END_GROUP,
                    "not an ONNX file: it holds a group, which ONNX has none of");
            if (!fields.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
    }
}
