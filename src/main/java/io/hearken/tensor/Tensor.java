package io.hearken.tensor;

import static io.hearken.stream.Checks.require;

import java.util.Arrays;

/**
 * Numbers in a box of any rank, row-major: the last index runs fastest. Both arrays are handed
 * over, not shared.
 *
 * @param shape the size of each dimension, at least 0 each; empty for a single number
 * @param values as many as the product of the shape; they need not be finite
 */
public record Tensor(int[] shape, float[] values) {
    /**
     * @throws IllegalArgumentException if the shape does not fit the number of values
     */
    public Tensor {
        require(
                count(shape) == values.length,
                "a tensor of shape %s holds %d numbers, got %d",
                Arrays.toString(shape),
                count(shape),
                values.length);
    }

    /**
     * How many numbers a tensor of this shape holds.
     *
     * @throws IllegalArgumentException if a dimension is negative, or they are more than an array's
     */
    static int count(int[] shape) {
        long count = Arrays.stream(shape).anyMatch(size -> size == 0) ? 0 : 1;
        for (int size : shape) {
            require(size >= 0, "a tensor's shape has a negative size %d", size);
            count *= size;
            require(
                    count <= Integer.MAX_VALUE,
                    "a tensor of shape %s holds more than %d numbers",
                    Arrays.toString(shape),
                    Integer.MAX_VALUE);
        }
        return (int) count;
    }

    /** The shape alone, such as {@code tensor [3, 4]}. */
    @Override
    public String toString() {
        return "tensor " + Arrays.toString(shape);
    }
}
