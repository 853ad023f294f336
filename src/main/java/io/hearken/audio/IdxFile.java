package io.hearken.audio;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Files of images and of their labels in MNIST's format, IDX, plain or packed by gzip.
 *
 * <pre>
 *   0  0, 0, type (8: bytes), dimensions     images: 3, n × rows × columns     labels: 1, n
 *   4  each dimension, 4 bytes, big-endian   then the bytes, the last dimension fastest
 * </pre>
 *
 * <p>An image is taken for a recording of {@code pcm_u8} at {@value #RATE} Hz, its pixels row by
 * row: a network that listens to as many samples at a time as a row has reads it from top to
 * bottom. The labels of {@code NAME-images-idx3-ubyte} are in {@code NAME-labels-idx1-ubyte} beside
 * it.
 */
public final class IdxFile {
    /** Samples a second an image is taken to have: what models that read images hear. */
    public static final int RATE = AudioFormat.LOWEST_RATE;

    private static final int BYTES = 8;
    private static final int IMAGES = 3;
    private static final int LABELS = 1;
    private static final long MOST_BYTES = 1 << 30;

    /** Each takes some hundred bytes more than its pixels. */
    private static final int MOST_IMAGES = 1 << 20;

    /** Of what a packed file gives, to its size. */
    private static final int MOST_GROWTH = 64;

    private static final int SPARE = 1 << 16;
    private static final AudioFormat FORMAT = new AudioFormat(Encoding.PCM_U8, RATE, 1);

    private IdxFile() {}

    /** Whether a file begins as one of images does, or one of labels, which is then refused. */
    static boolean isOne(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = open(file)) {
            byte[] magic = in.readNBytes(4);
            return Arrays.equals(magic, magic(IMAGES)) || Arrays.equals(magic, magic(LABELS));
        } catch (IOException e) {
            return false; // the reader of manifests will tell why
        }
    }

    private static byte[] magic(int dimensions) {
        return new byte[] {0, 0, BYTES, (byte) dimensions};
    }

    /**
     * A file's images, with labels for words and each by a speaker of its own.
     *
     * @throws IllegalArgumentException if it or the file of labels is not as it must be
     */
    static List<Manifest.Entry> entries(Path images) {
        Content all = read(images, IMAGES);
        require(
                all.sizes[0] <= MOST_IMAGES,
                "%s: %d images, expected at most %d",
                images,
                all.sizes[0],
                MOST_IMAGES);
        Path beside = labels(images);
        require(
                Files.isRegularFile(beside),
                "%s: no such file: expected the labels of %s",
                beside,
                images.getFileName());
        Content labels = read(beside, LABELS);
        require(
                labels.sizes[0] == all.sizes[0],
                "%s: %d labels for %d images",
                beside,
                labels.sizes[0],
                all.sizes[0]);
        int size = all.sizes[1] * all.sizes[2];
        List<Manifest.Entry> entries = new ArrayList<>();
        for (int i = 0; i < all.sizes[0]; i++) {
            byte[] pixels = Arrays.copyOfRange(all.bytes, i * size, (i + 1) * size);
            String label = String.valueOf(labels.bytes[i] & 0xff);
            entries.add(entry(images, i, label, new Recording(FORMAT, pixels)));
        }
        return entries;
    }

    private static Path labels(Path images) {
        String name = images.getFileName().toString();
        require(
                name.contains("images"),
                "%s: named so, nobody knows its labels: expected such as train-images-idx3-ubyte",
                images);
        return images.resolveSibling(name.replace("images", "labels").replace("idx3", "idx1"));
    }

    private static Manifest.Entry entry(Path images, int number, String label, Recording pixels) {
        String name = images.getFileName() + "#" + number;
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("path", name);
        columns.put("words", label);
        columns.put("speaker", name);
        Path path = images.resolveSibling(name);
        return new Manifest.Entry(path, List.of(label), name, columns, pixels);
    }

    private record Content(int[] sizes, byte[] bytes) {}

    private static Content read(Path file, int dimensions) {
        try (DataInputStream in = new DataInputStream(open(file))) {
            byte[] magic = in.readNBytes(4);
            require(
                    Arrays.equals(magic, magic(dimensions)),
                    "%s: starts with %s, expected %s",
                    file,
                    Arrays.toString(magic),
                    Arrays.toString(magic(dimensions)));
            int[] sizes = new int[dimensions];
            long count = 1;
            long most = Math.min(MOST_BYTES, MOST_GROWTH * Files.size(file) + SPARE);
            for (int d = 0; d < dimensions; d++) {
                sizes[d] = in.readInt();
                count = sizes[d] < 1 || count > most ? 0 : count * sizes[d];
            }
            require(
                    0 < count && count <= most,
                    "%s: sizes %s, expected 1 to %d bytes in all",
                    file,
                    Arrays.toString(sizes),
                    most);
            byte[] bytes = in.readNBytes((int) count); // takes memory as bytes come
            require(
                    bytes.length == count && in.read() < 0,
                    "%s: not the %d bytes its sizes %s tell of",
                    file,
                    count,
                    Arrays.toString(sizes));
            return new Content(sizes, bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.mark(2);
            boolean isPacked = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return isPacked ? new BufferedInputStream(new GZIPInputStream(in)) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The bytes of a file of images.
     *
     * @param images each rows × columns bytes, row by row
     */
    public static byte[] images(List<byte[]> images, int rows, int columns) {
        return bytes(images, images.size(), rows, columns);
    }

    /** The bytes of a file of labels. */
    public static byte[] labels(byte[] labels) {
        return bytes(List.of(labels), labels.length);
    }

    private static byte[] bytes(List<byte[]> parts, int... sizes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.write(magic(sizes.length));
            for (int size : sizes) {
                out.write(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
            }
            for (byte[] part : parts) {
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
