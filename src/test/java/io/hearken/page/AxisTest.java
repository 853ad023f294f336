package io.hearken.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.page.Axis.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, 0 20 40 60 80 100",
        "0, 1, 0 0.2 0.4 0.6 0.8 1",
        "-0.3, 0.5, -0.2 0 0.2 0.4",
        "0, 20000, '0 5,000 10,000 15,000 20,000'",
        "0, 0.00003, 0 5E-6 1E-5 1.5E-5 2E-5 2.5E-5 3E-5"
    })
    void ticksAreRoundNumbers(double low, double high, String ticks) {
        assertThat(Axis.linear("a", low, high).ticks().stream().map(Tick::text))
                .containsExactly(ticks.split(" "));
    }

    @Test
    void equalRatiosAreEqualWaysOnALogarithmicAxis() {
        Axis axis = Axis.logarithmic("a", 0.1, 100);

        assertThat(axis.ticks().stream().map(Tick::text)).containsExactly("0.1", "1", "10", "100");
        assertThat(axis.place(1)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(axis.place(0)).isZero();
        assertThat(axis.place(1e9)).isEqualTo(1);
    }

    @Test
    void refusesAnAxisThatLeadsNowhere() {
        assertThatThrownBy(() -> Axis.linear("loss", 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("axis loss from 1.0 to 1.0");
        assertThatThrownBy(() -> Axis.logarithmic("loss", 0, 1))
                .hasMessage("logarithmic axis loss from 0.0");
    }
}
