package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.recognizer.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattTest {
    @Test
    void findsHowOftenAnOverconfidentNetworkIsRight() {
        Calibration truth = new Calibration(0.5, -1);
        Random random = new Random(1);
        List<Claim> claims = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            double posterior = 1 / (1 + Math.exp(-3 * random.nextGaussian() - 2));
            boolean right = random.nextDouble() < truth.confidence(posterior);
            claims.add(new Claim(posterior, right, false));
        }

        Calibration found = Platt.fit(claims);

        assertThat(found.slope()).isCloseTo(0.5, within(0.03));
        assertThat(found.offset()).isCloseTo(-1, within(0.06));
    }

    @Test
    void fewClaimsOrNoneGiveAUsableCalibration() {
        assertThat(Platt.fit(List.of()).confidence(0.9)).isBetween(0.5, 1.0);
        Claim right = new Claim(0.9, true, false);
        assertThat(Platt.fit(List.of(right, right, right)).confidence(0.9)).isBetween(0.5, 1.0);
        Claim wrong = new Claim(0.99999999, false, true);
        assertThat(Platt.fit(List.of(wrong, wrong)).confidence(0.9)).isBetween(0.0, 0.9);
    }
}
