package io.hearken.acoustic;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A matrix of weights, cut into panels of rows that lie one behind the other.
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

    private static final boolean KEEPS_ORDER = keepsOrder();

    private final int rows;
    private final int depth;
    private final List<Panel> panels = new ArrayList<>();

    /** Some rows of the weights, [rows × depth]. */
    private record Panel(int from, int rows, Matrix weight) {}

    /**
     * Packs weights.
     *
     * @param values [rows × depth], row-major
     */
    Panels(int rows, int depth, float[] values) {
        this.rows = rows;
        this.depth = depth;
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            float[] own = new float[count * depth];
            System.arraycopy(values, from * depth, own, 0, own.length);
            panels.add(new Panel(from, count, Matrix.ofRows(count, depth, own)));
        }
    }

    int rows() {
        return rows;
    }

    int depth() {
        return depth;
    }

    /** The most columns that may be multiplied at once, of those there is room for. */
    int columns(int room) {
        return KEEPS_ORDER
                ? (int) Math.max(1, Math.min(room, SMALL / ((long) ROWS * depth)))
                : FILLED;
    }

    /**
     * The first {@code count} columns of {@code out} ← these weights · those of {@code in}; what is
     * in the columns behind them may change.
     *
     * @param in [depth × columns], at least {@value #FILLED} of them
     * @param out [rows × columns], as many
     */
    void multiply(Matrix in, Matrix out, int count) {
        multiply(in, out, KEEPS_ORDER ? count : FILLED, panels, rows, depth);
    }

    private static void multiply(
            Matrix in, Matrix out, int count, List<Panel> panels, int rows, int depth) {
        for (Panel panel : panels) {
            openblas_nolapack.cblas_sgemm(
                    openblas_nolapack.CblasColMajor,
                    openblas_nolapack.CblasNoTrans,
                    openblas_nolapack.CblasNoTrans,
                    panel.rows,
                    count,
                    depth,
                    1f,
                    panel.weight.data(),
                    panel.rows,
                    in.data(),
                    depth,
                    0f,
                    out.row(panel.from),
                    rows);
        }
    }

    /** Whether products of few columns, and of many, add as said above. */
    private static boolean keepsOrder() {
        int depth = 168;
        int most = 32;
        float[] weights = wave(ROWS * depth);
        float[] x = wave(depth * most);
        List<Panel> one = List.of(new Panel(0, ROWS, Matrix.ofRows(ROWS, depth, weights)));
        Matrix in = new Matrix(depth, most);
        in.put(0, x, x.length);
        for (int count = 1; count <= most; count++) {
            Matrix out = new Matrix(ROWS, most);
            multiply(in, out, count, one, ROWS, depth);
            float[] y = new float[ROWS * count];
            out.get(0, y, y.length);
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
