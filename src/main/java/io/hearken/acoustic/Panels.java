package io.hearken.acoustic;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A matrix of weights, cut into panels of rows that lie one behind the other, and the columns it is
 * multiplied with.
 *
 * <p>A column's product must not depend on the columns beside it. OpenBLAS's kernels for small
 * matrices, which processors with AVX-512 have, take care of that: they read matrices where they
 * lie and add in the order of the depth, one fused multiply-add after another. Where there are none
 * it adds in another order for another number of columns, so there are always {@value #FILLED}.
 */
final class Panels {
    /** The most multiplications of a product that such kernels take. */
    private static final long SMALL = 1_000_000;

    private static final int ROWS = 64;

    /** Columns of every product where the kernels cannot be relied on. */
    private static final int FILLED = 8;

    /** With more columns the matrices leave the nearest cache. */
    private static final int MOST = 32;

    private static final boolean KEEPS_ORDER = keepsOrder();

    private final Matrix in;
    private final Matrix out;
    private final List<Panel> panels = new ArrayList<>();

    /** Some rows of the weights, and where their products go. */
    private record Panel(Matrix weight, FloatPointer out) {}

    /**
     * Packs weights.
     *
     * @param values [rows × depth], row-major
     */
    Panels(int rows, int depth, float[] values) {
        in = new Matrix(depth, MOST);
        out = new Matrix(rows, MOST);
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            float[] own = new float[count * depth];
            System.arraycopy(values, from * depth, own, 0, own.length);
            panels.add(new Panel(Matrix.ofRows(count, depth, own), out.row(from)));
        }
    }

    /** What is multiplied, [depth × columns]: to be filled before {@link #multiply}. */
    Matrix in() {
        return in;
    }

    /** The products, [rows × columns]. */
    Matrix out() {
        return out;
    }

    /** The most columns {@link #multiply} takes. */
    int columns() {
        long small = SMALL / ((long) ROWS * in.rows());
        return KEEPS_ORDER ? (int) Math.max(1, Math.min(MOST, small)) : FILLED;
    }

    /** The first {@code count} columns of {@link #out} ← the weights · those of {@link #in}. */
    void multiply(int count) {
        product(KEEPS_ORDER ? count : FILLED);
    }

    private void product(int count) {
        for (Panel panel : panels) {
            openblas_nolapack.cblas_sgemm(
                    openblas_nolapack.CblasColMajor,
                    openblas_nolapack.CblasNoTrans,
                    openblas_nolapack.CblasNoTrans,
                    panel.weight.rows(),
                    count,
                    in.rows(),
                    1f,
                    panel.weight.data(),
                    panel.weight.rows(),
                    in.data(),
                    in.rows(),
                    0f,
                    panel.out,
                    out.rows());
        }
    }

    /** Whether products of few columns, and of many, add as said above. */
    private static boolean keepsOrder() {
        int depth = 168;
        float[] weights = wave(ROWS * depth);
        float[] x = wave(depth * MOST);
        Panels panels = new Panels(ROWS, depth, weights);
        panels.in.put(0, x, x.length);
        for (int count = 1; count <= MOST; count++) {
            panels.product(count);
            float[] y = new float[ROWS * count];
            panels.out.get(0, y, y.length);
            for (int j = 0; j < y.length; j++) {
                if (y[j] != inOrder(weights, j % ROWS * depth, x, j / ROWS * depth, depth)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static float[] wave(int count) {
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = (float) Math.sin(j * (j + 1.0));
        }
        return values;
    }

    private static float inOrder(float[] w, int from, float[] x, int at, int depth) {
        float sum = 0;
        for (int k = 0; k < depth; k++) {
            sum = Math.fma(w[from + k], x[at + k], sum);
        }
        return sum;
    }
}
