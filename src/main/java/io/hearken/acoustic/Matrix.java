package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

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
    private final long start;
    private final FloatPointer data;
    private final int rows;
    private final int columns;

    /** A matrix of zeros. */
    public Matrix(int rows, int columns) {
        this(Nd4j.zeros(DataType.FLOAT, (long) rows * columns), rows, columns, 0);
    }

    private Matrix(INDArray array, int rows, int columns, long start) {
        this.array = array;
        this.start = start;
        this.data = ((FloatPointer) array.data().addressPointer()).getPointer(start);
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
        return new Matrix(array, viewRows, viewColumns, start + from);
    }

    /** Overwrites {@code count} values from the start of {@code column} on. */
    public void put(int column, float[] values, int count) {
        put(column, values, 0, count);
    }

    /** Overwrites {@code count} values from the start of {@code column} on. */
    public void put(int column, float[] values, int from, int count) {
        position(column, count).put(values, from, count);
    }

    /** Reads {@code count} values from the start of {@code column} on. */
    public void get(int column, float[] values, int count) {
        position(column, count).get(values, 0, count);
    }

    private FloatPointer position(int column, int count) {
        long at = (long) column * rows;
        require(
                column >= 0 && at + count <= (long) rows * columns,
                "%d values at column %d of a %d x %d matrix",
                count,
                column,
                rows,
                columns);
        return at == 0 ? data : data.getPointer(at);
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
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasColMajor,
                turnA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                turnB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                m,
                n,
                k,
                1f,
                a.data,
                a.rows,
                b.data,
                b.rows,
                keep,
                data,
                rows);
    }
}
