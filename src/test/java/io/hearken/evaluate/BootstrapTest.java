package io.hearken.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.evaluate.Bootstrap.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void drawsWithReplacementAndCutsOffTheTails() {
        Random random = new Random(7);
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            units.add(new Unit(random.nextInt(3), 1 + random.nextInt(5)));
        }

        Estimate estimate = Bootstrap.rate(units);

        assertThat(estimate).isEqualTo(slow(units));
        assertThat(estimate.low()).isLessThan(estimate.value());
        assertThat(estimate.high()).isGreaterThan(estimate.value());
    }

    /** Writes every drawn word down. */
    private static Estimate slow(List<Unit> units) {
        Random random = new Random(Bootstrap.SEED);
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < Bootstrap.ROUNDS; round++) {
            List<Unit> drawn = new ArrayList<>();
            units.forEach(unit -> drawn.add(units.get(random.nextInt(units.size()))));
            rates.add(rate(drawn));
        }
        Collections.sort(rates);
        int tail = Math.round(0.025f * (Bootstrap.ROUNDS - 1));
        return new Estimate(rate(units), rates.get(tail), rates.get(Bootstrap.ROUNDS - 1 - tail));
    }

    private static double rate(List<Unit> units) {
        double errors = units.stream().mapToLong(Unit::errors).sum();
        return errors / units.stream().mapToLong(Unit::total).sum();
    }

    /** Of yes-or-no units the spread is known: about 1.96 standard errors to each side. */
    @Test
    void isAsWideAsTheBinomialSaysWhereUnitsAreSingleWords() {
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            units.add(new Unit(i % 10 == 0 ? 1 : 0, 1));
        }

        Estimate estimate = Bootstrap.rate(units);

        double side = 1.96 * Math.sqrt(0.1 * 0.9 / 400);
        assertThat(estimate.low()).isCloseTo(0.1 - side, within(0.004));
        assertThat(estimate.high()).isCloseTo(0.1 + side, within(0.004));
    }

    @Test
    void noErrorOfFewSpeakersProvesLittle() {
        Estimate estimate = Bootstrap.rate(List.of(new Unit(0, 10), new Unit(0, 20)));

        assertThat(estimate.low()).isZero();
        assertThat(Math.pow(1 - estimate.high(), 2)).isCloseTo(0.025, within(1e-12));
    }

    @Test
    void aSingleUnitSaysNothingOfOthers() {
        Estimate estimate = Bootstrap.rate(List.of(new Unit(1, 4)));

        assertThat(estimate.value()).isEqualTo(0.25);
        assertThat(estimate.hasInterval()).isFalse();
    }

    @Test
    void nothingSaidGivesNoRate() {
        assertThat(Bootstrap.rate(List.of(new Unit(3, 0)))).isEqualTo(Estimate.NONE);
    }
}
