package io.hearken.tensor;

import static io.hearken.tensor.HdfRefusal.demand;
import static io.hearken.tensor.Shown.shown;

import io.jhdf.ObjectHeader;
import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Chunks of a dataset: boxes of one shape that tile it, each through the same filters. What reaches
 * beyond the dataset's edge is dropped.
 */
final class HdfChunks {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;

    /** Of a checksum, which lies behind what it sums. */
    private static final int CHECKSUM = 4;

    private final HdfBytes file;
    private final String path;
    private final List<FilterInfo> filters;
    private final ElementType type;
    private final ByteOrder order;
    private final int[] chunk;
    private final int[] shape;
    private final int bytes;

    /**
     * @param chunk a chunk's shape
     * @param shape the dataset's
     */
    HdfChunks(
            HdfBytes file,
            String path,
            ObjectHeader header,
            ElementType type,
            ByteOrder order,
            int[] chunk,
            int[] shape) {
        this.file = file;
        this.path = path;
        this.filters =
                header.hasMessageOfType(FilterPipelineMessage.class)
                        ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
                        : List.of();
        this.type = type;
        this.order = order;
        this.chunk = chunk;
        this.shape = shape;
        this.bytes = size();
    }

    /** Of a chunk, once its filters are undone. */
    int bytes() {
        return bytes;
    }

    private int size() {
        double count = type.bytes();
        for (int size : chunk) {
            count *= size;
            demand(
                    size > 0 && count <= Integer.MAX_VALUE,
                    "dataset %s of the HDF5 file has chunks of an absurd shape %s",
                    shown(path),
                    Arrays.toString(chunk));
        }
        return (int) count;
    }

    /**
     * Puts a chunk's numbers where they belong.
     *
     * @param stored as it lies in the file
     * @param left the filters that were left out
     * @param offset of its first number within the dataset
     * @param dataset filled in
     */
    void put(ByteBuffer stored, BitSet left, long[] offset, float[] dataset) {
        for (int d = 0; d < shape.length; d++) {
            demand(
                    0 <= offset[d] && offset[d] < shape[d] && offset[d] % chunk[d] == 0,
                    "dataset %s of the HDF5 file has a chunk at %s",
                    shown(path),
                    Arrays.toString(offset));
        }
        file.unpack(bytes);
        ByteBuffer numbers = ByteBuffer.wrap(unfilter(stored, left)).order(order);
        demand(
                numbers.remaining() == bytes,
                "dataset %s of the HDF5 file has chunks of %d bytes, got %d",
                shown(path),
                bytes,
                numbers.remaining());
        copyRows(numbers, offset, dataset);
    }

    /** Row by row: the last dimension runs fastest in both. */
    private void copyRows(ByteBuffer numbers, long[] offset, float[] dataset) {
        int last = shape.length - 1;
        int length = (int) Math.min(chunk[last], shape[last] - offset[last]);
        int rows = bytes / type.bytes() / chunk[last];
        int[] index = new int[shape.length];
        for (int row = 0; row < rows; row++) {
            if (isInside(index, offset)) {
                int from = row * chunk[last] * type.bytes();
                float[] values = type.read(numbers, from, length);
                System.arraycopy(values, 0, dataset, place(index, offset), length);
            }
            advance(index, last);
        }
    }

    private boolean isInside(int[] index, long[] offset) {
        for (int d = 0; d < shape.length; d++) {
            if (offset[d] + index[d] >= shape[d]) {
                return false;
            }
        }
        return true;
    }

    private int place(int[] index, long[] offset) {
        long place = 0;
        for (int d = 0; d < shape.length; d++) {
            place = place * shape[d] + offset[d] + index[d];
        }
        return (int) place;
    }

    private void advance(int[] index, int last) {
        for (int d = last - 1; d >= 0 && ++index[d] == chunk[d]; d--) {
            index[d] = 0;
        }
    }

    /** Undoes the filters, the last first. */
    private byte[] unfilter(ByteBuffer stored, BitSet left) {
        byte[] chunkBytes = new byte[stored.remaining()];
        stored.duplicate().get(chunkBytes);
        for (int f = filters.size() - 1; f >= 0; f--) {
            if (!left.get(f)) {
                chunkBytes = undo(filters.get(f), chunkBytes);
            }
        }
        return chunkBytes;
    }

    private byte[] undo(FilterInfo filter, byte[] from) {
        return switch (filter.getId()) {
            case DEFLATE -> inflate(from, bytes + CHECKSUM);
            case SHUFFLE -> new ByteShuffleFilter().decode(from, filter.getData());
            case FLETCHER32 -> withoutChecksum(from);
            default -> {
                demand(
                        false,
                        "dataset %s of the HDF5 file is packed by filter %d %s; deflate, shuffle and"
                                + " fletcher32 can be read",
                        shown(path),
                        filter.getId(),
                        filter.getName() == null ? "" : shown(filter.getName()));
                yield from;
            }
        };
    }

    private byte[] inflate(byte[] from, int most) {
        byte[] unpacked = new byte[most];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from);
            int count = 0;
            int more = 1;
            while (more > 0) {
                more = inflater.inflate(unpacked, count, most - count);
                count += more;
            }
            demand(
                    inflater.finished(),
                    "dataset %s of the HDF5 file has chunks of %d bytes, got more or fewer",
                    shown(path),
                    bytes);
            return Arrays.copyOf(unpacked, count);
        } catch (DataFormatException e) {
            demand(false, "dataset %s of the HDF5 file cannot be unpacked", shown(path));
            return unpacked;
        } finally {
            inflater.end();
        }
    }

    /** Two sums of big-endian pairs of bytes, behind them in little-endian order. */
    private byte[] withoutChecksum(byte[] from) {
        int length = from.length - CHECKSUM;
        int wanted =
                length < 0
                        ? 0
                        : ByteBuffer.wrap(from).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
        long sum = 0;
        long sums = 0;
        for (int at = 0; at < length; at += 2) {
            int low = at + 1 < length ? from[at + 1] & 0xff : 0;
            sum = (sum + ((from[at] & 0xff) << 8 | low)) % 0xffff;
            sums = (sums + sum) % 0xffff;
        }
        boolean same =
                length >= 0
                        && (wanted >>> 16) % 0xffff == sums
                        && (wanted & 0xffff) % 0xffff == sum;
        demand(same, "dataset %s of the HDF5 file is damaged: a checksum is wrong", shown(path));
        return Arrays.copyOf(from, length);
    }
}
