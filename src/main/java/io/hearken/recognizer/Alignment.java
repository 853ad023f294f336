package io.hearken.recognizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which word heard stands for which word said, so that the errors are fewest; of several such ways,
 * one with the most substitutions (Levenshtein 1966).
 *
 * @param pairs in the order of both
 */
public record Alignment(List<Pair> pairs) {
    private static final byte BOTH = 0;
    private static final byte SAID = 1;
    private static final byte HEARD = 2;

    /**
     * A word said and what was heard in its place.
     *
     * @param said index of a word said, or {@link #NONE} for one that was inserted
     * @param heard index of a word heard, or {@link #NONE} for one that was deleted
     * @param isSame whether the two are the same word
     */
    public record Pair(int said, int heard, boolean isSame) {
        public static final int NONE = -1;
    }

    public Alignment {
        pairs = List.copyOf(pairs);
    }

    /** Aligns two strings of words. */
    public static Alignment of(List<?> said, List<?> heard) {
        byte[][] moves = moves(said, heard);
        List<Pair> pairs = new ArrayList<>();
        int i = said.size();
        int j = heard.size();
        while (i > 0 || j > 0) {
            byte move = moves[i][j];
            i -= move == HEARD ? 0 : 1;
            j -= move == SAID ? 0 : 1;
            pairs.add(
                    switch (move) {
                        case SAID -> new Pair(i, Pair.NONE, false);
                        case HEARD -> new Pair(Pair.NONE, j, false);
                        default -> new Pair(i, j, said.get(i).equals(heard.get(j)));
                    });
        }
        Collections.reverse(pairs);
        return new Alignment(pairs);
    }

    /** The last step of the best way to each pair of prefixes. */
    private static byte[][] moves(List<?> said, List<?> heard) {
        byte[][] moves = new byte[said.size() + 1][heard.size() + 1];
        int[] above = new int[heard.size() + 1];
        for (int j = 1; j <= heard.size(); j++) {
            above[j] = j;
            moves[0][j] = HEARD;
        }
        for (int i = 1; i <= said.size(); i++) {
            int[] row = new int[heard.size() + 1];
            row[0] = i;
            moves[i][0] = SAID;
            for (int j = 1; j <= heard.size(); j++) {
                boolean same = said.get(i - 1).equals(heard.get(j - 1));
                row[j] = above[j - 1] + (same ? 0 : 1);
                moves[i][j] = BOTH;
                if (above[j] + 1 < row[j]) {
                    row[j] = above[j] + 1;
                    moves[i][j] = SAID;
                }
                if (row[j - 1] + 1 < row[j]) {
                    row[j] = row[j - 1] + 1;
                    moves[i][j] = HEARD;
                }
            }
            above = row;
        }
        return moves;
    }

    /** How many errors of each kind. */
    public WordErrors errors() {
        WordErrors errors = WordErrors.NONE;
        for (Pair pair : pairs) {
            boolean deleted = pair.heard == Pair.NONE;
            boolean inserted = pair.said == Pair.NONE;
            boolean substituted = !deleted && !inserted && !pair.isSame;
            errors =
                    errors.plus(
                            new WordErrors(
                                    inserted ? 0 : 1,
                                    substituted ? 1 : 0,
                                    deleted ? 1 : 0,
                                    inserted ? 1 : 0));
        }
        return errors;
    }
}
