package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix of floats off the heap, column-major: an ND4J array, kept and overwritten rather than
 * made anew. ND4J's own operations cost microseconds each whatever their size, so products go
 * straight to the OpenBLAS it brings.
 */
public final class Matrix {
    private final INDArray array;
    private final FloatBuffer memory;
    private final int start;
    private final FloatPointer data;
    private final int rows;
    private final int columns;

    /** A matrix of zeros. */
    public Matrix(int rows, int columns) {
        this.array = Nd4j.zeros(DataType.FLOAT, (long) rows * columns);
        this.data = (FloatPointer) array.data().addressPointer();
        this.memory = new FloatPointer(data).limit((long) rows * columns).asBuffer();
        this.start = 0;
        this.rows = rows;
        this.columns = columns;
    }

    private Matrix(Matrix whole, int from, int rows, int columns) {
        this.array = whole.array;
        this.data = whole.data.getPointer(from);
        this.memory = whole.memory;
        this.start = whole.start + from;
        this.rows = rows;
        this.columns = columns;
    }

    /** A matrix from row-major values, as PyTorch lays its weights out. */
    public static Matrix ofRows(int rows, int columns, float[] values) {
        require(
                values.length == rows * columns,
                "%d x %d matrix needs %d values, got %d",
                rows,
                columns,
                rows * columns,
                values.length);
        float[] turned = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[c * rows + r] = values[r * columns + c];
            }
        }
        Matrix matrix = new Matrix(rows, columns);
        matrix.put(0, turned, turned.length);
        return matrix;
    }

    /** The values, row-major. */
    public float[] toRows() {
        float[] values = new float[rows * columns];
        get(0, values, values.length);
        float[] turned = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[r * columns + c] = values[c * rows + r];
            }
        }
        return turned;
    }

    /** Where the values lie: not to be moved. */
    FloatPointer data() {
        return data;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Columns {@code [from, from + count)} of this matrix; they share its memory. */
    public Matrix columns(int from, int count) {
        require(
                0 <= from && 0 <= count && from + count <= columns,
                "columns %d to %d of %d",
                from,
                from + count,
                columns);
        return view(from * rows, rows, count);
    }

    /**
     * Another shape for {@code viewRows·viewColumns} values from {@code from} on, in memory's
     * order.
     */
    public Matrix view(int from, int viewRows, int viewColumns) {
        require(
                from >= 0 && (long) from + viewRows * viewColumns <= (long) rows * columns,
                "a %d x %d view from value %d of a %d x %d matrix",
                viewRows,
                viewColumns,
                from,
                rows,
                columns);
        return new Matrix(this, from, viewRows, viewColumns);
    }

    /** Overwrites {@code count} values from the start of {@code column} on. */
    public void put(int column, float[] values, int count) {
        put(column, values, 0, count);
    }

    /** Overwrites {@code count} values from the start of {@code column} on. */
    public void put(int column, float[] values, int from, int count) {
        memory.put(position(column, count), values, from, count);
    }

    /** Reads {@code count} values from the start of {@code column} on. */
    public void get(int column, float[] values, int count) {
        memory.get(position(column, count), values, 0, count);
    }

    private int position(int column, int count) {
        long at = (long) column * rows;
        require(
                column >= 0 && at + count <= (long) rows * columns,
                "%d values at column %d of a %d x %d matrix",
                count,
                column,
                rows,
                columns);
        return start + (int) at;
    }

    /** this ← A. */
    public void set(Matrix a) {
        require(
                a.rows == rows && a.columns == columns,
                "[%d x %d] into [%d x %d]",
                a.rows,
                a.columns,
                rows,
                columns);
        openblas_nolapack.cblas_scopy(rows * columns, a.data, 1, data, 1);
    }

    /** this ← A·B + keep·this. */
    public void product(Matrix a, Matrix b, float keep) {
        multiply(a, false, b, false, keep);
    }

    /** this ← Aᵀ·B + keep·this. */
    public void productTransposedLeft(Matrix a, Matrix b, float keep) {
        multiply(a, true, b, false, keep);
    }

    /** this ← A·Bᵀ + keep·this. */
    public void productTransposedRight(Matrix a, Matrix b, float keep) {
        multiply(a, false, b, true, keep);
    }

    private void multiply(Matrix a, boolean turnA, Matrix b, boolean turnB, float keep) {
        int m = turnA ? a.columns : a.rows;
        int k = turnA ? a.rows : a.columns;
        int kb = turnB ? b.columns : b.rows;
        int n = turnB ? b.rows : b.columns;
        require(
                m == rows && n == columns && k == kb,
                "[%d x %d] · [%d x %d] into [%d x %d]",
                m,
                k,
                kb,
                n,
                rows,
                columns);
        Factor left = new Factor(a, turnA);
        Factor right = new Factor(b, turnB);
        Blocks blocks = Blocks.of(m, n, k);
        for (int j = 0; j < n; j += blocks.n()) {
            for (int p = 0; p < k; p += blocks.k()) {
                for (int i = 0; i < m; i += blocks.m()) {
                    multiply(left, right, blocks.clip(m - i, n - j, k - p), i, j, p, keep);
                }
            }
        }
    }

    private void multiply(Factor a, Factor b, Blocks size, int i, int j, int p, float keep) {
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasColMajor,
                a.order(),
                b.order(),
                size.m(),
                size.n(),
                size.k(),
                1f,
                a.at(i, p),
                a.matrix.rows,
                b.at(p, j),
                b.matrix.rows,
                p == 0 ? keep : 1,
                at(i, j),
                rows);
    }

    private FloatPointer at(int row, int column) {
        return row == 0 && column == 0 ? data : data.getPointer((long) column * rows + row);
    }

    /** One side of a product. */
    private record Factor(Matrix matrix, boolean turned) {
        int order() {
            return turned ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
        }

        FloatPointer at(int row, int column) {
            return turned ? matrix.at(column, row) : matrix.at(row, column);
        }
    }
}
