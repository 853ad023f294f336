package io.hearken.acoustic;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * By ND4J's OpenBLAS: one call for each panel and block of the depth, all of them small.
 *
 * <p>For matrices as small, OpenBLAS has kernels on processors with AVX-512 that add in the order
 * of the depth, one fused multiply-add after another. Elsewhere it adds in another order for
 * another number of columns, and cannot be had here: see {@link #KEEPS_ORDER}.
 */
final class OpenblasKernel extends PlainGates {
    /** What OpenBLAS was told to run on, or nothing. */
    static final String CORE = System.getenv().getOrDefault("OPENBLAS_CORETYPE", "");

    /** Whether sums come out as {@link Kernel} wants them. */
    static final boolean KEEPS_ORDER = keepsOrder();

    /** A block of every column, [{@value #BLOCK} × columns]. */
    private final Matrix in = new Matrix(BLOCK, Tile.COLUMNS);

    /** The products of a block, [rows × columns]. */
    private Matrix out = new Matrix(PackedLayer.WIDTH, Tile.COLUMNS);

    /**
     * Into them, moved from panel to panel: to make one each time would keep the collector busy.
     */
    private FloatPointer product = new FloatPointer(out.data());

    /** One of its columns. */
    private float[] sums = new float[PackedLayer.WIDTH];

    @Override
    public String name() {
        return ("OpenBLAS " + CORE).strip();
    }

    @Override
    public void add(Panels weights, float[][] x, int from, int count, float[][] z, int to) {
        int rows = weights.rows();
        if (sums.length < rows) {
            out = new Matrix(rows, Tile.COLUMNS);
            product = new FloatPointer(out.data());
            sums = new float[rows];
        }
        for (int k = 0; k < weights.depth(); k += BLOCK) {
            int deep = Math.min(BLOCK, weights.depth() - k);
            for (int b = 0; b < count; b++) {
                in.put(b, x[from + b], k, deep);
            }
            multiply(weights, k / BLOCK, count);
            for (int b = 0; b < count; b++) {
                out.get(b, sums, rows);
                PlainKernel.add(sums, z[to + b]);
            }
        }
    }

    private void multiply(Panels weights, int block, int count) {
        for (int p = 0; p < weights.count(); p++) {
            Matrix w = weights.offHeap()[p][block];
            openblas_nolapack.cblas_sgemm(
                    openblas_nolapack.CblasColMajor,
                    openblas_nolapack.CblasNoTrans,
                    openblas_nolapack.CblasNoTrans,
                    w.rows(),
                    count,
                    w.columns(),
                    1f,
                    w.data(),
                    w.rows(),
                    in.data(),
                    BLOCK,
                    0f,
                    product.position((long) p * w.rows()),
                    out.rows());
        }
    }

    private static boolean keepsOrder() {
        try {
            return keepsOrder(PackedLayer.WIDTH, BLOCK)
                    && keepsOrder(PackedLayer.WIDTH, BLOCK / 2 - 1)
                    && keepsOrder(PackedLayer.UNITS, BLOCK)
                    && keepsOrder(PackedLayer.UNITS, BLOCK / 2 - 1);
        } catch (LinkageError e) {
            // ND4J brings nothing for this machine.
            return false;
        }
    }

    /** Whether the sums of a panel are the same chains beside any number of columns. */
    private static boolean keepsOrder(int width, int depth) {
        float[] w = wave(width * depth);
        float[][] x = new float[Tile.COLUMNS][];
        for (int b = 0; b < x.length; b++) {
            x[b] = wave(depth + b);
        }
        float[][] expected = new float[x.length][width];
        for (int b = 0; b < x.length; b++) {
            for (int j = 0; j < w.length; j++) {
                int r = j / depth;
                expected[b][r] = Math.fma(w[j], x[b][j % depth], expected[b][r]);
            }
        }
        Kernel kernel = new OpenblasKernel();
        Panels panels = new Panels(width, IntStream.range(0, width).toArray(), depth, w);
        for (int count = 1; count <= x.length; count++) {
            float[][] z = new float[count][width];
            kernel.add(panels, x, 0, count, z, 0);
            for (int b = 0; b < count; b++) {
                if (!Arrays.equals(z[b], expected[b])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Numbers that are all unlike, so that another order shows. */
    private static float[] wave(int count) {
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = (float) Math.sin((count + j) * (j + 1.0));
        }
        return values;
    }
}
