package io.hearken.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFilterTest {
    private static final List<Manifest.Entry> ENTRIES =
            List.of(
                    entry("duke/a.wav", "one two", "duke-1", Map.of("kind", "digits")),
                    entry("fsdd/b.wav", "one", "theo", Map.of("kind", "digits")),
                    entry("noise/c=d.wav", "", "", Map.of("kind", "noise")),
                    entry("mine/e.wav", "on", "anna", Map.of()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fsdd/ | fsdd/b.wav",
                "^(?=fsdd) | fsdd/b.wav",
                "path=c=d | noise/c=d.wav",
                "speaker=duke-.* | duke/a.wav",
                "words=^on$ | mine/e.wav",
                "words=^$ | noise/c=d.wav",
                "kind=^$ | mine/e.wav"
            })
    void findsTheExpressionInItsColumn(String filter, String path) {
        List<EntryFilter> filters = List.of(EntryFilter.parse(filter));

        assertThat(EntryFilter.choose(ENTRIES, filters, List.of()))
                .extracting(entry -> entry.audio().toString())
                .containsExactly(path);
    }

    @Test
    void takesWhatMatchesEverythingIncludedAndNothingExcluded() {
        List<EntryFilter> include = parse("kind=digits", "words=one");
        List<EntryFilter> exclude = parse("speaker=theo", "noise/");

        assertThat(EntryFilter.choose(ENTRIES, include, exclude)).containsExactly(ENTRIES.get(0));
        assertThat(EntryFilter.choose(ENTRIES, List.of(), exclude))
                .containsExactly(ENTRIES.get(0), ENTRIES.get(3));
        assertThat(EntryFilter.choose(ENTRIES, List.of(), List.of())).isEqualTo(ENTRIES);
    }

    @Test
    void namesTheColumnsThereAre() {
        List<Manifest.Entry> one = ENTRIES.subList(0, 1);

        assertThatThrownBy(() -> EntryFilter.choose(one, List.of(), parse("kin=digits")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "no manifest has a column kin to filter by, only \\[.*speaker.*\\]");
    }

    @Test
    void leavingNothingIsAnError() {
        assertThatThrownBy(() -> EntryFilter.choose(ENTRIES, parse("kind=x"), parse("mine")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "including [kind=x] and excluding [path=mine] leaves none of 4 recordings");
    }

    @Test
    void saysWhatIsNoExpression() {
        assertThatThrownBy(() -> EntryFilter.parse("words=(on"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("(on is not a regular expression: Unclosed group");
    }

    private static List<EntryFilter> parse(String... filters) {
        return List.of(filters).stream().map(EntryFilter::parse).toList();
    }

    private static Manifest.Entry entry(
            String path, String words, String speaker, Map<String, String> more) {
        Map<String, String> columns = new HashMap<>(more);
        columns.putAll(Map.of("path", path, "words", words, "speaker", speaker));
        List<String> said = words.isEmpty() ? List.of() : List.of(words.split(" "));
        return new Manifest.Entry(Path.of(path), said, speaker, columns);
    }
}
