package io.hearken.tensor;

import static io.hearken.stream.Checks.require;

import java.nio.ByteBuffer;

/**
 * A view of a storage: element {@code (i, j, …)} is number {@code offset + i·stride[0] +
 * j·stride[1] + …} of it.
 */
record Strided(long offset, int[] shape, long[] strides) {
    private static final int MOST_DIMENSIONS = 64;

    Strided {
        require(
                shape.length == strides.length,
                "a tensor has %d dimensions but %d strides",
                shape.length,
                strides.length);
        require(
                shape.length <= MOST_DIMENSIONS,
                "a tensor has %d dimensions, more than %d",
                shape.length,
                MOST_DIMENSIONS);
    }

    /** The first dimension runs fastest. */
    static Strided fortran(int[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int d = 0; d < shape.length; d++) {
            strides[d] = stride;
            stride *= shape[d];
        }
        return new Strided(0, shape, strides);
    }

    /**
     * Copies the numbers, row-major.
     *
     * @throws IllegalArgumentException if they reach beyond the storage
     */
    Tensor read(ElementType type, ByteBuffer storage) {
        int count = Tensor.count(shape);
        if (count > 0) {
            check(storage.limit() / type.bytes());
        }
        float[] values = new float[count];
        int[] index = new int[shape.length];
        long at = offset;
        for (int j = 0; j < count; j++) {
            values[j] = type.read(storage, (int) at * type.bytes());
            at = next(index, at);
        }
        return new Tensor(shape, values);
    }

    private void check(long size) {
        require(
                0 <= offset && offset < size,
                "a tensor begins at number %d of a storage of %d",
                offset,
                size);
        long last = offset;
        for (int d = 0; d < shape.length; d++) {
            require(strides[d] >= 0, "a tensor has a negative stride %d", strides[d]);
            boolean inside = shape[d] == 1 || strides[d] <= (size - 1 - last) / (shape[d] - 1);
            require(inside, "a tensor reaches beyond its storage of %d numbers", size);
            last += strides[d] * (shape[d] - 1);
        }
    }

    /** Counts the index up as an odometer does; tells where the next number lies. */
    private long next(int[] index, long at) {
        for (int d = shape.length - 1; d >= 0; d--) {
            if (++index[d] < shape[d]) {
                return at + strides[d];
            }
            index[d] = 0;
            at -= strides[d] * (shape[d] - 1);
        }
        return at;
    }
}
