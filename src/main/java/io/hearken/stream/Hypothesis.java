package io.hearken.stream;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is believed to have been said in one utterance. It may change until it is final; stream,
 * utterance and revision name it for ever.
 *
 * @param utterance 0, 1, 2 … within the stream
 * @param revision 0, 1, 2 … within the utterance, one for each change of the words and one for the
 *     final
 * @param isFinal whether the utterance is over
 * @param alternatives readings of a final, the words themselves first; empty unless they were asked
 *     for
 * @param gaps what is missing of the stream in this utterance, or between it and the one before
 * @param audioProcessed seconds of the stream the hypothesis rests on
 * @param model name and fingerprint of the model, such as {@code digits@3f9c2a1b}
 */
public record Hypothesis(
        String stream,
        int utterance,
        int revision,
        boolean isFinal,
        List<Word> words,
        List<Alternative> alternatives,
        List<Gap> gaps,
        double audioProcessed,
        String model) {
    public Hypothesis {
        words = List.copyOf(words);
        alternatives = List.copyOf(alternatives);
        gaps = List.copyOf(gaps);
    }

    /** A hypothesis of audio of which nothing is missing. */
    public Hypothesis(
            String stream,
            int utterance,
            int revision,
            boolean isFinal,
            List<Word> words,
            List<Alternative> alternatives,
            double audioProcessed,
            String model) {
        this(
                stream,
                utterance,
                revision,
                isFinal,
                words,
                alternatives,
                List.of(),
                audioProcessed,
                model);
    }

    /** A hypothesis without alternatives. */
    public Hypothesis(
            String stream,
            int utterance,
            int revision,
            boolean isFinal,
            List<Word> words,
            double audioProcessed,
            String model) {
        this(stream, utterance, revision, isFinal, words, List.of(), audioProcessed, model);
    }

    /** The same of another stream. */
    public Hypothesis ofStream(String other) {
        return new Hypothesis(
                other,
                utterance,
                revision,
                isFinal,
                words,
                alternatives,
                gaps,
                audioProcessed,
                model);
    }

    /** The words with single spaces between them. */
    public String text() {
        return words.stream().map(Word::word).collect(Collectors.joining(" "));
    }

    /** Seconds from the stream's first sample to the first word. */
    public double start() {
        return words.isEmpty() ? audioProcessed : words.get(0).start();
    }

    /** Seconds from the stream's first sample to the end of the last word. */
    public double end() {
        return words.isEmpty() ? audioProcessed : words.get(words.size() - 1).end();
    }

    /** The mean confidence of the words, 0 to 1. */
    public double confidence() {
        return words.stream().mapToDouble(Word::confidence).average().orElse(0);
    }
}
