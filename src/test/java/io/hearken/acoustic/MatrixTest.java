package io.hearken.acoustic;

import static io.hearken.reference.Parity.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {
    private static final int PLAIN = 0;
    private static final int LEFT = 1;
    private static final int RIGHT = 2;

    /** Some in one call of OpenBLAS, some in blocks, those with and without smaller ones left. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "5, 3, 2",
        "128, 32, 128",
        "512, 64, 128",
        "160, 24, 160",
        "200, 200, 200",
        "513, 8, 321",
        "30, 3200, 129",
        "17, 40, 3200"
    })
    void productsAreTheWrittenOutSums(int m, int n, int k) {
        for (int turned = PLAIN; turned <= RIGHT; turned++) {
            for (float keep : new float[] {0, 1}) {
                float[] a = RandomNetwork.uniform(new Random(1), m * k, 1);
                float[] b = RandomNetwork.uniform(new Random(2), k * n, 1);
                float[] c = RandomNetwork.uniform(new Random(3), m * n, 1);
                Matrix product = matrix(m, n, c);
                Matrix left = turned == LEFT ? matrix(k, m, a) : matrix(m, k, a);
                Matrix right = turned == RIGHT ? matrix(n, k, b) : matrix(k, n, b);

                switch (turned) {
                    case LEFT -> product.productTransposedLeft(left, right, keep);
                    case RIGHT -> product.productTransposedRight(left, right, keep);
                    default -> product.product(left, right, keep);
                }

                double[] expected = new double[m * n];
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double sum = keep * c[j * m + i];
                        for (int p = 0; p < k; p++) {
                            sum +=
                                    (double) a[turned == LEFT ? i * k + p : p * m + i]
                                            * b[turned == RIGHT ? p * n + j : j * k + p];
                        }
                        expected[j * m + i] = sum;
                    }
                }
                float[] actual = new float[m * n];
                product.get(0, actual, actual.length);
                // A float sum of k numbers in ±1 that stays within ±5·√k.
                assertClose(expected, actual, 1e-6 * k);
            }
        }
    }

    @Test
    void viewsShareMemory() {
        Matrix whole = matrix(2, 3, new float[] {1, 2, 3, 4, 5, 6});
        float[] seen = new float[2];

        whole.columns(1, 2).put(1, new float[] {7, 8}, 2);
        whole.view(1, 2, 2).columns(1, 1).get(0, seen, 2);

        assertThat(seen).containsExactly(4, 7);
        assertThat(whole.toRows()).containsExactly(1, 3, 7, 2, 4, 8);
    }

    @Test
    void putsAPartOfAnArray() {
        Matrix matrix = new Matrix(2, 2);

        matrix.put(1, new float[] {1, 2, 3, 4}, 2, 2);

        assertThat(matrix.toRows()).containsExactly(0, 3, 0, 4);
    }

    @Test
    void refusesWhatLiesOutside() {
        Matrix matrix = new Matrix(2, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.put(2, new float[3], 3))
                .withMessage("3 values at column 2 of a 2 x 3 matrix");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.columns(0, 2).get(1, new float[3], 3))
                .withMessage("3 values at column 1 of a 2 x 2 matrix");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.product(matrix, matrix, 0))
                .withMessage("[2 x 3] · [2 x 3] into [2 x 3]");
    }

    private static Matrix matrix(int rows, int columns, float[] values) {
        Matrix matrix = new Matrix(rows, columns);
        matrix.put(0, values, values.length);
        return matrix;
    }
}
