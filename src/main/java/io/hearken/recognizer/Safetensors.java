package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearken.tensor.ElementType;
import io.hearken.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The safetensors format: eight bytes of length (little-endian), a JSON header, then numbers.
 * Reading runs no code, and every size is checked against the file before memory is taken.
 *
 * <pre>
 *   {"__metadata__": {key: text, …}, name: {"dtype": "F32", "shape": […], "data_offsets": [from, to]}, …}
 * </pre>
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final String METADATA = "__metadata__";

    /** The types weights come in; the format's names are ours. */
    private static final Set<ElementType> NUMBERS =
            EnumSet.of(ElementType.F16, ElementType.BF16, ElementType.F32, ElementType.F64);

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode header;
    private final ByteBuffer data;

    private Safetensors(JsonNode header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    /**
     * Reads a file's header.
     *
     * @throws IllegalArgumentException if it is not a safetensors file, or shorter than it says
     */
    public static Safetensors parse(byte[] bytes) {
        require(
                bytes.length > LENGTH_BYTES,
                "not a safetensors file: %d bytes are too few",
                bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = buffer.getLong();
        require(
                bytes[LENGTH_BYTES] == '{',
                "not a safetensors file: its header does not begin with '{'");
        require(
                0 < length && length <= bytes.length - LENGTH_BYTES,
                "header of %d bytes in a file of %d: cut short, or not a safetensors file",
                length,
                bytes.length);
        int size = (int) length;
        JsonNode header = header(Arrays.copyOfRange(bytes, LENGTH_BYTES, LENGTH_BYTES + size));
        ByteBuffer data =
                buffer.position(LENGTH_BYTES + size).slice().order(ByteOrder.LITTLE_ENDIAN);
        checkOffsets(header, data.capacity());
        return new Safetensors(header, data);
    }

    /** As the format demands: tensors lie one behind the other and fill the file. */
    private static void checkOffsets(JsonNode header, int size) {
        TreeMap<Long, Long> places = new TreeMap<>();
        header.properties()
                .forEach(
                        tensor -> {
                            if (!tensor.getKey().equals(METADATA)) {
                                checkOffsets(tensor.getKey(), tensor.getValue(), size, places);
                            }
                        });
        long end = 0;
        for (Map.Entry<Long, Long> place : places.entrySet()) {
            require(
                    place.getKey() == end,
                    "tensors overlap or leave a gap: one ends at byte %d, the next begins at %d",
                    end,
                    place.getKey());
            end = place.getValue();
        }
        require(end == size, "tensors end at byte %d, but there are %d", end, size);
    }

    private static void checkOffsets(
            String name, JsonNode tensor, int size, TreeMap<Long, Long> places) {
        long from = offset(tensor, 0);
        long to = offset(tensor, 1);
        require(
                0 <= from && from <= to && to <= size,
                "tensor %s lies at bytes %d to %d, but there are %d: cut short?",
                name,
                from,
                to,
                size);
        if (from < to) {
            require(places.put(from, to) == null, "tensor %s overlaps another", name);
        }
    }

    /** Where a tensor begins or ends; -1 if it does not say. */
    private static long offset(JsonNode tensor, int which) {
        JsonNode offset = tensor.path("data_offsets").path(which);
        return offset.isIntegralNumber() && offset.canConvertToLong() ? offset.longValue() : -1;
    }

    private static JsonNode header(byte[] json) {
        try {
            JsonNode header = JSON.readTree(json);
            require(
                    header.isObject(),
                    "header must be a JSON object, got %s",
                    header.getNodeType());
            return header;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("header is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalArgumentException("header is not JSON: " + e.getMessage());
        }
    }

    /** A text of {@code __metadata__}. */
    public String metadata(String key) {
        JsonNode value = header.path(METADATA).path(key);
        require(
                value.isTextual(),
                "__metadata__ has no %s: was this file written by Hearken?",
                key);
        return value.textValue();
    }

    /** Whether there is such a text. */
    public boolean hasMetadata(String key) {
        return header.path(METADATA).has(key);
    }

    boolean hasTensor(String name) {
        return !name.equals(METADATA) && header.has(name);
    }

    /**
     * A tensor's values, row-major.
     *
     * @param shape what it must be
     */
    public float[] tensor(String name, int... shape) {
        JsonNode entry = header.path(name);
        require(entry.isObject(), "tensor %s is missing", name);
        String type = entry.path("dtype").asText();
        require(type.equals("F32"), "tensor %s must be F32, got %s", name, type);
        String seen = entry.path("shape").toString();
        String wanted = Arrays.toString(shape).replace(" ", "");
        require(seen.equals(wanted), "tensor %s must have shape %s, got %s", name, wanted, seen);
        long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        long from = offset(entry, 0);
        long to = offset(entry, 1);
        require(
                to - from == count * Float.BYTES,
                "tensor %s of shape %s takes %d bytes, got %d",
                name,
                wanted,
                count * Float.BYTES,
                to - from);
        return floats(name, (int) from, (int) count);
    }

    /**
     * All tensors, in the file's order.
     *
     * @throws IllegalArgumentException if one is not F32, F16, BF16 or F64, or not as long as it
     *     says
     */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), any(entry.getKey(), entry.getValue()));
            }
        }
        return tensors;
    }

    private Tensor any(String name, JsonNode entry) {
        ElementType type = type(name, entry.path("dtype").asText());
        JsonNode sizes = entry.path("shape");
        require(sizes.isArray(), "tensor %s has no shape", name);
        int[] shape = new int[sizes.size()];
        for (int j = 0; j < shape.length; j++) {
            require(sizes.get(j).isInt(), "tensor %s has shape %s", name, sizes);
            shape[j] = sizes.get(j).intValue();
        }
        long from = offset(entry, 0);
        long bytes = offset(entry, 1) - from;
        require(
                bytes % type.bytes() == 0,
                "tensor %s takes %d bytes, which is no whole number of %s",
                name,
                bytes,
                type);
        return new Tensor(shape, type.read(data, (int) from, (int) bytes / type.bytes()));
    }

    private static ElementType type(String tensor, String dtype) {
        return NUMBERS.stream()
                .filter(type -> type.name().equals(dtype))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "tensor %s is of type %s, expected F32, F16, BF16 or F64"
                                                .formatted(tensor, dtype)));
    }

    private float[] floats(String name, int from, int count) {
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = data.getFloat(from + j * Float.BYTES);
            require(Float.isFinite(values[j]), "tensor %s holds %s", name, values[j]);
        }
        return values;
    }

    /** Puts a file together. */
    public static final class Builder {
        private final Map<String, String> metadata = new TreeMap<>();
        private final Map<String, float[]> tensors = new LinkedHashMap<>();
        private final Map<String, int[]> shapes = new LinkedHashMap<>();

        public void metadata(String key, String value) {
            metadata.put(key, value);
        }

        public void tensor(String name, float[] values, int... shape) {
            tensors.put(name, values);
            shapes.put(name, shape);
        }

        public byte[] bytes() {
            byte[] header = header();
            int floats = tensors.values().stream().mapToInt(values -> values.length).sum();
            ByteBuffer file =
                    ByteBuffer.allocate(LENGTH_BYTES + header.length + floats * Float.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(header.length).put(header);
            for (float[] values : tensors.values()) {
                for (float value : values) {
                    file.putFloat(value);
                }
            }
            return file.array();
        }

        /** The header, filled up with blanks so that the numbers begin at a multiple of eight. */
        private byte[] header() {
            ObjectNode header = JSON.createObjectNode();
            ObjectNode texts = header.putObject(METADATA);
            metadata.forEach(texts::put);
            long at = 0;
            for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
                ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "F32");
                long end = at + (long) tensor.getValue().length * Float.BYTES;
                Arrays.stream(shapes.get(tensor.getKey())).forEach(entry.withArray("shape")::add);
                entry.putArray("data_offsets").add(at).add(end);
                at = end;
            }
            byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
            byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
            Arrays.fill(padded, json.length, padded.length, (byte) ' ');
            return padded;
        }
    }
}
