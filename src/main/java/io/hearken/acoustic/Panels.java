package io.hearken.acoustic;

/**
 * A matrix of weights, packed once: panels of so many rows, one behind the other, each [depth ×
 * width]. So a product reads its weights in one run, whatever the number of lanes of a register.
 * Rows beyond the last are zeros. Never changed.
 */
final class Panels {
    private final int width;
    private final int depth;
    private final int count;
    private final float[] values;

    /** Made when first asked for, maybe by several threads: all make the same. */
    private volatile float[][] columns;

    private volatile Matrix[][] offHeap;

    /**
     * Packs rows.
     *
     * @param width rows of a panel
     * @param rows which rows to pack, in this order; zeros where one is -1
     * @param depth values of a row
     * @param values [· × depth], row-major
     */
    Panels(int width, int[] rows, int depth, float[] values) {
        this.width = width;
        this.depth = depth;
        this.count = (rows.length + width - 1) / width;
        this.values = new float[count * depth * width];
        for (int r = 0; r < rows.length; r++) {
            int to = r / width * depth * width + r % width;
            for (int k = 0; k < depth && rows[r] >= 0; k++) {
                this.values[to + k * width] = values[rows[r] * depth + k];
            }
        }
    }

    int width() {
        return width;
    }

    int depth() {
        return depth;
    }

    int count() {
        return count;
    }

    /** [count × depth × width]. */
    float[] values() {
        return values;
    }

    /** Rows, with those that fill the last panel. */
    int rows() {
        return count * width;
    }

    /** The same weights, [depth][rows]: for kernels that go through all rows at once. */
    float[][] columns() {
        if (columns == null) {
            columns = turned();
        }
        return columns;
    }

    /**
     * The same weights off the heap, for OpenBLAS: for each panel the blocks of its depth, [width ×
     * {@link Kernel#BLOCK}], the last maybe smaller. Read only.
     */
    Matrix[][] offHeap() {
        if (offHeap == null) {
            offHeap = copied();
        }
        return offHeap;
    }

    private Matrix[][] copied() {
        Matrix whole = new Matrix(width, count * depth);
        whole.put(0, values, values.length);
        Matrix[][] blocks = new Matrix[count][(depth + Kernel.BLOCK - 1) / Kernel.BLOCK];
        for (int p = 0; p < count; p++) {
            for (int k = 0; k < blocks[p].length; k++) {
                int from = k * Kernel.BLOCK;
                int deep = Math.min(Kernel.BLOCK, depth - from);
                blocks[p][k] = whole.columns(p * depth + from, deep);
            }
        }
        return blocks;
    }

    private float[][] turned() {
        float[][] turned = new float[depth][rows()];
        for (int k = 0; k < depth; k++) {
            for (int p = 0; p < count; p++) {
                System.arraycopy(values, (p * depth + k) * width, turned[k], p * width, width);
            }
        }
        return turned;
    }
}
