package io.hearken.train;

import static io.hearken.stream.Checks.require;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toCollection;

import io.hearken.audio.EntryFilter;
import io.hearken.audio.Manifest;
import io.hearken.recognizer.Speech;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The recordings of one side of a training run, to learn from or to validate with: single words,
 * connected words, noise and measured rooms.
 */
final class Corpus {
    private static final int FEW = 10;

    private final List<Pool> words = new ArrayList<>();
    private final Pool others;
    private final double otherShare;
    private final Pool connected;
    private final List<Clip> noise;
    private final List<Clip> rooms;

    private Corpus(List<Clip> speech, Alphabet alphabet, double otherShare, Sounds sounds) {
        List<Clip> single = speech.stream().filter(clip -> clip.words().length == 1).toList();
        for (int w = 1; w <= alphabet.words().size(); w++) {
            int word = w;
            List<Clip> pool = single.stream().filter(clip -> clip.isSingle(word)).toList();
            if (!pool.isEmpty()) {
                words.add(new Pool(pool));
            }
        }
        require(!words.isEmpty(), "the speakers kept for validation say no single word");
        this.others =
                new Pool(single.stream().filter(c -> !alphabet.isSpoken(c.words()[0])).toList());
        this.otherShare = otherShare;
        this.connected = new Pool(speech.stream().filter(c -> c.words().length > 1).toList());
        this.noise = sounds.noise;
        this.rooms = sounds.rooms;
    }

    /** What both sides share. */
    private record Sounds(List<Clip> noise, List<Clip> rooms) {}

    /**
     * What was read, and what was left out.
     *
     * @param clips with speech
     * @param held speakers kept for validation
     */
    record Split(
            Corpus training,
            Corpus validation,
            Alphabet alphabet,
            int clips,
            int held,
            List<String> skipped) {}

    /** Reads the recordings a recipe wants and splits them by speaker. */
    static Split read(List<Manifest.Entry> all, Recipe recipe) {
        List<Manifest.Entry> entries = chosen(all, recipe);
        require(
                recipe.rawFrame() > 0 || entries.stream().allMatch(entry -> entry.held() == null),
                "images are no speech: a recipe for them sets rawFrame, as src/recipes/images.yaml");
        Alphabet alphabet = Alphabet.of(words(entries, recipe), entries, recipe.others() > 0);
        List<String> skipped = new ArrayList<>();
        List<Clip> clips = new ArrayList<>();
        List<Clip> rooms = new ArrayList<>();
        for (Read read : read(entries, alphabet, recipe)) {
            if (read.problem != null) {
                skipped.add(read.problem);
            } else {
                (read.isRoom ? rooms : clips).add(read.clip);
            }
        }
        Map<Boolean, List<Clip>> isSpeech =
                clips.stream().collect(partitioningBy(clip -> clip.words().length > 0));
        List<Clip> speech = isSpeech.get(true);
        require(
                !speech.isEmpty(),
                "none of %d recordings can be learned from%s",
                entries.size(),
                skipped.isEmpty() ? "" : ", the first because: " + skipped.get(0));
        Sounds sounds = new Sounds(isSpeech.get(false), rooms);
        Set<String> held = held(speech, recipe.validation());
        Map<Boolean, List<Clip>> split =
                speech.stream().collect(partitioningBy(clip -> held.contains(clip.speaker())));
        requireWords(split.get(false), alphabet, held);
        return new Split(
                new Corpus(split.get(false), alphabet, recipe.others(), sounds),
                new Corpus(split.get(true), alphabet, recipe.expectedOthers(), sounds),
                alphabet,
                speech.size(),
                held.size(),
                skipped);
    }

    private static List<Manifest.Entry> chosen(List<Manifest.Entry> all, Recipe recipe) {
        List<EntryFilter> exclude = recipe.exclude().stream().map(EntryFilter::parse).toList();
        return EntryFilter.choose(all, List.of(), exclude);
    }

    private static List<String> words(List<Manifest.Entry> entries, Recipe recipe) {
        List<String> words =
                recipe.words().isEmpty()
                        ? entries.stream()
                                .flatMap(entry -> entry.words().stream())
                                .filter(word -> !word.equals(Speech.OTHER))
                                .distinct()
                                .sorted()
                                .toList()
                        : recipe.words();
        require(!words.isEmpty(), "there are no words to learn");
        return words;
    }

    /** One entry: a clip, or what is wrong with it. */
    private record Read(Clip clip, boolean isRoom, String problem) {}

    private static List<Read> read(List<Manifest.Entry> entries, Alphabet alphabet, Recipe recipe) {
        List<Source> sources = Source.of(recipe, entries);
        return entries.parallelStream()
                .filter(entry -> alphabet.symbolsOf(entry.words()) != null)
                .map(entry -> read(entry, alphabet, Source.of(entry, sources), recipe))
                .toList();
    }

    private static Read read(
            Manifest.Entry entry, Alphabet alphabet, Source source, Recipe recipe) {
        try {
            boolean isRoom = entry.isRoom();
            float[] samples = entry.recording().samples(recipe.sampleRate());
            int[] symbols = alphabet.symbolsOf(entry.words());
            if (recipe.rawFrame() > 0) {
                Clip whole = Clip.whole(samples, symbols, entry.speaker(), source);
                return new Read(whole, isRoom, otherLength(entry, samples, recipe));
            }
            Clip clip = Clip.of(samples, symbols, entry.speaker(), source);
            return new Read(clip, isRoom, clip == null ? entry.audio() + ": silent" : null);
        } catch (RuntimeException e) {
            return new Read(null, false, e.getMessage());
        }
    }

    /**
     * What is wrong with a recording that ought to be as long as the recipe says; null if nothing.
     */
    private static String otherLength(Manifest.Entry entry, float[] samples, Recipe recipe) {
        long expected = Math.round(recipe.seconds() * recipe.sampleRate());
        return samples.length == expected
                ? null
                : "%s: %d samples, expected %d (the recipe's seconds)"
                        .formatted(entry.audio(), samples.length, expected);
    }

    /**
     * The speakers kept for validation: by their names alone, so that more data moves nobody. Only
     * where so few speakers are read that none falls below the share, the lowest is kept.
     */
    private static Set<String> held(List<Clip> speech, double share) {
        Set<String> speakers =
                speech.stream().map(Clip::speaker).collect(toCollection(TreeSet::new));
        require(
                speakers.size() > 1,
                "training needs at least two speakers, one of them to validate with, got %s",
                speakers);
        Set<String> held =
                speakers.stream()
                        .filter(name -> place(name) < share)
                        .collect(toCollection(TreeSet::new));
        if (held.isEmpty()) {
            held.add(Collections.min(speakers, Comparator.comparing(Corpus::place)));
        }
        return held;
    }

    /** A speaker's place between 0 and 1. */
    static double place(String speaker) {
        return ((speaker.hashCode() * 0x9E3779B9) >>> 16) / (double) 0x10000;
    }

    private static void requireWords(List<Clip> training, Alphabet alphabet, Set<String> held) {
        for (int w = 1; w <= alphabet.words().size(); w++) {
            int word = w;
            require(
                    training.stream().anyMatch(clip -> clip.isSingle(word)),
                    "no recording of the single word \"%s\" to learn from, without the speakers"
                            + " kept for validation (%s)",
                    alphabet.symbols().get(w),
                    some(held));
        }
    }

    /** The first names, where they are many. */
    private static String some(Set<String> names) {
        String first = names.stream().limit(FEW).collect(joining(", "));
        return names.size() > FEW ? first + " and " + (names.size() - FEW) + " more" : first;
    }

    /**
     * A single word: each of the model's as likely as any other, now and then one of the others.
     */
    Clip word(RandomGenerator random) {
        return pool(random).draw(random);
    }

    /** The same, said by this speaker if there is such a recording. */
    Clip word(RandomGenerator random, String speaker) {
        return pool(random).draw(random, speaker);
    }

    private Pool pool(RandomGenerator random) {
        boolean isOther = !others.isEmpty() && random.nextDouble() < otherShare;
        return isOther ? others : words.get(random.nextInt(words.size()));
    }

    boolean hasConnected() {
        return !connected.isEmpty();
    }

    Clip connected(RandomGenerator random) {
        return connected.draw(random);
    }

    boolean hasNoise() {
        return !noise.isEmpty();
    }

    Clip noise(RandomGenerator random) {
        return noise.get(random.nextInt(noise.size()));
    }

    boolean hasRooms() {
        return !rooms.isEmpty();
    }

    Clip room(RandomGenerator random) {
        return rooms.get(random.nextInt(rooms.size()));
    }
}
