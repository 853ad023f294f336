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
import java.util.Arrays;
import java.util.LinkedHashMap;
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
        NumpyHeader header = NumpyHeader.of(name, header(name, buffer.position(MAGIC.length)));
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
