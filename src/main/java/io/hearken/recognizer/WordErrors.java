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

    /** Aligns two strings of words; of several shortest ways, one with the most substitutions. */
    public static WordErrors between(List<String> said, List<String> heard) {
        WordErrors[] above = new WordErrors[heard.size() + 1];
        for (int j = 0; j <= heard.size(); j++) {
            above[j] = new WordErrors(0, 0, 0, j);
        }
        for (int i = 1; i <= said.size(); i++) {
            WordErrors[] row = new WordErrors[heard.size() + 1];
            row[0] = new WordErrors(i, 0, i, 0);
            for (int j = 1; j <= heard.size(); j++) {
                boolean same = said.get(i - 1).equals(heard.get(j - 1));
                WordErrors best = above[j - 1].plus(new WordErrors(1, same ? 0 : 1, 0, 0));
                best = fewer(best, above[j].plus(new WordErrors(1, 0, 1, 0)));
                row[j] = fewer(best, row[j - 1].plus(new WordErrors(0, 0, 0, 1)));
            }
            above = row;
        }
        return above[heard.size()];
    }

    private static WordErrors fewer(WordErrors a, WordErrors b) {
        return b.errors() < a.errors() ? b : a;
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
