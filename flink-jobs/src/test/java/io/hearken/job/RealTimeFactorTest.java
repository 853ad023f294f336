package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RealTimeFactorTest {
    private double audio = 100;
    private double busy = 10;
    private final RealTimeFactor factor = new RealTimeFactor(() -> audio, () -> busy);

    @Test
    void isAudioHeardInASecondOfWork() {
        pass(30, 0.1);

        assertThat(factor.getValue()).isCloseTo(300, within(1e-9));
    }

    @Test
    void aMinuteLaterWhatWasBeforeIsForgotten() {
        pass(30, 0.1);
        for (int i = 0; i < 12; i++) {
            pass(50, 0.5);
        }

        assertThat(factor.getValue()).isCloseTo(100, within(1e-9));
    }

    @Test
    void isNothingWhereNothingWasDone() {
        pass(0, 0);

        assertThat(factor.getValue()).isZero();
    }

    private void pass(double audioSeconds, double busySeconds) {
        audio += audioSeconds;
        busy += busySeconds;
        factor.update();
    }
}
