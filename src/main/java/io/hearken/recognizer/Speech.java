package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What of all it hears a model says, and when it is sure enough. Symbols beside the vocabulary are
 * decoded like any other but never shown: words it was taught only to tell them from its own.
 *
 * @param vocabulary the words it says; some of the model's symbols
 * @param calibration from posteriors to confidence
 * @param thresholds for some words of the vocabulary, the least confidence at which they are shown,
 *     0 to 1; the others are always shown
 */
public record Speech(
        List<String> vocabulary, Calibration calibration, Map<String, Double> thresholds) {
    /** The symbol of any word that has none of its own: never said. */
    public static final String OTHER = "<other>";

    public Speech {
        vocabulary = List.copyOf(vocabulary);
        thresholds = Map.copyOf(thresholds);
        require(!vocabulary.isEmpty(), "a vocabulary must hold at least one word");
        require(
                new HashSet<>(vocabulary).size() == vocabulary.size(),
                "a vocabulary must name each word once, got %s",
                vocabulary);
        for (String word : vocabulary) {
            require(
                    !word.equals(Model.BLANK) && !word.equals(OTHER),
                    "%s is no word: a vocabulary cannot hold it",
                    word);
        }
        for (Map.Entry<String, Double> threshold : thresholds.entrySet()) {
            requireUsable(threshold.getKey(), threshold.getValue(), vocabulary);
        }
    }

    private static void requireUsable(String word, double least, List<String> vocabulary) {
        require(
                vocabulary.contains(word),
                "there is a threshold for %s, which is not in the vocabulary",
                word);
        require(0 <= least && least <= 1, "threshold of %s must be 0 to 1, got %s", word, least);
    }

    /** A model that says all it has symbols for, always, with its posteriors for confidence. */
    public static Speech of(List<String> symbols) {
        List<String> words =
                symbols.stream()
                        .filter(symbol -> !symbol.equals(Model.BLANK) && !symbol.equals(OTHER))
                        .distinct()
                        .toList();
        return new Speech(words, Calibration.NONE, Map.of());
    }

    /** The same with another calibration. */
    public Speech with(Calibration calibration) {
        return new Speech(vocabulary, calibration, thresholds);
    }

    /** The same with other thresholds. */
    public Speech with(Map<String, Double> thresholds) {
        return new Speech(vocabulary, calibration, thresholds);
    }

    /** The least confidence at which a word is shown, 0 to 1. */
    public double threshold(String word) {
        return thresholds.getOrDefault(word, 0.0);
    }
}
