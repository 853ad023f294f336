package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 2, 0, 0.5",
        "0.5, 1, 1, 0.731059",
        "0.9, 2, 0, 0.987805",
        "0.2, 0.5, -1, 0.155362"
    })
    void isTheWrittenFormula(double posterior, double slope, double offset, double confidence) {
        assertThat(new Calibration(slope, offset).confidence(posterior))
                .isCloseTo(confidence, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-30, 0.1, 0.3, 0.9999999, 1})
    void noneLeavesPosteriorsAsTheyAre(double posterior) {
        assertThat(Calibration.NONE.confidence(posterior)).isEqualTo(posterior);
    }

    @Test
    void bothEndsStayWithinReach() {
        Calibration doubtful = new Calibration(0.1, 0);

        assertThat(doubtful.confidence(1)).isBetween(0.8, 0.9);
        assertThat(doubtful.confidence(0)).isBetween(0.1, 0.2);
        assertThat(Calibration.logit(1)).isEqualTo(-Calibration.logit(0), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "0, 0", "-1, 0", "Infinity, 0", "1, NaN", "1, -Infinity"})
    void mustBeUsable(double slope, double offset) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibration(slope, offset))
                .withMessageContaining("of a calibration must be");
    }
}
