package io.hearken.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Golden files, and what make.py put in them. */
final class TestTensors {
    /** A reader of files. */
    interface Parser {
        Object parse(byte[] file);
    }

    private TestTensors() {}

    static byte[] golden(String name) {
        try (var in = TestTensors.class.getResourceAsStream("/golden/tensor/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The k-th tensor of a file, of fractions: number j is ((7 j + 13 k) mod 64 - 32) / 32. */
    static Tensor fractions(int k, int... shape) {
        float[] values = new float[Tensor.count(shape)];
        for (int j = 0; j < values.length; j++) {
            values[j] = ((7 * j + 13 * k) % 64 - 32) / 32f;
        }
        return new Tensor(shape, values);
    }

    /** The k-th tensor of a file, of whole numbers: number j is (7 j + 13 k) mod m. */
    static Tensor wholes(int m, int k, int... shape) {
        float[] values = new float[Tensor.count(shape)];
        for (int j = 0; j < values.length; j++) {
            values[j] = (7 * j + 13 * k) % m;
        }
        return new Tensor(shape, values);
    }

    static void assertSame(Tensor seen, Tensor wanted) {
        assertThat(seen).isNotNull();
        assertThat(seen.shape()).containsExactly(wanted.shape());
        assertThat(seen.values()).containsExactly(wanted.values());
    }

    /** With one line that says why, and by nothing else that Java may throw. */
    static void assertRefused(Parser parser, byte[] file, String message) {
        assertThatThrownBy(() -> parser.parse(file))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    static void assertRefusedCutAnywhere(Parser parser, byte[] file) {
        for (int length = 0; length < file.length; length++) {
            try {
                parser.parse(Arrays.copyOf(file, length));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("\n");
                continue;
            }
            fail("read although cut to %d of %d bytes", length, file.length);
        }
    }

    /** A byte changed: refused, or read as something else, but nothing worse. */
    static void assertNothingWorseWhereverDamaged(Parser parser, byte[] file) {
        for (int at = 0; at < file.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, ~file[at]}) {
                byte[] damaged = file.clone();
                damaged[at] = (byte) value;
                try {
                    parser.parse(damaged);
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageNotContaining("\n");
                }
            }
        }
    }
}
