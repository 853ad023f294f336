package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/** Reads one tensor of ONNX: numbers as raw bytes, or in a field of their type. */
final class OnnxTensorReader {
    private static final int EXTERNAL = 1;
    private static final int MOST_DIMENSIONS = 64;

    /** By the number of TensorProto.DataType. */
    private static final Map<Integer, ElementType> TYPES =
            Map.of(
                    1, ElementType.F32,
                    2, ElementType.U8,
                    3, ElementType.I8,
                    5, ElementType.I16,
                    6, ElementType.I32,
                    7, ElementType.I64,
                    9, ElementType.BOOL,
                    10, ElementType.F16,
                    11, ElementType.F64,
                    16, ElementType.BF16);

    private String name = "";
    private int type;
    private boolean external;
    private int[] shape = new int[4];
    private int dimensions;
    private ByteString raw = ByteString.EMPTY;
    private float[] values = {};
    private int count;

    /** One value of a repeated field, which may come packed. */
    interface Value {
        void read() throws IOException;
    }

    Tensor read(CodedInputStream in) throws IOException {
        OnnxReader.message(in, this::field);
        require(
                !external,
                "refused: the ONNX file keeps tensor %s in another file; save it with its data inside",
                shown(name));
        ElementType element = TYPES.get(type);
        require(
                element != null,
                "the ONNX file's tensor %s is of type %d, which cannot be read",
                shown(name),
                type);
        shape = Arrays.copyOf(shape, dimensions);
        int wanted = Tensor.count(shape);
        return new Tensor(shape, raw.isEmpty() ? listed(element, wanted) : raw(element, wanted));
    }

    String name() {
        return name;
    }

    private boolean field(int number, CodedInputStream in) throws IOException {
        switch (number) {
            case 1 -> repeated(in, () -> addDimension(in.readInt64()));
            case 2 -> type = in.readInt32();
            case 4 -> repeated(in, () -> add(in.readFloat()));
            case 5 -> repeated(in, () -> add(in.readInt32()));
            case 7 -> repeated(in, () -> add(in.readInt64()));
            case 8 -> name = in.readStringRequireUtf8();
            case 9 -> raw = in.readBytes();
            case 10 -> repeated(in, () -> add((float) in.readDouble()));
            case 13 -> {
                external = true;
                in.readBytes();
            }
            case 14 -> external |= in.readEnum() == EXTERNAL;
            default -> {
                return false;
            }
        }
        return true;
    }

    static void repeated(CodedInputStream in, Value value) throws IOException {
        int type = in.getLastTag() & 7;
        if (type != 2) {
            value.read();
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            value.read();
        }
        in.popLimit(outer);
    }

    private void addDimension(long size) {
        require(
                0 <= size && size <= Integer.MAX_VALUE && dimensions < MOST_DIMENSIONS,
                "the ONNX file's tensor %s has an absurd shape, of size %d in dimension %d",
                shown(name),
                size,
                dimensions);
        if (dimensions == shape.length) {
            shape = Arrays.copyOf(shape, 2 * dimensions);
        }
        shape[dimensions++] = (int) size;
    }

    /** Grows as values come, for a shape may claim anything. */
    private void add(float value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.max(4, 2 * count));
        }
        values[count++] = value;
    }

    private float[] listed(ElementType element, int wanted) {
        require(
                count == wanted,
                "the ONNX file's tensor %s of shape %s holds %d numbers, got %d",
                shown(name),
                Arrays.toString(shape),
                wanted,
                count);
        if (element == ElementType.F16 || element == ElementType.BF16) {
            // Their bits come as whole numbers, which floats hold exactly.
            ByteBuffer bits = ByteBuffer.allocate(2);
            for (int j = 0; j < count; j++) {
                values[j] = element.read(bits.putShort(0, (short) (int) values[j]), 0);
            }
        }
        return Arrays.copyOf(values, count);
    }

    private float[] raw(ElementType element, int wanted) {
        require(
                raw.size() == (long) wanted * element.bytes(),
                "the ONNX file's tensor %s of shape %s takes %d bytes, got %d",
                shown(name),
                Arrays.toString(shape),
                (long) wanted * element.bytes(),
                raw.size());
        ByteBuffer numbers = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return element.read(numbers, 0, wanted);
    }
}
