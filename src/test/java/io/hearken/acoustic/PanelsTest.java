package io.hearken.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelsTest {
    /** Also the sizes of layers that ship: 60 or 72 inputs and 160 units. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "4, 3",
        "64, 64",
        "65, 7",
        "512, 168",
        "640, 220",
        "640, 232",
        "1024, 512",
        "2048, 1024"
    })
    void aColumnDoesNotDependOnThoseBesideIt(int rows, int depth) {
        int room = 32;
        float[] weights = RandomNetwork.uniform(new Random(1), rows * depth, 1);
        Panels panels = new Panels(rows, depth, weights);
        float[] x = RandomNetwork.uniform(new Random(2), depth * room, 1);
        float[][] alone = new float[room][rows];
        for (int b = 0; b < room; b++) {
            System.arraycopy(product(panels, x, b, 1), 0, alone[b], 0, rows);
            for (int j = 0; j < rows; j++) {
                double plain = 0;
                for (int k = 0; k < depth; k++) {
                    plain += (double) weights[j * depth + k] * x[b * depth + k];
                }
                assertThat((double) alone[b][j]).isCloseTo(plain, within(1e-6 * depth));
            }
        }

        for (int count = 1; count <= panels.columns(); count++) {
            float[] y = product(panels, x, room - count, count);

            for (int b = 0; b < count; b++) {
                assertThat(Arrays.copyOfRange(y, b * rows, (b + 1) * rows))
                        .as("stream %d of %d", b, count)
                        .isEqualTo(alone[room - count + b]);
            }
        }
    }

    /** Of columns from one on, what is behind them being noise. */
    private static float[] product(Panels panels, float[] x, int from, int count) {
        int depth = panels.in().rows();
        float[] noise = RandomNetwork.uniform(new Random(from), x.length, 1);
        panels.in().put(0, noise, noise.length);
        panels.in().put(0, x, from * depth, count * depth);
        panels.multiply(count);
        float[] y = new float[panels.out().rows() * count];
        panels.out().get(0, y, y.length);
        return y;
    }
}
