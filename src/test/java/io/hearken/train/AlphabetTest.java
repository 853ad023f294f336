package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    @Test
    void wordsOfManySpeakersHaveASymbolAndAllOthersShareOne() {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (int speaker = 0; speaker < 8; speaker++) {
            entries.add(entry("bed", "s" + speaker));
            entries.add(entry("one", "s" + speaker));
            entries.add(entry("rare", "s0"));
        }

        Alphabet alphabet = Alphabet.of(List.of("one"), entries, true);

        assertThat(alphabet.symbols()).containsExactly("<blank>", "one", "bed", "<other>");
        assertThat(alphabet.isSpoken(0)).isFalse();
        assertThat(alphabet.isSpoken(1)).isTrue();
        assertThat(alphabet.isSpoken(2)).isFalse();
        assertThat(alphabet.symbolsOf(List.of("bed", "one"))).containsExactly(2, 1);
        assertThat(alphabet.symbolsOf(List.of("some", "rare", "one", "words")))
                .containsExactly(3, 1, 3);
        assertThat(alphabet.symbolsOf(List.of())).isEmpty();
    }

    @Test
    void withoutOthersTheirRecordingsHaveNoSymbols() {
        Alphabet alphabet =
                Alphabet.of(List.of("one"), List.of(entry("one", "a"), entry("bed", "b")), false);

        assertThat(alphabet.symbols()).containsExactly("<blank>", "one");
        assertThat(alphabet.symbolsOf(List.of("bed"))).isNull();
        assertThat(alphabet.symbolsOf(List.of("one"))).containsExactly(1);
    }

    private static Manifest.Entry entry(String words, String speaker) {
        return new Manifest.Entry(
                Path.of("x.wav"), List.of(words.split(" ")), speaker, Map.of("words", words));
    }
}
