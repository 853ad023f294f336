package io.hearken.ctc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text: a language or an {@link IllegalArgumentException}. */
class GrammarFuzzTest {
    private static final List<String> SYMBOLS = List.of("<blank>", "one", "two", "<other>");

    /** What the largest grammar takes, most of it given back along the way. */
    private static final long MOST_BYTES = 2L << 30;

    @MethodSource("grammars")
    @FuzzTest
    void grammar(byte[] text) throws Exception {
        String grammar = new String(text, StandardCharsets.UTF_8);
        Allocation.within(MOST_BYTES, () -> compile(grammar));
    }

    static Stream<byte[]> grammars() {
        return Stream.of(
                        ".{10}",
                        "(one | two/0.5) two?",
                        "digit = one | \"two\"; call digit{3,4} # a call\n one+ two*",
                        "a = one{1000}; b = a{1000}; b{1000}",
                        "(one? two?){1000}",
                        deep())
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names that stand for one another, each in as many parentheses as there may be. */
    private static String deep() {
        StringBuilder text = new StringBuilder();
        String inner = "one";
        for (int name = 0; name < 100; name++) {
            text.append("n").append(name).append(" = ");
            text.append("(one? ".repeat(98)).append(inner).append(")".repeat(98)).append(";");
            inner = "n" + name;
        }
        return text.append(inner).toString();
    }

    private static void compile(String text) {
        try {
            assertThat(Grammar.compile(text, SYMBOLS, List.of("one", "two"))).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("grammar: ");
        }
    }
}
