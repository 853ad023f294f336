package io.hearken.evaluate;

import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A word of a final.
 *
 * @param shown seconds of audio a listener had given when a hypothesis first held it at its place
 */
public record HeardWord(Word word, double shown) {
    /** The words of all finals among a stream's hypotheses, in order. */
    static List<HeardWord> of(List<Hypothesis> hypotheses) {
        List<HeardWord> heard = new ArrayList<>();
        Map<List<Object>, Double> shown = new HashMap<>();
        for (Hypothesis hypothesis : hypotheses) {
            for (int i = 0; i < hypothesis.words().size(); i++) {
                Word word = hypothesis.words().get(i);
                List<Object> place = List.of(hypothesis.utterance(), i, word.word());
                shown.putIfAbsent(place, hypothesis.audioProcessed());
                if (hypothesis.isFinal()) {
                    heard.add(new HeardWord(word, shown.get(place)));
                }
            }
        }
        return heard;
    }
}
