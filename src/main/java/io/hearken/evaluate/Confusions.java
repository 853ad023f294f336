package io.hearken.evaluate;

import io.hearken.recognizer.Alignment.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which words were heard for which.
 *
 * @param words that were said or heard, in the vocabulary's order, and {@link #NOTHING} at the end
 * @param counts [said × heard], indexed as {@code words}
 */
public record Confusions(List<String> words, int[][] counts) {
    /** Stands for a word that was not there. */
    public static final String NOTHING = "";

    /**
     * A word heard for another.
     *
     * @param said {@link #NOTHING} for a word inserted
     * @param heard {@link #NOTHING} for a word deleted
     */
    public record Confusion(String said, String heard, int count) {}

    static Confusions of(List<String> vocabulary, List<Utterance> utterances) {
        Set<String> seen = new LinkedHashSet<>();
        for (Utterance utterance : utterances) {
            seen.addAll(utterance.said());
            seen.addAll(utterance.heardWords());
        }
        List<String> words = new ArrayList<>(vocabulary);
        words.retainAll(seen);
        words.add(NOTHING);
        int[][] counts = new int[words.size()][words.size()];
        for (Utterance utterance : utterances) {
            List<String> heard = utterance.heardWords();
            for (Pair pair : utterance.alignment().pairs()) {
                int row = words.indexOf(word(utterance.said(), pair.said()));
                int column = words.indexOf(word(heard, pair.heard()));
                counts[row][column]++;
            }
        }
        return new Confusions(words, counts);
    }

    private static String word(List<String> words, int index) {
        return index == Pair.NONE ? NOTHING : words.get(index);
    }

    /** What was heard wrong, the most frequent first. */
    public List<Confusion> wrong() {
        List<Confusion> wrong = new ArrayList<>();
        for (int said = 0; said < counts.length; said++) {
            for (int heard = 0; heard < counts.length; heard++) {
                if (said != heard && counts[said][heard] > 0) {
                    wrong.add(
                            new Confusion(words.get(said), words.get(heard), counts[said][heard]));
                }
            }
        }
        wrong.sort(Comparator.comparingInt(Confusion::count).reversed());
        return wrong;
    }
}
