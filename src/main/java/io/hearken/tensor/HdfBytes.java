package io.hearken.tensor;

import static io.hearken.tensor.HdfRefusal.demand;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfInMemoryByteBuffer;
import java.nio.ByteBuffer;

/**
 * An HDF5 file's bytes, of which only so many are given out: trees that lead back to themselves or
 * share their branches end there, wherever the library follows them.
 */
final class HdfBytes extends HdfInMemoryByteBuffer {
    /** How often a whole file is looked at; usually about once. */
    private static final int MOST_LOOKS = 16;

    private static final int SPARE = 1 << 20;

    private final long size;
    private long looksLeft;
    private long bytesLeft;
    private long unpackedLeft;

    HdfBytes(byte[] file, Superblock superblock) {
        super(ByteBuffer.wrap(file), superblock);
        this.size = file.length;
        this.looksLeft = 1_000 + size;
        this.bytesLeft = MOST_LOOKS * size + SPARE;
        this.unpackedLeft = Archive.MOST_GROWTH * size + SPARE;
    }

    @Override
    public synchronized ByteBuffer mapNoOffset(long address, long length) {
        demand(
                0 <= address && 0 <= length && address <= size && length <= size - address,
                "the HDF5 file refers to %d bytes at %d, but has %d: was it cut short?",
                length,
                address,
                size);
        looksLeft--;
        bytesLeft -= length;
        demand(
                looksLeft >= 0 && bytesLeft >= 0,
                "the HDF5 file refers to its %d bytes over and over: is it damaged?",
                size);
        return super.mapNoOffset(address, length);
    }

    /** Before so many bytes of numbers or text are made of the file. */
    void unpack(long bytes) {
        unpackedLeft -= bytes;
        demand(
                0 <= bytes && unpackedLeft >= 0,
                "the HDF5 file unpacks to more than %d times its %d bytes",
                Archive.MOST_GROWTH,
                size);
    }
}
