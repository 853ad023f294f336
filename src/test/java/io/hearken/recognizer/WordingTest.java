package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.ctc.Ending;
import io.hearken.ctc.Heard;
import io.hearken.ctc.Peak;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The telling model: "one" shows above a confidence of 0.25, "two" always, "three" never. */
class WordingTest {
    private static final int ONE = 1;
    private static final int TWO = 2;
    private static final int THREE = 3;
    private static final double STEP = TestModels.SPEC.stepSeconds();

    private final Wording wording = new Wording(TestModels.telling());

    @Test
    void silentWordsAreNeverShown() {
        List<Heard> heard = List.of(sure(TWO, 10), sure(THREE, 20), sure(TWO, 30));

        assertThat(wording.shown(heard)).containsExactly(TWO, TWO);
        assertThat(wording.words(heard, 9)).extracting(Word::word).containsExactly("two", "two");
    }

    /** σ(1.5·logit(p) - 0.5) is 0.25 at p = 0.402. */
    @ParameterizedTest
    @CsvSource({"1, 0.40, false", "1, 0.41, true", "2, 0.001, true", "3, 1, false"})
    void aWordIsShownOnceItIsSureEnough(int symbol, float posterior, boolean shown) {
        List<Heard> heard = List.of(heard(symbol, 10, posterior, 0, 0));

        assertThat(wording.shown(heard)).hasSize(shown ? 1 : 0);
        assertThat(wording.words(heard, 9)).hasSize(shown ? 1 : 0);
    }

    @Test
    void confidenceIsCalibrated() {
        Word word = wording.words(List.of(heard(TWO, 10, 0.5f, 0, 0)), 9).get(0);

        assertThat(word.confidence()).isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-6));
    }

    @Test
    void wordsLieWhereTheNetworkSaysTheyWere() {
        Word word = wording.words(List.of(heard(TWO, 10, 0.9f, 0.2f, -0.05f)), 9).get(0);

        double middle = TestModels.SPEC.middleSeconds(10);
        assertThat(word.start()).isCloseTo(middle - 0.2, within(1e-6));
        assertThat(word.end()).isCloseTo(middle - 0.05, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "5,     0.1",
        "-5,    0.1",
        "0.1,   5",
        "0.1,   -5",
        "-1e30, -1e30",
        "1e30,  1e30",
        "-1e30, 1e30"
    })
    void noWordLeavesTheAudioOrIsEmpty(float sinceStart, float untilEnd) {
        for (double heardSeconds : new double[] {0.01, 0.3, 9}) {
            Heard heard = heard(TWO, 10, 0.9f, sinceStart, untilEnd);
            Word word = wording.words(List.of(heard), heardSeconds).get(0);

            assertThat(word.start()).isNotNegative().isLessThan(word.end());
            assertThat(word.end()).isLessThanOrEqualTo(heardSeconds);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noWordBeginsBeforeTheOneBeforeIt(long seed) {
        Random random = new Random(seed);
        List<Heard> heard = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            float since = (float) random.nextGaussian();
            heard.add(heard(TWO, n, 0.9f, since, (float) random.nextGaussian()));
        }

        double before = 0;
        for (Word word : wording.words(heard, 1.4)) {
            assertThat(word.start()).isGreaterThanOrEqualTo(before).isLessThan(word.end());
            assertThat(word.end()).isLessThanOrEqualTo(1.4);
            before = word.start();
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0.1", "0.1, NaN", "Infinity, 0.1", "0.1, -Infinity"})
    void withoutTimesAWordLiesWhereTheNetworkWasSure(float sinceStart, float untilEnd) {
        Peak peak = new Peak(11, 0.9f, sinceStart);
        Ending ending = new Ending(11, untilEnd);
        Word word = wording.words(List.of(new Heard(TWO, 10, 12, peak, ending)), 9).get(0);

        assertThat(word.start()).isCloseTo(10 * STEP, within(1e-9));
        assertThat(word.end()).isCloseTo(13 * STEP, within(1e-9));
    }

    private static Heard sure(int symbol, long frame) {
        return heard(symbol, frame, 0.99f, 0, 0);
    }

    private static Heard heard(
            int symbol, long frame, float posterior, float sinceStart, float untilEnd) {
        Peak peak = new Peak(frame, posterior, sinceStart);
        return new Heard(symbol, frame, frame, peak, new Ending(frame, untilEnd));
    }
}
