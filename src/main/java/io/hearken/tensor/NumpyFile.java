package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's files: {@code .npy}, one array, and {@code .npz}, a zip of them.
 *
 * <pre>
 *   0x93 NUMPY  version  length  {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }  numbers
 * </pre>
 */
public final class NumpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final String SUFFIX = ".npy";
    private static final String ONLY = "arr_0";
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_HEADER = 1 << 16;
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final Map<String, ElementType> TYPES =
            Map.of(
                    "f2", ElementType.F16,
                    "f4", ElementType.F32,
                    "f8", ElementType.F64,
                    "i1", ElementType.I8,
                    "i2", ElementType.I16,
                    "i4", ElementType.I32,
                    "i8", ElementType.I64,
                    "u1", ElementType.U8,
                    "b1", ElementType.BOOL);

    private NumpyFile() {}

    /**
     * Reads the arrays, in C order whatever their own; numbers of every type become floats.
     *
     * @return the arrays by name, in the file's order, perhaps none; a single array is called
     *     {@code arr_0}, as NumPy names it too
     * @throws IllegalArgumentException if it is no such file, damaged, unpacks to far more than its
     *     size, or holds an array of other than numbers
     */
    public static Map<String, Tensor> parse(byte[] bytes) {
        if (isArray(bytes)) {
            return Map.of(ONLY, array(ONLY, bytes));
        }
        require(
                Archive.isOne(bytes) || Archive.isEmpty(bytes),
                "not a NumPy file: it begins neither as .npy nor as .npz");
        Archive zip = Archive.of(bytes);
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        for (String entry : zip.names()) {
            require(
                    entry.endsWith(SUFFIX),
                    "not a NumPy file: its zip holds %s, which is no .npy",
                    shown(entry));
            String name = entry.substring(0, entry.length() - SUFFIX.length());
            byte[] file = zip.checked(entry);
            require(isArray(file), "array %s does not begin as .npy", shown(name));
            arrays.put(name, array(shown(name), file));
        }
        return arrays;
    }

    private static boolean isArray(byte[] bytes) {
        return bytes.length >= MAGIC.length
                && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC);
    }

    private static Tensor array(String name, byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        Header header = Header.of(name, header(name, buffer.position(MAGIC.length)));
        int count = Tensor.count(header.shape());
        long size = (long) count * header.type().bytes();
        require(
                buffer.remaining() == size,
                "array %s of %s takes %d bytes, but there are %d",
                name,
                Arrays.toString(header.shape()),
                size,
                buffer.remaining());
        ByteBuffer numbers = buffer.slice().order(header.order());
        return header.fortran()
                ? Strided.fortran(header.shape()).read(header.type(), numbers)
                : new Tensor(header.shape(), header.type().read(numbers, 0, count));
    }

    private static String header(String name, ByteBuffer file) {
        require(file.remaining() >= 6, "array %s is cut short within its header", name);
        int version = file.get();
        require(
                1 <= version && version <= 3,
                "array %s is of .npy version %d; 1 to 3 can be read",
                name,
                version);
        file.get();
        long length = version == 1 ? file.getShort() & 0xffff : file.getInt() & 0xffffffffL;
        require(length <= file.remaining(), "array %s is cut short within its header", name);
        require(
                length <= LONGEST_HEADER,
                "array %s has a header of %d bytes, more than %d",
                name,
                length,
                LONGEST_HEADER);
        byte[] header = new byte[(int) length];
        file.get(header);
        return new String(
                header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    /** What a header tells, in the few forms of Python's dict that NumPy writes. */
    private record Header(ElementType type, ByteOrder order, boolean fortran, int[] shape) {
        static Header of(String name, String text) {
            Map<String, String> fields = fields(name, text.strip());
            String descr = field(name, fields, "descr");
            return new Header(
                    type(name, descr),
                    descr.startsWith("'>") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                    truth(name, field(name, fields, "fortran_order")),
                    shape(name, field(name, fields, "shape")));
        }

        /** The values as they are written, their keys without quotes. */
        private static Map<String, String> fields(String name, String text) {
            require(
                    text.startsWith("{") && text.endsWith("}"),
                    "the header of array %s is no dict",
                    name);
            Map<String, String> fields = new LinkedHashMap<>();
            String rest = text.substring(1, text.length() - 1).strip();
            while (!rest.isEmpty()) {
                int colon = rest.indexOf(':');
                require(colon > 1, "the header of array %s has a key without a value", name);
                String key = rest.substring(1, colon).strip().replaceAll("['\"]$", "");
                rest = rest.substring(colon + 1).strip();
                int end = end(rest);
                fields.put(key, rest.substring(0, end).strip().replace('"', '\''));
                rest = rest.substring(Math.min(rest.length(), end + 1)).strip();
            }
            return fields;
        }

        /** Of a value: the next comma outside of brackets. */
        private static int end(String rest) {
            int depth = 0;
            for (int at = 0; at < rest.length(); at++) {
                char c = rest.charAt(at);
                if (c == ',' && depth == 0) {
                    return at;
                }
                depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            }
            return rest.length();
        }

        private static String field(String name, Map<String, String> fields, String key) {
            String value = fields.get(key);
            require(value != null, "the header of array %s lacks %s", name, key);
            return value;
        }

        private static ElementType type(String name, String descr) {
            require(
                    !descr.contains("|O"),
                    "array %s holds Python's objects, which would need code to be read: save"
                            + " numbers alone",
                    name);
            require(
                    !descr.startsWith("["),
                    "array %s is a structured one: save each field as an array",
                    name);
            boolean plain = descr.matches("'[<>|=]?[a-z]\\d'");
            String type = plain ? descr.substring(descr.length() - 3, descr.length() - 1) : "";
            ElementType known = TYPES.get(type);
            require(
                    known != null,
                    "array %s is of type %s; of those with numbers f2, f4, f8, i1, i2, i4, i8, u1"
                            + " and b1 can be read",
                    name,
                    shown(descr));
            return known;
        }

        private static boolean truth(String name, String value) {
            require(
                    value.equals("True") || value.equals("False"),
                    "the header of array %s has a fortran_order of %s",
                    name,
                    shown(value));
            return value.equals("True");
        }

        private static int[] shape(String name, String tuple) {
            require(
                    tuple.startsWith("(") && tuple.endsWith(")"),
                    "the header of array %s has a shape of %s",
                    name,
                    shown(tuple));
            List<Integer> sizes = new ArrayList<>();
            for (String size : tuple.substring(1, tuple.length() - 1).split(",")) {
                // Python 2 wrote 3L.
                String digits = size.strip().replaceAll("L$", "");
                if (!digits.isEmpty()) {
                    require(
                            digits.matches("\\d{1,9}"),
                            "the header of array %s has a size of %s",
                            name,
                            shown(digits));
                    sizes.add(Integer.parseInt(digits));
                }
            }
            return sizes.stream().mapToInt(size -> size).toArray();
        }
    }

    /**
     * An {@code .npz} of these tensors, of type f4 in C order and not compressed: the same bytes
     * for the same tensors.
     *
     * @param tensors by names that stay within the file: not absolute, and without {@code ..}
     * @throws IllegalArgumentException if a name does not
     */
    public static byte[] npz(Map<String, Tensor> tensors) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
                Archive.checkName(tensor.getKey());
                byte[] array = npy(tensor.getValue());
                zip.putNextEntry(entry(tensor.getKey() + SUFFIX, array));
                zip.write(array);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name, byte[] content) {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setTimeLocal(ANY_TIME);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }

    private static byte[] npy(Tensor tensor) {
        String sizes =
                Arrays.stream(tensor.shape())
                        .mapToObj(size -> size + ",")
                        .collect(Collectors.joining(" "));
        String shape = tensor.shape().length > 1 ? sizes.replaceAll(",$", "") : sizes;
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
        int start = MAGIC.length + 4;
        int end = (start + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file =
                ByteBuffer.allocate(end + tensor.values().length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (end - start));
        file.put(header.getBytes(StandardCharsets.ISO_8859_1));
        while (file.position() < end - 1) {
            file.put((byte) ' ');
        }
        file.put((byte) '\n');
        for (float value : tensor.values()) {
            file.putFloat(value);
        }
        return file.array();
    }
}
