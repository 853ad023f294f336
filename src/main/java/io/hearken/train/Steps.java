package io.hearken.train;

import io.hearken.acoustic.Matrix;

/**
 * A matrix whose columns are T steps of B streams, {@code t·B + b}. Views of the steps are made
 * once: making one costs as much as a small product.
 */
final class Steps {
    private final Matrix all;
    private final int streams;
    private final Matrix[] each;

    Steps(int rows, int steps, int streams) {
        this(new Matrix(rows, steps * streams), streams);
    }

    private Steps(Matrix all, int streams) {
        this.all = all;
        this.streams = streams;
        this.each = new Matrix[all.columns() / streams];
        for (int t = 0; t < each.length; t++) {
            each[t] = all.columns(t * streams, streams);
        }
    }

    Matrix all() {
        return all;
    }

    /** One step, [rows × B]. */
    Matrix at(int step) {
        return each[step];
    }

    /** Steps {@code [from, from + count)}, side by side. */
    Matrix some(int from, int count) {
        return all.columns(from * streams, count * streams);
    }

    /** Steps {@code [from, from + count)}, sharing memory. */
    Steps from(int from, int count) {
        return new Steps(some(from, count), streams);
    }
}
