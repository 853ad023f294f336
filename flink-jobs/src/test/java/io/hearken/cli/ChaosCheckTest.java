package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.cli.ChaosCheck.Verdict;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosCheckTest {
    private static final Hypothesis FIRST = hypothesis(0, 0, false, "one");
    private static final Hypothesis FINAL = hypothesis(0, 1, true, "one");
    private static final Hypothesis NEXT_FINAL = hypothesis(1, 0, true, "two");

    private final ChaosCheck check = new ChaosCheck();

    private static Hypothesis hypothesis(
            int utterance, int revision, boolean isFinal, String word) {
        List<Word> words = List.of(new Word(word, 0.1, 0.4, 0.9));
        return new Hypothesis("s", utterance, revision, isFinal, words, 0.5, "digits@0");
    }

    private void expectAll() {
        check.expect("s", List.of(FIRST, FINAL, NEXT_FINAL));
    }

    @Test
    void whatCameOnceAndUnchangedIsRight() {
        expectAll();
        assertThat(check.hypothesis(FIRST)).isTrue();
        assertThat(check.hypothesis(FINAL)).isTrue();
        assertThat(check.hypothesis(NEXT_FINAL)).isTrue();
        check.transcript(FINAL);
        assertThat(check.isComplete()).isFalse();
        check.transcript(NEXT_FINAL);

        assertThat(check.isComplete()).isTrue();
        assertThat(check.verdict()).isEqualTo(new Verdict(2, 0, 0, 0, 3, 0, 0, 0));
        assertThat(check.verdict().isRight()).isTrue();
    }

    @Test
    void whatNeverCameIsLost() {
        expectAll();
        check.transcript(FINAL);

        assertThat(check.verdict()).isEqualTo(new Verdict(2, 1, 0, 0, 3, 3, 0, 0));
        assertThat(check.verdict().isRight()).isFalse();
    }

    @Test
    void aFinalThatCameTwiceIsDoubledButAHypothesisMayComeAgain() {
        expectAll();
        check.transcript(FINAL);
        check.transcript(FINAL);
        check.hypothesis(FIRST);
        assertThat(check.hypothesis(FIRST)).isFalse();

        assertThat(check.verdict()).isEqualTo(new Verdict(2, 1, 1, 0, 3, 2, 1, 0));
        assertThat(check.verdict().isRight()).isFalse();
    }

    @Test
    void whatAnUndisturbedRunDoesNotWriteIsChangedOrWrong() {
        expectAll();
        check.transcript(hypothesis(0, 1, true, "nine"));
        check.transcript(hypothesis(2, 0, true, "two"));
        check.transcript(FIRST);
        check.hypothesis(hypothesis(0, 0, false, "nine"));

        assertThat(check.verdict()).isEqualTo(new Verdict(2, 2, 0, 3, 3, 3, 0, 1));
        assertThat(check.verdict().isRight()).isFalse();
    }
}
