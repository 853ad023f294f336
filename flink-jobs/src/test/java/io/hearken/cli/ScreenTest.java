package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    private final StringWriter shown = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(shown, true));

    @ParameterizedTest
    @ValueSource(strings = {"@|foo bar|@", "@| |@", "@|red bold", "%s"})
    void showsStreamsAsTheyAreNamed(String stream) {
        screen.grow(heard(stream));
        screen.settle(heard(stream), "✓", "one");

        assertThat(shown.toString().lines()).hasSize(2).allMatch(line -> line.contains(stream));
    }

    @Test
    void showsMarksWithoutTheirMarkup() {
        screen.settle(heard("call-7"), "@|green ✓|@", "one");

        assertThat(shown.toString()).contains("✓").doesNotContain("@|");
    }

    private static Hypothesis heard(String stream) {
        return new Hypothesis(
                stream, 0, 0, true, List.of(new Word("one", 0, 1, 1)), 1, "digits@00000000");
    }
}
