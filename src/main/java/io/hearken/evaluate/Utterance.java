package io.hearken.evaluate;

import io.hearken.recognizer.Alignment;
import io.hearken.recognizer.WordErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What was heard in a take.
 *
 * @param seconds of audio
 * @param said the words said that the model may speak: what ought to be heard
 * @param times when those are said; empty where that is unknown
 * @param otherWords how many more words are said that ought not to be heard
 * @param alignment of what was said with what was heard
 */
public record Utterance(
        String name,
        String speaker,
        String set,
        String condition,
        double seconds,
        List<String> said,
        List<Take.Span> times,
        int otherWords,
        List<HeardWord> heard,
        Alignment alignment) {
    public Utterance {
        said = List.copyOf(said);
        times = List.copyOf(times);
        heard = List.copyOf(heard);
    }

    static Utterance of(Take take, Set<String> vocabulary, List<HeardWord> heard) {
        List<String> said = new ArrayList<>();
        List<Take.Span> times = new ArrayList<>();
        for (int i = 0; i < take.said().size(); i++) {
            if (vocabulary.contains(take.said().get(i))) {
                said.add(take.said().get(i));
                if (!take.times().isEmpty()) {
                    times.add(take.times().get(i));
                }
            }
        }
        return new Utterance(
                take.name(),
                take.speaker(),
                take.set(),
                take.condition(),
                take.audio().seconds(),
                said,
                times,
                take.said().size() - said.size(),
                heard,
                Alignment.of(said, words(heard)));
    }

    /** The words heard, without what else is known of them. */
    public List<String> heardWords() {
        return words(heard);
    }

    public WordErrors errors() {
        return alignment.errors();
    }

    public boolean isRight() {
        return errors().errors() == 0;
    }

    private static List<String> words(List<HeardWord> heard) {
        return heard.stream().map(word -> word.word().word()).toList();
    }
}
