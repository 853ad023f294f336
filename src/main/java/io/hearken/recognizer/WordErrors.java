package io.hearken.recognizer;

import java.util.List;

/**
 * How far what was heard is from what was said: the fewest substitutions, deletions and insertions
 * that turn one into the other.
 *
 * @param words said, not heard
 */
public record WordErrors(int words, int substitutions, int deletions, int insertions) {
    public static final WordErrors NONE = new WordErrors(0, 0, 0, 0);

    /** The errors of the best {@link Alignment}. */
    public static WordErrors between(List<String> said, List<String> heard) {
        return Alignment.of(said, heard).errors();
    }

    public WordErrors plus(WordErrors more) {
        return new WordErrors(
                words + more.words,
                substitutions + more.substitutions,
                deletions + more.deletions,
                insertions + more.insertions);
    }

    public int errors() {
        return substitutions + deletions + insertions;
    }

    /** Words that were said and heard. */
    public int right() {
        return words - substitutions - deletions;
    }

    /** Errors for each word said; above 1 when much was heard that nobody said. */
    public double rate() {
        return words == 0 ? (errors() == 0 ? 0 : 1) : (double) errors() / words;
    }
}
