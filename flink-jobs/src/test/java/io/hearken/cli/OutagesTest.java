package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutagesTest {
    private final Outages outages = new Outages();

    private void hear(double... times) {
        for (double time : times) {
            outages.heard(time);
        }
    }

    private double[] recoveries(double... kills) {
        return outages.recoveries(kills);
    }

    @Test
    void recoveryEndsWithTheLongestSilenceAfterAKill() {
        hear(9, 10.2, 10.4, 17, 17.1, 19);

        assertThat(recoveries(10)).containsExactly(7);
    }

    @Test
    void aKillThatNobodyNoticedIsOverWithTheNextWord() {
        hear(9.5, 10.25, 10.75, 11.5);

        assertThat(recoveries(10)).containsExactly(0.25);
    }

    @Test
    void aSilenceThatOutlivesTheNextKillCountsForBoth() {
        hear(9, 11, 18, 18.5);

        assertThat(recoveries(10, 12)).containsExactly(8, 6);
    }

    @Test
    void theSilenceOfTheNextKillDoesNotCountForTheOneBefore() {
        hear(9, 13, 15.5, 18, 19.75, 20.25, 29);

        assertThat(recoveries(10, 20)).containsExactly(3, 9);
    }

    @Test
    void norDoesOneThatBeganJustBeforeThatKill() {
        hear(9, 10.5, 13, 15.5, 18, 19.75, 29);

        assertThat(recoveries(10, 20)).containsExactly(3, 9);
        assertThat(recoveries(17.5, 20)).containsExactly(2.25, 9);
    }

    @Test
    void aKillThatFollowsAtOnceSharesItsSilence() {
        hear(9, 18);

        assertThat(recoveries(10, 10.5)).containsExactly(8, 7.5);
    }

    @Test
    void whoIsNeverHeardAgainDidNotRecover() {
        hear(9);

        assertThat(recoveries(10)).containsExactly(Double.NaN);
    }
}
