package io.hearken.stream;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One way to read an utterance.
 *
 * @param probability among all ways that were considered to the end, 0 to 1
 */
public record Alternative(List<Word> words, double probability) {
    public Alternative {
        words = List.copyOf(words);
    }

    /** The words with single spaces between them. */
    public String text() {
        return words.stream().map(Word::word).collect(Collectors.joining(" "));
    }
}
