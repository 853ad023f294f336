package io.hearken.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void holdsAsManyNumbersAsItsShapeSays() {
        assertThat(new Tensor(new int[] {2, 3}, new float[6])).hasToString("tensor [2, 3]");
        assertThat(new Tensor(new int[0], new float[1])).hasToString("tensor []");
        assertThat(new Tensor(new int[] {1 << 30, 1 << 30, 1 << 30, 0}, new float[0])).isNotNull();
    }

    @Test
    void refusesAShapeThatDoesNotFit() {
        assertThatThrownBy(() -> new Tensor(new int[] {2, 3}, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor of shape [2, 3] holds 6 numbers, got 5");
        assertThatThrownBy(() -> new Tensor(new int[] {-1, -1}, new float[1]))
                .hasMessage("a tensor's shape has a negative size -1");
        assertThatThrownBy(() -> new Tensor(new int[] {1 << 16, 1 << 16}, new float[0]))
                .hasMessageContaining("holds more than 2147483647 numbers");
    }
}
