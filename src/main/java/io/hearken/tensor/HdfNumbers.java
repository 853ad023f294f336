package io.hearken.tensor;

import static io.hearken.tensor.HdfRefusal.demand;
import static io.hearken.tensor.Shown.shown;

import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One dataset's numbers, which lie in one piece or in chunks. */
final class HdfNumbers {
    private static final int MOST_DIMENSIONS = 32;
    private static final int NULL_SPACE = 2;

    private final HdfBytes file;
    private final String path;
    private final ObjectHeader header;
    private final DataType dataType;
    private final DataSpace space;
    private final Optional<ElementType> type;

    HdfNumbers(HdfBytes file, String path, ObjectHeader header) {
        this.file = file;
        this.path = path;
        this.header = header;
        this.dataType = header.getMessageOfType(DataTypeMessage.class).getDataType();
        this.space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
        this.type = space.getType() == NULL_SPACE ? Optional.empty() : elementType();
    }

    /** Empty if these are no numbers that can be read. */
    Optional<ElementType> type() {
        return type;
    }

    /** What a dataset without a {@link #type} holds. */
    String kind() {
        return space.getType() == NULL_SPACE
                ? "nothing"
                : dataType.getClass().getSimpleName() + " of " + dataType.getSize() + " bytes";
    }

    private Optional<ElementType> elementType() {
        if (dataType instanceof FloatingPoint number) {
            int exponent = number.getExponentSize();
            return switch (number.getSize()) {
                case 2 -> exponent == 5 ? Optional.of(ElementType.F16) : Optional.empty();
                case 4 -> exponent == 8 ? Optional.of(ElementType.F32) : Optional.empty();
                case 8 -> exponent == 11 ? Optional.of(ElementType.F64) : Optional.empty();
                default -> Optional.empty();
            };
        }
        if (dataType instanceof FixedPoint number
                && number.getBitOffset() == 0
                && number.getBitPrecision() == 8 * number.getSize()) {
            boolean signed = number.isSigned();
            return switch (number.getSize()) {
                case 1 -> Optional.of(signed ? ElementType.I8 : ElementType.U8);
                case 2 -> Optional.of(signed ? ElementType.I16 : ElementType.U16);
                case 4 -> Optional.of(signed ? ElementType.I32 : ElementType.U32);
                case 8 -> signed ? Optional.of(ElementType.I64) : Optional.empty();
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    Tensor read() {
        ElementType number = type.orElseThrow();
        int[] shape = shape(space.getDimensionsAsLong());
        int count = Tensor.count(shape);
        file.unpack((long) count * Math.max(number.bytes(), Float.BYTES));
        DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
        float[] values = new float[count];
        if (layout instanceof CompactDataLayoutMessage compact) {
            copy(compact.getDataBuffer(), values);
        } else if (layout instanceof ContiguousDataLayoutMessage whole) {
            readWhole(whole, values);
        } else if (layout instanceof ChunkedDataLayoutMessage chunked) {
            readChunks(chunked, shape, values);
        } else if (layout instanceof ChunkedDataLayoutMessageV4 newest) {
            readSingleChunk(newest, shape, values);
        } else {
            demand(false, "dataset %s of the HDF5 file has an unknown layout", shown(path));
        }
        return new Tensor(shape, values);
    }

    private int[] shape(long[] sizes) {
        demand(
                sizes.length <= MOST_DIMENSIONS,
                "dataset %s of the HDF5 file has %d dimensions, more than %d",
                shown(path),
                sizes.length,
                MOST_DIMENSIONS);
        double count = 1;
        for (long size : sizes) {
            count *= size;
            demand(
                    0 <= size && size <= Integer.MAX_VALUE && count <= Integer.MAX_VALUE,
                    "dataset %s of the HDF5 file has an absurd shape %s",
                    shown(path),
                    Arrays.toString(sizes));
        }
        return Arrays.stream(sizes).mapToInt(size -> (int) size).toArray();
    }

    private ByteOrder order() {
        return ((OrderedDataType) dataType).getByteOrder();
    }

    private void copy(ByteBuffer from, float[] values) {
        int bytes = type.orElseThrow().bytes();
        demand(
                from.remaining() / bytes >= values.length,
                "dataset %s of the HDF5 file is cut short: %d numbers, but %d bytes",
                shown(path),
                values.length,
                from.remaining());
        ByteBuffer numbers = from.slice().order(order());
        System.arraycopy(
                type.orElseThrow().read(numbers, 0, values.length), 0, values, 0, values.length);
    }

    private void readWhole(ContiguousDataLayoutMessage layout, float[] values) {
        if (layout.getAddress() == Constants.UNDEFINED_ADDRESS) {
            Arrays.fill(values, fill());
        } else {
            long bytes = (long) values.length * type.orElseThrow().bytes();
            copy(file.map(layout.getAddress(), bytes), values);
        }
    }

    /** What stands where nothing was written. */
    private float fill() {
        ElementType number = type.orElseThrow();
        boolean told = header.hasMessageOfType(FillValueMessage.class);
        if (!told || !header.getMessageOfType(FillValueMessage.class).isFillValueDefined()) {
            return 0;
        }
        ByteBuffer value = header.getMessageOfType(FillValueMessage.class).getFillValue();
        return value.limit() < number.bytes()
                ? 0
                : number.read(value.duplicate().order(order()), 0);
    }

    private void readChunks(ChunkedDataLayoutMessage layout, int[] shape, float[] values) {
        Arrays.fill(values, fill());
        if (layout.getBTreeAddress() == Constants.UNDEFINED_ADDRESS || values.length == 0) {
            return;
        }
        HdfChunks chunks = chunks(layout.getChunkDimensions(), shape);
        List<Chunk> all =
                BTreeV1.createDataBTree(file, layout.getBTreeAddress(), shape.length).getChunks();
        Set<List<Long>> seen = new HashSet<>();
        for (Chunk chunk : all) {
            long[] offset = Arrays.copyOf(chunk.getChunkOffset(), shape.length);
            demand(
                    seen.add(Arrays.stream(offset).boxed().toList()),
                    "dataset %s of the HDF5 file has two chunks at %s",
                    shown(path),
                    Arrays.toString(offset));
            ByteBuffer stored = file.map(chunk.getAddress(), chunk.getSize());
            chunks.put(stored, chunk.getFilterMask(), offset, values);
        }
    }

    /** As HDF5's newest form keeps them: of its indexes only that of a single chunk can be read. */
    private void readSingleChunk(ChunkedDataLayoutMessageV4 layout, int[] shape, float[] values) {
        demand(
                layout.getIndexingType() == ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX,
                "dataset %s of the HDF5 file has chunks in the newest form: write it again without"
                        + " libver='latest'",
                shown(path));
        if (layout.getAddress() == Constants.UNDEFINED_ADDRESS || values.length == 0) {
            Arrays.fill(values, fill());
            return;
        }
        HdfChunks chunks = chunks(layout.getChunkDimensions(), shape);
        boolean filtered = layout.isFilteredSingleChunk();
        int size = filtered ? layout.getSizeOfFilteredSingleChunk() : chunks.bytes();
        BitSet left = filtered ? layout.getFilterMaskFilteredSingleChunk() : new BitSet();
        chunks.put(file.map(layout.getAddress(), size), left, new long[shape.length], values);
    }

    private HdfChunks chunks(int[] chunk, int[] shape) {
        demand(
                chunk.length >= shape.length && shape.length > 0,
                "dataset %s of the HDF5 file has chunks of %d dimensions",
                shown(path),
                chunk.length);
        return new HdfChunks(
                file,
                path,
                header,
                type.orElseThrow(),
                order(),
                Arrays.copyOf(chunk, shape.length),
                shape);
    }
}
