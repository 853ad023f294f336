package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip file in memory, read by its central directory as PyTorch and NumPy write it. Nothing
 * touches the disk, and what is taken out is bounded: an entry gives the bytes it states, stated
 * sizes are those deflate can reach, and all entries together give at most {@value #MOST_GROWTH}
 * times the file's size and {@value #SPARE} bytes.
 */
public final class Archive {
    /** Of all that is taken out, to the file's size. */
    static final int MOST_GROWTH = 64;

    static final int SPARE = 1 << 20;

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long IN_ZIP64 = 0xffffffffL;

    /** What deflate makes of one byte at the very best. */
    private static final int MOST_DEFLATION = 1032;

    private record Entry(int method, int crc, int packed, int size, int at) {}

    private final ByteBuffer file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long left;

    private Archive(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.left = (long) MOST_GROWTH * bytes.length + SPARE;
    }

    /** Whether bytes begin as a zip does. */
    public static boolean isOne(byte[] bytes) {
        return bytes.length >= END_BYTES
                && bytes[0] == 'P'
                && bytes[1] == 'K'
                && bytes[2] == 3
                && bytes[3] == 4;
    }

    /** Without entries there is nothing but an end. */
    static boolean isEmpty(byte[] bytes) {
        return bytes.length == END_BYTES
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == END;
    }

    /**
     * Reads the directory of names.
     *
     * @throws IllegalArgumentException if it is not whole, or names a place outside
     */
    public static Archive of(byte[] bytes) {
        Archive archive = new Archive(bytes);
        archive.readDirectory();
        return archive;
    }

    /** In the order of the directory. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** The entry's bytes, without a look at its checksum, if there is such an entry. */
    public Optional<byte[]> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> unpack(name, entry));
    }

    /** The entry's bytes, whose checksum is right. */
    byte[] checked(String name) {
        byte[] bytes = find(name).orElseThrow();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        require(
                (int) crc.getValue() == entries.get(name).crc(),
                "entry %s of the zip is damaged: its checksum is wrong",
                shown(name));
        return bytes;
    }

    private void readDirectory() {
        int end = end();
        int count = file.getShort(end + 10) & 0xffff;
        long at = file.getInt(end + 16) & 0xffffffffL;
        for (int n = 0; n < count; n++) {
            require(
                    at <= end - CENTRAL_BYTES && file.getInt((int) at) == CENTRAL,
                    "the zip's directory is damaged at entry %d of %d",
                    n,
                    count);
            at = readEntry((int) at, end);
        }
    }

    /** Where the end record lies: behind everything but a comment. */
    private int end() {
        int last = file.limit() - END_BYTES;
        for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (file.getInt(at) == END && (file.getShort(at + 20) & 0xffff) == last - at) {
                return at;
            }
        }
        throw new IllegalArgumentException(
                "the zip has no directory at its end: was the file cut short?");
    }

    /** Tells where the next one lies. */
    private int readEntry(int at, int end) {
        int nameLength = file.getShort(at + 28) & 0xffff;
        int extraLength = file.getShort(at + 30) & 0xffff;
        int commentLength = file.getShort(at + 32) & 0xffff;
        int next = at + CENTRAL_BYTES + nameLength + extraLength + commentLength;
        require(next <= end, "the zip's directory is damaged: a name reaches beyond it");
        String name =
                new String(file.array(), at + CENTRAL_BYTES, nameLength, StandardCharsets.UTF_8);
        checkName(name);
        require((file.getShort(at + 8) & 1) == 0, "entry %s of the zip is encrypted", shown(name));
        long[] sizes = {
            file.getInt(at + 24) & 0xffffffffL,
            file.getInt(at + 20) & 0xffffffffL,
            file.getInt(at + 42) & 0xffffffffL
        };
        readZip64(sizes, at + CENTRAL_BYTES + nameLength, extraLength);
        if (!name.endsWith("/")) {
            Entry entry = entry(name, file.getShort(at + 10), file.getInt(at + 16), sizes);
            require(entries.put(name, entry) == null, "the zip holds two entries %s", shown(name));
        }
        return next;
    }

    /** Sizes that did not fit, in their order, replace those that say so. */
    private void readZip64(long[] sizes, int at, int length) {
        int end = at + length;
        while (at + 4 <= end) {
            int tag = file.getShort(at) & 0xffff;
            int size = file.getShort(at + 2) & 0xffff;
            at += 4;
            if (tag == 1) {
                int from = at;
                for (int j = 0; j < sizes.length; j++) {
                    if (sizes[j] == IN_ZIP64 && from + 8 <= Math.min(end, at + size)) {
                        sizes[j] = file.getLong(from);
                        from += 8;
                    }
                }
            }
            at += size;
        }
    }

    /** Refuses names that would lead elsewhere if somebody unpacked them. */
    static void checkName(String name) {
        boolean inside =
                !name.startsWith("/")
                        && !name.contains("\\")
                        && !name.contains(":/")
                        && name.indexOf(0) < 0
                        && !Arrays.asList(name.split("/")).contains("..");
        require(inside, "the zip names a place outside of itself: %s", shown(name));
    }

    /** An entry whose bytes lie in the file. */
    private Entry entry(String name, int method, int crc, long[] sizes) {
        long size = sizes[0];
        long packed = sizes[1];
        long local = sizes[2];
        require(
                0 <= local && local <= file.limit() - LOCAL_BYTES && isLocal((int) local),
                "entry %s of the zip lies nowhere: was the file cut short?",
                shown(name));
        long at =
                local
                        + LOCAL_BYTES
                        + (file.getShort((int) local + 26) & 0xffff)
                        + (file.getShort((int) local + 28) & 0xffff);
        require(
                0 <= packed && packed <= file.limit() - at,
                "entry %s of the zip takes %d bytes, but there are %d: was the file cut short?",
                shown(name),
                packed,
                Math.max(0, file.limit() - at));
        require(
                method == STORED || method == DEFLATED,
                "entry %s of the zip is packed by method %d, which is neither stored nor deflated",
                shown(name),
                method);
        require(
                method == STORED
                        ? size == packed
                        : 0 <= size && size <= packed * MOST_DEFLATION && size < Integer.MAX_VALUE,
                "entry %s of the zip states %d bytes, which its %d cannot hold",
                shown(name),
                size,
                packed);
        return new Entry(method, crc, (int) packed, (int) size, (int) at);
    }

    private boolean isLocal(int at) {
        return file.getInt(at) == LOCAL;
    }

    private byte[] unpack(String name, Entry entry) {
        left -= entry.size();
        require(
                left >= 0,
                "the zip unpacks to more than %d times its %d bytes",
                MOST_GROWTH,
                file.limit());
        return entry.method() == STORED
                ? Arrays.copyOfRange(file.array(), entry.at(), entry.at() + entry.packed())
                : inflate(name, entry);
    }

    private byte[] inflate(String name, Entry entry) {
        byte[] bytes = new byte[entry.size()];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file.array(), entry.at(), entry.packed());
            int count = 0;
            int more = 1;
            while (more > 0) {
                more = inflater.inflate(bytes, count, bytes.length - count);
                count += more;
            }
            // Its end may lie behind the last byte: one more must not come.
            boolean whole =
                    count == bytes.length
                            && inflater.inflate(new byte[1]) == 0
                            && inflater.finished();
            require(
                    whole,
                    "entry %s of the zip unpacks to another size than its %d bytes",
                    shown(name),
                    bytes.length);
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(
                    "entry " + shown(name) + " of the zip is damaged: it cannot be unpacked");
        } finally {
            inflater.end();
        }
    }
}
