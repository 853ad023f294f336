package io.hearken.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    /** Symbol 4 is silent. */
    private static final List<String> SYMBOLS =
            List.of("<blank>", "a", "b", "c", "cough", "d'accord");

    private static final List<String> VOCABULARY = List.of("c", "a", "b", "d'accord");

    /** What a grammar allows, the same regular expression over the letters a, b and c allows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a; a",
                "a b; ab",
                "a | b c; a|bc",
                "(a | b) c?; (a|b)c?",
                "a* b; a*b",
                "(a b)+; (ab)+",
                "a{3}; a{3}",
                "a{2,}; a{2,}",
                "a{0,2} b{1,3}; a{0,2}b{1,3}",
                "(a b? | c){2}; (ab?|c){2}",
                "((a | b)* c)*; ((a|b)*c)*",
                "(a* b*)*; (a*b*)*",
                "(a |) b; a?b",
                "(a | a b) (b | c); (a|ab)(b|c)",
                "(a?){4} b; a{0,4}b",
                ".{2}; [abcd]{2}",
                "a{0} b; b"
            })
    void allowsWhatARegularExpressionAllows(String grammar, String expression) {
        Language language = compile(grammar);
        Pattern pattern = Pattern.compile(expression);

        for (int length = 0; length <= 6; length++) {
            for (int number = 0; number < Math.pow(3, length); number++) {
                List<Integer> string = new ArrayList<>();
                StringBuilder letters = new StringBuilder();
                for (int n = 0, rest = number; n < length; n++, rest /= 3) {
                    string.add(1 + rest % 3);
                    letters.append("abc".charAt(rest % 3));
                }
                boolean allowed = pattern.matcher(letters).matches();
                assertThat(language.allows(heard(string))).as("%s", letters).isEqualTo(allowed);
            }
        }
    }

    /** A place lies on an allowed string: nothing is begun that cannot be completed. */
    @Test
    void whatCannotBeCompletedLeadsNowhere() {
        Language language = compile("a b | a a c");

        assertThat(language.place(heard(List.of(1, 2)))).isNotEqualTo(Language.NOWHERE);
        assertThat(language.place(heard(List.of(1, 3)))).isEqualTo(Language.NOWHERE);
        assertThat(language.place(heard(List.of(2)))).isEqualTo(Language.NOWHERE);
        assertThat(language.place(heard(List.of(1, 2, 1)))).isEqualTo(Language.NOWHERE);
    }

    @Test
    void silentSymbolsMoveNothing() {
        Language language = compile("a b");

        assertThat(language.allows(heard(List.of(4, 1, 4, 4, 2, 4)))).isTrue();
        assertThat(language.allows(heard(List.of(4, 1, 4)))).isFalse();
        assertThat(language.weight(0, 4)).isZero();
    }

    @Test
    void factorsWeigh() {
        Language language = compile("a/0.5 | b/2 c");

        assertThat(language.weight(0, 1)).isCloseTo(Math.log(0.5), within(1e-12));
        assertThat(language.weight(0, 2)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(language.weight(language.next(0, 2), 3)).isZero();
    }

    @Test
    void ofSeveralWeightsTheLargestCounts() {
        Language language = compile("a/0.1 b | a/0.4 c | a/0.2");

        assertThat(language.weight(0, 1)).isCloseTo(Math.log(0.4), within(1e-12));
    }

    @Test
    void namesCommentsAndQuotesAreRead() {
        Language language =
                compile(
                        """
                        # who is called
                        letter = a | b ;   # c is none
                        pair = letter letter;
                        c pair{1,2} "d'accord"?;
                        """);

        assertThat(language.allows(heard(List.of(3, 1, 2)))).isTrue();
        assertThat(language.allows(heard(List.of(3, 1, 2, 2, 2, 5)))).isTrue();
        assertThat(language.allows(heard(List.of(3, 1)))).isFalse();
        assertThat(language.allows(heard(List.of(3, 1, 3)))).isFalse();
    }

    @Test
    void anythingAllowsAnything() {
        Language language = Language.anything(6);

        assertThat(language.allows(heard(List.of()))).isTrue();
        assertThat(language.allows(heard(List.of(1, 1, 4, 5)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "yes; grammar: yes is no word of the model, which says a b c d'accord",
                "cough; grammar: cough is no word of the model",
                "<blank>; grammar: <blank> is no word of the model",
                "(a | b; grammar: expected ')' after what is in parentheses, got its end",
                "a ) b; grammar: expected its end, got ')' at character 3",
                "a{; grammar: expected a number, got its end",
                "a{x}; grammar: expected a number, got 'x' at character 3",
                "a{2,1}; grammar: {2,1} must not fall",
                "a{1; grammar: expected '}' after a count, got its end",
                "a{1001}; grammar: a count may be up to 1000, got 1001",
                "a{99999999999999999999}; grammar: a count may be up to 1000",
                "a/; grammar: expected a factor such as 0.5, got its end",
                "a/0; grammar: a factor must be positive and finite, got 0",
                "a/-1; grammar: a factor must be positive and finite, got -1",
                "a/1e999; grammar: a factor must be positive and finite, got 1e999",
                "a/--; grammar: expected a factor such as 0.5, got --",
                "a**; grammar: expected its end, got '*' at character 3",
                "*; grammar: expected its end, got '*' at character 1",
                "~~; grammar: it allows no word",
                "(); grammar: it allows no word",
                "a{0}; grammar: it allows no word",
                "\"a; grammar: a quoted word does not end, or is empty",
                "\"\"; grammar: a quoted word does not end, or is empty",
            })
    void whatIsNoGrammarIsRefusedWithTheReason(String grammar, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compile(grammar))
                .withMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = a x; x    | grammar: x is no word of the model",
                "a = b; a      | grammar: a is a word, not a name",
                "x = a; x = b; x | grammar: x is defined twice",
                "x = a         | grammar: expected ';' after what x is, got its end",
                "x = a;        | grammar: it allows no word",
            })
    void namesStandForWhatIsWrittenBefore(String grammar, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compile(grammar))
                .withMessageStartingWith(reason);
    }

    @Test
    void longCountsAreNoTrouble() {
        Language language = compile("x = a | b | c; x{1,400}");

        assertThat(language.places()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1000}){1000}",
                "(((){1000}){1000}){1000} a",
                "(a | b)* a (a | b){20}",
                "x1 = a a; x2 = x1 x1 x1 x1 x1 x1 x1 x1 x1 x1; x3 = x2{1000}; x3{1000}"
            })
    void whatIsTooLargeIsRefusedInTime(String grammar) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compile(grammar))
                .withMessageStartingWith("grammar: too large: ");
    }

    @Test
    void deepParenthesesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compile("(".repeat(50_000)))
                .withMessage("grammar: parentheses nest deeper than 100");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingInATextLeadsToAnotherException(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append("ab.|()?*+{},;=/0123\"# \n".charAt(random.nextInt(23)));
            }
            try {
                compile(text.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("grammar: ");
            }
        }
    }

    private static Language compile(String grammar) {
        return Grammar.compile(grammar, SYMBOLS, VOCABULARY);
    }

    private static List<Heard> heard(List<Integer> symbols) {
        List<Heard> heard = new ArrayList<>();
        symbols.forEach(
                symbol -> heard.add(new Heard(symbol, 0, 0, new Peak(0, 1, 0), new Ending(0, 0))));
        return heard;
    }
}
