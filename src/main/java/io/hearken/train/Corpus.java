package io.hearken.train;

import static io.hearken.stream.Checks.require;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toCollection;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * The recordings of a training run: single words by word, connected words, and background. Clips
 * are drawn so that a speaker with many counts for more than one with few, but for less than in
 * proportion: six voices are not a population.
 */
final class Corpus {
    /** A clip of a speaker with n clips of a word is drawn with weight n to this power. */
    private static final double CROWDING = -0.3;

    private final List<Pool> words = new ArrayList<>();
    private final Pool connected;
    private final List<Clip> background;

    private Corpus(List<List<Clip>> words, List<Clip> connected, List<Clip> background) {
        words.forEach(clips -> this.words.add(new Pool(clips)));
        this.connected = new Pool(connected);
        this.background = background;
    }

    /** Clips, each with the sum of the weights up to it. */
    private static final class Pool {
        private final List<Clip> clips;
        private final double[] sums;

        Pool(List<Clip> clips) {
            this.clips = clips;
            Map<String, Integer> counts = new HashMap<>();
            clips.forEach(clip -> counts.merge(clip.speaker(), 1, Integer::sum));
            sums = new double[clips.size()];
            double sum = 0;
            for (int i = 0; i < sums.length; i++) {
                sum += Math.pow(counts.get(clips.get(i).speaker()), CROWDING);
                sums[i] = sum;
            }
        }

        Clip draw(RandomGenerator random) {
            double at = random.nextDouble() * sums[sums.length - 1];
            int low = 0;
            int high = sums.length - 1;
            while (low < high) {
                int middle = (low + high) / 2;
                if (sums[middle] <= at) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return clips.get(low);
        }
    }

    /**
     * What was read, and what was left out.
     *
     * @param clips with speech
     * @param held speakers kept for validation
     */
    record Split(Corpus training, Corpus validation, int clips, int held, List<String> skipped) {}

    /**
     * Reads recordings and splits them by speaker.
     *
     * @param alphabet the words to learn; recordings with any other word are left out
     * @param validation the share of speakers kept for validation, 0 to 1; at least one is kept
     */
    static Split read(
            List<Manifest.Entry> entries,
            List<String> alphabet,
            int sampleRate,
            double validation) {
        List<String> skipped = new ArrayList<>();
        List<Clip> speech = new ArrayList<>();
        List<Clip> background = new ArrayList<>();
        for (Manifest.Entry entry : entries) {
            Clip clip =
                    alphabet.containsAll(entry.words())
                            ? clip(entry, alphabet, sampleRate, skipped)
                            : null;
            if (clip != null) {
                (entry.words().isEmpty() ? background : speech).add(clip);
            }
        }
        Set<String> held = held(speech, validation);
        Map<Boolean, List<Clip>> split =
                speech.stream().collect(partitioningBy(clip -> held.contains(clip.speaker())));
        requireWords(split.get(false), alphabet, held);
        return new Split(
                of(split.get(false), alphabet, background),
                of(split.get(true), alphabet, background),
                speech.size(),
                held.size(),
                skipped);
    }

    /** The speakers kept for validation: by their names alone, so that more data moves nobody. */
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

    private static void requireWords(List<Clip> training, List<String> alphabet, Set<String> held) {
        for (int w = 1; w <= alphabet.size(); w++) {
            int word = w;
            require(
                    training.stream().anyMatch(clip -> clip.isSingle(word)),
                    "no recording of the single word \"%s\" to learn from, without the speakers"
                            + " kept for validation (%s)",
                    alphabet.get(w - 1),
                    String.join(", ", held));
        }
    }

    private static Clip clip(
            Manifest.Entry entry, List<String> alphabet, int sampleRate, List<String> skipped) {
        try {
            int[] words = entry.words().stream().mapToInt(w -> alphabet.indexOf(w) + 1).toArray();
            float[] samples = Recording.read(entry.audio()).samples(sampleRate);
            Clip clip = Clip.of(samples, words, entry.speaker());
            if (clip == null) {
                skipped.add(entry.audio() + ": silent");
            }
            return clip;
        } catch (RuntimeException e) {
            skipped.add(e.getMessage());
            return null;
        }
    }

    private static Corpus of(List<Clip> clips, List<String> alphabet, List<Clip> background) {
        List<List<Clip>> words = new ArrayList<>();
        for (int w = 1; w <= alphabet.size(); w++) {
            int word = w;
            List<Clip> pool = clips.stream().filter(clip -> clip.isSingle(word)).toList();
            if (!pool.isEmpty()) {
                words.add(pool);
            }
        }
        require(!words.isEmpty(), "the speakers kept for validation say no single word");
        List<Clip> connected = clips.stream().filter(c -> c.words().length > 1).toList();
        return new Corpus(words, connected, background);
    }

    Clip word(RandomGenerator random) {
        return words.get(random.nextInt(words.size())).draw(random);
    }

    boolean hasConnected() {
        return !connected.clips.isEmpty();
    }

    Clip connected(RandomGenerator random) {
        return connected.draw(random);
    }

    boolean hasBackground() {
        return !background.isEmpty();
    }

    Clip background(RandomGenerator random) {
        return background.get(random.nextInt(background.size()));
    }
}
