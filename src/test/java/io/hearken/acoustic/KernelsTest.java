package io.hearken.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs twice: with Java's Vector API and without. */
class KernelsTest {
    private static final boolean HAS_VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private static final int[] COLUMNS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 37, Tile.COLUMNS};

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    @Test
    void theFastestThereIsGetsChosen() {
        String fastest =
                HAS_VECTORS
                        ? "Vector API, "
                        : OpenblasKernel.KEEPS_ORDER ? "OpenBLAS" : "plain Java";
        assertThat(Network.engine()).startsWith(fastest);
        assertThat(engine("")).isEqualTo(Network.engine());
    }

    @Test
    void plainJavaCanAlwaysBeHad() {
        assertThat(engine("java")).isEqualTo("plain Java");
    }

    @Test
    void anUnknownEngineIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.chosen("cuda"))
                .withMessage("hearken.engine must be vector, openblas or java, got cuda");
    }

    @Test
    void vectorsAreRefusedWhereThereAreNone() {
        if (HAS_VECTORS) {
            assertThat(engine("vector")).startsWith("Vector API");
            return;
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.chosen("vector"))
                .withMessage(
                        "hearken.engine=vector needs Java's Vector API: start Java with"
                                + " --add-modules jdk.incubator.vector");
    }

    @Test
    void openblasIsRefusedWhereItAddsInAnotherOrder() {
        if (OpenblasKernel.KEEPS_ORDER) {
            assertThat(engine("openblas")).startsWith("OpenBLAS");
            return;
        }
        String core = System.getenv().getOrDefault("OPENBLAS_CORETYPE", "others");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.chosen("openblas"))
                .withMessage(
                        "hearken.engine=openblas needs OpenBLAS's kernels for small matrices, and"
                                + " this process has "
                                + core
                                + ": set OPENBLAS_CORETYPE=SkylakeX on a processor with AVX-512, or"
                                + " leave hearken.engine out");
    }

    private static String engine(String name) {
        return Kernels.chosen(name).get().name();
    }

    /** Rows, depth and the width of panels: also those of layers that ship, with 160 units. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 64",
        "64, 3, 64",
        "65, 7, 64",
        "640, 60, 64",
        "640, 160, 64",
        "256, 515, 64",
        "2, 5, 16",
        "13, 128, 16",
        "40, 160, 16"
    })
    void sumsAreBlocksOfChainsInTheOrderOfTheDepth(int rows, int depth, int width) {
        Random random = new Random(rows);
        float[] values = RandomNetwork.uniform(random, rows * depth, 1);
        Panels weights = new Panels(width, IntStream.range(0, rows).toArray(), depth, values);
        float[] bias = RandomNetwork.uniform(random, weights.rows(), 1);
        float[][] x = new float[Tile.COLUMNS + 2][];
        for (int b = 0; b < x.length; b++) {
            x[b] = RandomNetwork.uniform(random, depth + b % 2, 1);
        }

        for (Kernel kernel : kernels()) {
            for (int count : COLUMNS) {
                float[][] z = new float[Tile.COLUMNS + 4][weights.rows()];
                kernel.multiply(weights, bias, x, 2, count, z, 1);
                kernel.add(weights, x, 1, count, z, 1);

                for (int b = 0; b < z.length; b++) {
                    boolean told = 1 <= b && b <= count;
                    for (int r = 0; r < weights.rows(); r++) {
                        float sum = 0;
                        if (told && r < rows) {
                            sum = blocks(bias[r], values, r * depth, x[b + 1], depth);
                            sum = blocks(sum, values, r * depth, x[b], depth);
                        } else if (told) {
                            sum = bias[r];
                        }
                        if (z[b][r] != sum) {
                            throw new AssertionError(
                                    "%s: row %d of column %d of %d"
                                            .formatted(kernel.name(), r, b, count));
                        }
                    }
                }
            }
        }
    }

    private static float blocks(float start, float[] w, int from, float[] x, int depth) {
        float sum = start;
        for (int k = 0; k < depth; k += 128) {
            float block = 0;
            for (int j = k; j < Math.min(k + 128, depth); j++) {
                block = Math.fma(w[from + j], x[j], block);
            }
            sum += block;
        }
        return sum;
    }

    /** i, f and o arrive halved; see {@link PackedLayer}. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aStepIsThatOfAnLstm(Kernel kernel) {
        int H = 48;
        Random random = new Random(1);
        float[][] z = new float[5][];
        for (int b = 0; b < 5; b++) {
            z[b] = RandomNetwork.uniform(random, 4 * H, 4 * b * b);
        }
        float[][] c = new float[3][];
        float[][] before = new float[3][];
        for (int b = 0; b < 3; b++) {
            c[b] = RandomNetwork.uniform(random, H, 4);
            before[b] = c[b].clone();
        }
        float[][] h = new float[6][H];

        kernel.lstm(copy(z), 1, 3, c, h, 2);

        for (int b = 0; b < 3; b++) {
            for (int j = 0; j < H; j++) {
                int at = j / 16 * 64 + j % 16;
                double i = 0.5 + 0.5 * Math.tanh(z[1 + b][at]);
                double f = 0.5 + 0.5 * Math.tanh(z[1 + b][at + 16]);
                double g = Math.tanh(z[1 + b][at + 32]);
                double o = 0.5 + 0.5 * Math.tanh(z[1 + b][at + 48]);
                double cell = f * before[b][j] + i * g;
                // Each activation is off by up to 4e-7, and c is below 5.
                assertThat((double) c[b][j]).isBetween(cell - 2e-6, cell + 2e-6);
                double out = o * Math.tanh(c[b][j]);
                assertThat((double) h[2 + b][j]).isBetween(out - 1e-6, out + 1e-6);
            }
        }
        assertThat(h[1]).containsOnly(0);
        assertThat(h[5]).containsOnly(0);
    }

    @Test
    void stepsGiveTheSameBitsInAllKernels() {
        int H = 64;
        float[][] z = new float[200][];
        for (int b = 0; b < 200; b++) {
            z[b] = RandomNetwork.uniform(new Random(b), 4 * H, 12);
        }
        float[][] expectedC = new float[200][H];
        float[][] expectedH = new float[200][H];
        new PlainKernel().lstm(copy(z), 0, 200, expectedC, expectedH, 0);

        for (Kernel kernel : kernels()) {
            float[][] c = new float[200][H];
            float[][] h = new float[200][H];
            kernel.lstm(copy(z), 0, 200, c, h, 0);

            assertThat(c).as(kernel.name()).isDeepEqualTo(expectedC);
            assertThat(h).as(kernel.name()).isDeepEqualTo(expectedH);
        }
    }

    /** r and z arrive halved. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aStepIsThatOfAGru(Kernel kernel) {
        int H = 48;
        float[][] z = uniform(5, 3 * H, 6);
        float[][] u = uniform(3, 3 * H, 6);
        float[][] h = uniform(9, H, 4);
        float[][] before = copy(h);

        kernel.gru(copy(z), 1, 3, u, h, 2, 5);

        for (int b = 0; b < 3; b++) {
            for (int j = 0; j < H; j++) {
                int at = j / 16 * 48 + j % 16;
                double r = 0.5 + 0.5 * Math.tanh(z[1 + b][at] + u[b][at]);
                double k = 0.5 + 0.5 * Math.tanh(z[1 + b][at + 16] + u[b][at + 16]);
                double n = Math.tanh(z[1 + b][at + 32] + r * u[b][at + 32]);
                double out = (1 - k) * n + k * before[2 + b][j];
                // Each activation is off by up to 4e-7; u is below 6 and h below 4.
                assertThat((double) h[5 + b][j]).isBetween(out - 6e-6, out + 6e-6);
                assertThat(h[2 + b][j]).isEqualTo(before[2 + b][j]);
            }
        }
        assertThat(h[8]).isEqualTo(before[8]);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aStepIsThatOfAPlainCell(Kernel kernel) {
        int H = 80;
        float[][] z = uniform(5, 128, 6);
        float[][] tanh = new float[6][H];
        float[][] relu = new float[6][H];

        kernel.tanh(copy(z), 1, 3, tanh, 2);
        kernel.relu(copy(z), 1, 3, relu, 2);

        for (int b = 0; b < 3; b++) {
            for (int j = 0; j < H; j++) {
                double expected = Math.tanh(z[1 + b][j]);
                assertThat((double) tanh[2 + b][j]).isBetween(expected - 4e-7, expected + 4e-7);
                assertThat(relu[2 + b][j]).isEqualTo(Math.max(0, z[1 + b][j]));
            }
        }
        assertThat(tanh[5]).containsOnly(0);
        assertThat(relu[1]).containsOnly(0);
    }

    @Test
    void gruAndPlainStepsGiveTheSameBitsInAllKernels() {
        int H = 64;
        float[][] z = uniform(200, 3 * H, 12);
        float[][] u = uniform(200, 3 * H, 12);
        float[][] before = uniform(200, H, 3);
        float[][] gru = Stream.concat(Stream.of(before), Stream.of(before)).toArray(float[][]::new);
        float[][] expectedGru = copy(gru);
        float[][] expectedTanh = new float[200][H];
        new PlainKernel().gru(copy(z), 0, 200, u, expectedGru, 0, 200);
        new PlainKernel().tanh(copy(z), 0, 200, expectedTanh, 0);

        for (Kernel kernel : kernels()) {
            float[][] h = copy(gru);
            float[][] tanh = new float[200][H];
            kernel.gru(copy(z), 0, 200, u, h, 0, 200);
            kernel.tanh(copy(z), 0, 200, tanh, 0);

            assertThat(h).as(kernel.name()).isDeepEqualTo(expectedGru);
            assertThat(tanh).as(kernel.name()).isDeepEqualTo(expectedTanh);
        }
    }

    private static float[][] uniform(int columns, int rows, float bound) {
        float[][] values = new float[columns][];
        for (int b = 0; b < columns; b++) {
            values[b] = RandomNetwork.uniform(new Random(b + 31L * rows), rows, bound);
        }
        return values;
    }

    private static float[][] copy(float[][] rows) {
        return Stream.of(rows).map(float[]::clone).toArray(float[][]::new);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void exponentialsAreThoseOfActivations(Kernel kernel) {
        double[] x = new Random(11).doubles(1_003, -800, 0).toArray();
        x[0] = 0;
        x[1] = -Double.MIN_VALUE;
        x[2] = -1e300;
        x[3] = Double.NEGATIVE_INFINITY;
        x[4] = -Math.log(2) / 2; // between two whole powers of 2
        double[] expected = x.clone();
        for (int j = 0; j < 1_001; j++) {
            expected[j] = Activations.exp(x[j]);
        }

        kernel.exp(x, 1_001);

        assertThat(x).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void logPosteriorsAreThoseOfActivations(Kernel kernel) {
        Random random = new Random(12);
        for (int symbols : new int[] {1, 2, 13, 40}) {
            Softmax softmax = new Softmax(Tile.COLUMNS, symbols);
            for (int count : COLUMNS) {
                float[][] x = new float[count][];
                float[][] expected = new float[count][];
                for (int b = 0; b < count; b++) {
                    x[b] = RandomNetwork.uniform(random, symbols + 3, b == 0 ? 1e4f : 20);
                    expected[b] = x[b].clone();
                    Activations.logSoftmax(expected[b], 0, symbols);
                }

                softmax.log(x, count, kernel);

                assertThat(x).isDeepEqualTo(expected);
            }
        }
    }
}
