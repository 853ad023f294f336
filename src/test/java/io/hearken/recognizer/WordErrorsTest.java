package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.recognizer.Alignment.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0, 0, 0",
        "a b c, a b c, 0, 0, 0",
        "a b c, a x c, 1, 0, 0",
        "a b c, a c, 0, 1, 0",
        "a b c, a b x c, 0, 0, 1",
        "a b c, '', 0, 3, 0",
        "'', a b, 0, 0, 2",
        "a b, c d, 2, 0, 0",
        "a b c d, b c d e, 0, 1, 1",
        "a, a a a, 0, 0, 2",
        "a b, c, 1, 1, 0"
    })
    void countsTheFewestErrors(
            String said, String heard, int substitutions, int deletions, int insertions) {
        WordErrors errors = WordErrors.between(words(said), words(heard));

        assertThat(errors)
                .isEqualTo(
                        new WordErrors(words(said).size(), substitutions, deletions, insertions));
    }

    @Test
    void findsAsFewErrorsAsTryingEverything() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            List<String> said = randomWords(random);
            List<String> heard = randomWords(random);

            WordErrors errors = WordErrors.between(said, heard);

            assertThat(errors.errors()).as("%s %s", said, heard).isEqualTo(fewest(said, heard));
            assertThat(errors.right() + errors.substitutions() + errors.insertions())
                    .isEqualTo(heard.size());
            assertThat(errors.words()).isEqualTo(said.size());
        }
    }

    @Test
    void theAlignmentTellsWhichWordStandsForWhich() {
        Alignment alignment = Alignment.of(words("a b c"), words("a x b d"));

        assertThat(alignment.pairs())
                .containsExactly(
                        new Pair(0, 0, true),
                        new Pair(Pair.NONE, 1, false),
                        new Pair(1, 2, true),
                        new Pair(2, 3, false));
    }

    @Test
    void ratesAreErrorsForEachWordSaid() {
        assertThat(new WordErrors(8, 1, 1, 2).rate()).isEqualTo(0.5);
        assertThat(new WordErrors(1, 0, 0, 3).rate()).isEqualTo(3);
        assertThat(WordErrors.NONE.rate()).isEqualTo(0);
        assertThat(new WordErrors(0, 0, 0, 2).rate()).isEqualTo(1);
    }

    @Test
    void addsUp() {
        assertThat(new WordErrors(1, 2, 3, 4).plus(new WordErrors(10, 20, 30, 40)))
                .isEqualTo(new WordErrors(11, 22, 33, 44));
    }

    /** Every alignment, by recursion. */
    private static int fewest(List<String> said, List<String> heard) {
        if (said.isEmpty() || heard.isEmpty()) {
            return said.size() + heard.size();
        }
        List<String> saidRest = said.subList(1, said.size());
        List<String> heardRest = heard.subList(1, heard.size());
        int both = fewest(saidRest, heardRest) + (said.get(0).equals(heard.get(0)) ? 0 : 1);
        return Math.min(both, 1 + Math.min(fewest(saidRest, heard), fewest(said, heardRest)));
    }

    private static List<String> randomWords(Random random) {
        List<String> words = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            words.add(String.valueOf((char) ('a' + random.nextInt(3))));
        }
        return words;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
