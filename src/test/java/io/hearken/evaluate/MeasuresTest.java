package io.hearken.evaluate;

import static io.hearken.evaluate.Heards.utterance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.evaluate.Confusions.Confusion;
import io.hearken.evaluate.Keyword.Setting;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small cases whose answers were worked out by hand. */
class MeasuresTest {
    @Test
    void calibrationErrorWeighsEachBinByItsWords() {
        Reliability reliability =
                Reliability.of(
                        List.of(
                                utterance("a", "yes", "yes@0.95"),
                                utterance("a", "yes", "yes@0.95"),
                                utterance("a", "yes", "no@0.92"), // (2.82 − 2) / 3 in bin 9
                                utterance("b", "no", "no@0.25"), // (1 − 0.25) / 1 in bin 2
                                utterance("b", "", "go@1.0"))); // inserted: wrong, in bin 9

        assertThat(reliability.words()).isEqualTo(5);
        assertThat(reliability.error())
                .isCloseTo((Math.abs(3.82 - 2) + Math.abs(0.25 - 1)) / 5, within(1e-12));
        assertThat(reliability.bins().get(9))
                .isEqualTo(new Reliability.Bin(0.9, 1.0, 4, 3.82 / 4, 0.5));
        assertThat(reliability.bins().get(2).right()).isEqualTo(1);
    }

    @Test
    void aStricterThresholdTradesFalseAlarmsForMisses() {
        List<Utterance> utterances = // four seconds
                List.of(
                        utterance("a", "yes", "yes@0.9"),
                        utterance("a", "yes", "yes@0.5"),
                        utterance("a", "no", "yes@0.7"),
                        utterance("a", "yes", ""));

        Keyword yes = Keyword.of("yes", utterances);

        assertThat(yes.said()).isEqualTo(3);
        assertThat(yes.settings())
                .containsExactly(
                        new Setting(0.9, 1 - 1.0 / 3, 0), new Setting(0.5, 1 - 2.0 / 3, 900));
    }

    @Test
    void wordsOutsideTheVocabularyOughtToGiveNothing() {
        List<Utterance> utterances =
                List.of(
                        utterance("a", "bed yes", "yes@0.9"),
                        utterance("a", "bed", "no@0.9 go@0.9"),
                        utterance("a", "", "go@0.9"),
                        utterance("a", "", ""));

        assertThat(utterances.get(0).isRight()).isTrue();
        assertThat(FalseAlarms.of(utterances)).isEqualTo(new FalseAlarms(3, 3 / 3600.0));
        assertThat(FalseAlarms.inOtherWords(utterances).perHour()).isEqualTo(7200);
        assertThat(FalseAlarms.inNoise(utterances).perHour()).isEqualTo(1800);
    }

    @Test
    void confusionsHoldWhatWasMissedAndWhatNobodySaid() {
        List<Utterance> utterances =
                List.of(
                        utterance("a", "yes no", "yes@1 go@1"),
                        utterance("a", "no", "go@1"),
                        utterance("a", "go", ""),
                        utterance("a", "yes", "yes@1 yes@1"));

        Confusions confusions = Confusions.of(List.of("yes", "no", "go"), utterances);

        assertThat(confusions.counts()[0]).containsExactly(2, 0, 0, 0);
        assertThat(confusions.wrong())
                .containsExactly(
                        new Confusion("no", "go", 2),
                        new Confusion("go", "", 1),
                        new Confusion("", "yes", 1));
    }

    @Test
    void drawsSpeakersWhereThereAreSeveral() {
        List<Utterance> alike =
                List.of(utterance("a", "yes", "no@1"), utterance("a", "no", "no@1"));
        List<Utterance> five =
                List.of("a", "b", "c", "d", "e").stream()
                        .flatMap(
                                speaker ->
                                        List.of(
                                                utterance(speaker, "yes", "no@1"),
                                                utterance(speaker, "no", "no@1"))
                                                .stream())
                        .toList();

        assertThat(Result.of("few", alike).isBySpeaker()).isFalse();
        assertThat(Result.of("few", alike).wordErrorRate()).isEqualTo(new Estimate(0.5, 0, 1));
        // Speakers who do not differ leave no doubt.
        assertThat(Result.of("five", five).wordErrorRate()).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    }

    @Test
    void latencyRunsFromAWordsEndToTheFirstHypothesisWithIt() {
        Take take = Heards.take("a", "bed yes", List.of(new Take.Span(0, 1), new Take.Span(2, 3)));
        List<Hypothesis> hypotheses =
                List.of(
                        hypothesis(0, false, 2.5, word("no")),
                        hypothesis(1, false, 3.25, word("yes")),
                        hypothesis(2, true, 4, word("yes")));

        Utterance utterance = Utterance.of(take, Heards.VOCABULARY, HeardWord.of(hypotheses));
        Timing timing = Timing.of(List.of(utterance));

        assertThat(timing.latencies()).containsExactly(0.25);
        assertThat(timing.startsWithin()).isEqualTo(1);
        assertThat(timing.endsWithin()).isEqualTo(0);
    }

    private static Word word(String word) {
        return new Word(word, 2.0625, 2.75, 1);
    }

    private static Hypothesis hypothesis(
            int revision, boolean isFinal, double processed, Word word) {
        return new Hypothesis("s", 0, revision, isFinal, List.of(word), processed, "m@0");
    }
}
