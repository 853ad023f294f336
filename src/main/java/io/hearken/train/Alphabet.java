package io.hearken.train;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.hearken.audio.Manifest;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a network learns to tell apart: the words it will speak, other words that many people say,
 * and one symbol for all the rest. Other words teach it what voices and rooms do to speech, and
 * what is not its own.
 *
 * @param words the words to speak
 * @param symbols the blank, the words, and the others
 */
record Alphabet(List<String> words, List<String> symbols) {
    /** Another word said by so many people has a symbol of its own. */
    private static final int MANY = 8;

    Alphabet {
        words = List.copyOf(words);
        symbols = List.copyOf(symbols);
    }

    /**
     * The alphabet to learn from some recordings.
     *
     * @param others whether words beside {@code words} are learned, too
     */
    static Alphabet of(List<String> words, List<Manifest.Entry> entries, boolean others) {
        List<String> symbols = new ArrayList<>(List.of(Model.BLANK));
        symbols.addAll(words);
        if (others) {
            Map<String, Set<String>> speakers =
                    entries.stream()
                            .filter(entry -> entry.words().size() == 1)
                            .collect(
                                    groupingBy(
                                            entry -> entry.words().get(0),
                                            TreeMap::new,
                                            mapping(Manifest.Entry::speaker, toSet())));
            speakers.forEach(
                    (word, who) -> {
                        if (who.size() >= MANY
                                && !symbols.contains(word)
                                && !word.equals(Speech.OTHER)) {
                            symbols.add(word);
                        }
                    });
            if (entries.stream().anyMatch(entry -> !symbols.containsAll(entry.words()))) {
                symbols.add(Speech.OTHER);
            }
        }
        return new Alphabet(words, symbols);
    }

    /**
     * The symbols of {@code said}; rare words one after the other are one {@link #Speech.OTHER}.
     * Null if a word has no symbol.
     */
    int[] symbolsOf(List<String> said) {
        int other = symbols.indexOf(Speech.OTHER);
        List<Integer> spelled = new ArrayList<>();
        for (String word : said) {
            int symbol = symbols.indexOf(word);
            if (symbol < 0 && other < 0) {
                return null;
            }
            int last = spelled.isEmpty() ? -1 : spelled.get(spelled.size() - 1);
            if (symbol > 0 && symbol != other) {
                spelled.add(symbol);
            } else if (last != other) {
                spelled.add(other);
            }
        }
        return spelled.stream().mapToInt(i -> i).toArray();
    }

    /** Whether the model will speak the symbol. */
    boolean isSpoken(int symbol) {
        return 0 < symbol && symbol <= words.size();
    }
}
