package io.hearken.acoustic;

/**
 * What one call to OpenBLAS multiplies: [m × k]·[k × n]. Where m·n·k is small it has kernels that
 * work on the matrices where they lie. Beyond, it copies them aside first, which is up to half
 * slower for matrices as small as ours.
 */
record Blocks(int m, int n, int k) {
    private static final long SMALL = 1_000_000;
    private static final int ROWS = 128;
    private static final int COLUMNS = 64;

    static Blocks of(int m, int n, int k) {
        if ((long) m * n * k <= SMALL) {
            return new Blocks(m, n, k);
        }
        int rows = even(m, ROWS);
        int columns = even(n, COLUMNS);
        return new Blocks(rows, columns, even(k, (int) (SMALL / (rows * columns))));
    }

    /** The size of parts of {@code whole} that are about equal and at most {@code most}. */
    private static int even(int whole, int most) {
        int parts = (whole + most - 1) / most;
        int size = (whole + parts - 1) / parts;
        // Sixteen floats are one register.
        return Math.min(most, (size + 15) / 16 * 16);
    }

    Blocks clip(int rows, int columns, int depth) {
        return new Blocks(Math.min(m, rows), Math.min(n, columns), Math.min(k, depth));
    }
}
