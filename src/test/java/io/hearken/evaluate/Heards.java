package io.hearken.evaluate;

import io.hearken.audio.Recording;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Utterances written down by hand. */
final class Heards {
    static final Set<String> VOCABULARY = Set.of("yes", "no", "go");

    private Heards() {}

    /** One second of audio; words heard are written {@code yes@0.9}. */
    static Utterance utterance(String speaker, String said, String heard) {
        return Utterance.of(take(speaker, said, List.of()), VOCABULARY, heard(heard));
    }

    static Take take(String speaker, String said, List<Take.Span> times) {
        Recording second = Recording.of(8_000, new float[8_000]);
        return new Take("a", speaker, "set", Take.CLEAN, second, words(said), times);
    }

    private static List<HeardWord> heard(String text) {
        List<HeardWord> heard = new ArrayList<>();
        for (String word : words(text)) {
            String[] parts = word.split("@");
            heard.add(new HeardWord(new Word(parts[0], 0, 0, Double.parseDouble(parts[1])), 0));
        }
        return heard;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
