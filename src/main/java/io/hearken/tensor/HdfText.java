package io.hearken.tensor;

import static io.hearken.tensor.HdfRefusal.demand;
import static io.hearken.tensor.Shown.shown;

import io.jhdf.GlobalHeap;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts of attributes: each as long as all others, or each by its place in a heap.
 *
 * <pre>
 *   place: length (4 bytes), heap's address (8), number within it (4)
 * </pre>
 */
final class HdfText {
    private static final int PLACE = 16;

    private final HdfBytes file;
    private final Map<Long, GlobalHeap> heaps = new HashMap<>();

    HdfText(HdfBytes file) {
        this.file = file;
    }

    /** Empty if the attribute is no text. */
    Optional<List<String>> read(AttributeMessage attribute) {
        DataType type = attribute.getDataType();
        boolean places = type instanceof VariableLength text && text.isVariableLengthString();
        if ((!places && !(type instanceof StringData)) || attribute.getDataBuffer() == null) {
            return Optional.empty();
        }
        ByteBuffer data = attribute.getDataBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int width = places ? PLACE : type.getSize();
        long count = count(attribute.getDataSpace().getDimensionsAsLong());
        demand(
                0 < width && 0 <= count && count <= data.remaining() / width,
                "attribute %s of the HDF5 file is cut short",
                shown(attribute.getName()));
        List<String> texts = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            texts.add(places ? placed(data) : text(bytes(data, width)));
        }
        return Optional.of(texts);
    }

    /** -1 if they are absurdly many. */
    private static long count(long[] dimensions) {
        long count = 1;
        for (long size : dimensions) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                return -1;
            }
            count = Math.min(count * size, Integer.MAX_VALUE);
        }
        return count;
    }

    private String placed(ByteBuffer data) {
        int length = data.getInt();
        long address = data.getLong();
        int number = data.getInt();
        if (length == 0) {
            return "";
        }
        GlobalHeap heap = heaps.computeIfAbsent(address, at -> new GlobalHeap(file, at));
        ByteBuffer object = heap.getObjectData(number).duplicate();
        demand(0 <= length && length <= object.remaining(), "a text of the HDF5 file is cut short");
        return text(bytes(object, length));
    }

    private byte[] bytes(ByteBuffer from, int length) {
        file.unpack(length);
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    /** As far as the first zero; h5py writes UTF-8, or ASCII within it. */
    private static String text(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
