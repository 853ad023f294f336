package io.hearken.evaluate;

import static io.hearken.stream.Checks.require;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.hearken.audio.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Composes connected strings of words from recordings of single ones, each string from one
 * speaker's. Where its words begin and end is known, which of real strings it is not.
 *
 * @param count strings in all, as evenly among the speakers as can be
 * @param fewestWords in a string
 * @param mostWords in a string
 * @param seed the same seed gives the same strings
 */
public record Strings(int count, int fewestWords, int mostWords, long seed) {
    /** The condition of such takes. */
    public static final String CONDITION = "strings";

    public Strings {
        require(count > 0, "strings must be at least 1, got %d", count);
        require(
                0 < fewestWords && fewestWords <= mostWords,
                "words in a string must be at least 1 and no more than %d, got %d",
                mostWords,
                fewestWords);
    }

    /** Strings of 3 to 10 words. */
    public static Strings of(int count) {
        return new Strings(count, 3, 10, 1);
    }

    /**
     * The strings, one speaker's after another's; of no more than one speaker the recordings are in
     * memory.
     *
     * @param entries those of one word are used, if their speaker has two different words or more
     * @param sampleRate of the strings
     * @throws IllegalArgumentException if no speaker has two different words
     */
    public Takes takes(List<Manifest.Entry> entries, int sampleRate) {
        List<List<Manifest.Entry>> speakers = speakers(entries);
        require(
                !speakers.isEmpty(),
                "no speaker says two different words in recordings of one word each, so there is"
                        + " nothing to make strings of");
        int each = count / speakers.size();
        int more = count % speakers.size();
        List<String> skipped = new ArrayList<>();
        Stream<Take> strings =
                IntStream.range(0, Math.min(count, speakers.size()))
                        .boxed()
                        .flatMap(
                                s -> {
                                    Voice voice = voice(speakers.get(s), sampleRate, skipped);
                                    return strings(voice, s < more ? each + 1 : each);
                                });
        return new Takes(strings, skipped);
    }

    /** Each speaker's recordings, the speakers in an order that no manifest's has to do with. */
    private List<List<Manifest.Entry>> speakers(List<Manifest.Entry> entries) {
        Map<String, List<Manifest.Entry>> bySpeaker =
                entries.stream()
                        .filter(entry -> entry.words().size() == 1 && !entry.speaker().isBlank())
                        .collect(groupingBy(Manifest.Entry::speaker, TreeMap::new, toList()));
        List<List<Manifest.Entry>> speakers = new ArrayList<>(bySpeaker.values());
        speakers.removeIf(own -> own.stream().map(Manifest.Entry::words).distinct().count() < 2);
        Collections.shuffle(speakers, new Random(seed));
        return speakers;
    }

    private Voice voice(List<Manifest.Entry> own, int sampleRate, List<String> skipped) {
        Takes words = Takes.of(own);
        String speaker = own.get(0).speaker();
        Voice voice = new Voice(speaker, words.stream(), sampleRate, seed);
        skipped.addAll(words.skipped());
        if (voice.isMute()) {
            skipped.add(speaker + ": no recording is left to make strings of");
        }
        return voice;
    }

    private Stream<Take> strings(Voice voice, int count) {
        return IntStream.range(0, voice.isMute() ? 0 : count)
                .mapToObj(i -> voice.say(i, fewestWords, mostWords));
    }
}
