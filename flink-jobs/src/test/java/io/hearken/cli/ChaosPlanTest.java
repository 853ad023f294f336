package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.cli.ChaosPlan.Kill;
import io.hearken.cli.ChaosPlan.Victim;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
    private static final Duration GAP = Duration.ofSeconds(20);

    @Test
    void aSeedRepeatsAPlanAndAnotherDoesNot() {
        assertThat(ChaosPlan.of(7, 50, 3, GAP)).isEqualTo(ChaosPlan.of(7, 50, 3, GAP));
        assertThat(ChaosPlan.of(8, 50, 3, GAP)).isNotEqualTo(ChaosPlan.of(7, 50, 3, GAP));
    }

    @Test
    void fiftyKillsMeetEverythingInCheckpointsAndRestoresToo() {
        List<Kill> kills = ChaosPlan.of(7, 50, 3, GAP).kills();

        assertThat(kills).extracting(Kill::victim).contains(Victim.values());
        assertThat(kills)
                .extracting(Kill::process)
                .contains("tm1", "tm2", "tm3", "jm", "broker")
                .doesNotContain("tm4");
        assertThat(kills).extracting(Kill::inCheckpoint).contains(true, false);
        assertThat(gaps(kills)).anyMatch(gap -> gap <= 5).allMatch(gap -> gap > 0 && gap <= 30);
    }

    private static List<Double> gaps(List<Kill> kills) {
        return IntStream.range(1, kills.size())
                .mapToObj(i -> kills.get(i).seconds() - kills.get(i - 1).seconds())
                .toList();
    }

    @Test
    void aPlanWithoutKillsIsRefused() {
        assertThatThrownBy(() -> ChaosPlan.of(7, 0, 3, GAP)).hasMessage("at least 1 kill, got 0");
        assertThatThrownBy(() -> ChaosPlan.of(7, 1, 3, Duration.ofMillis(10)))
                .hasMessage("gap must be at least 1s, got 10 ms");
    }
}
