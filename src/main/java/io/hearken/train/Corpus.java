package io.hearken.train;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What was read: the corpora for training and validation, and what was left out. */
    record Split(Corpus training, Corpus validation, int clips, List<String> skipped) {}

    /**
     * Reads recordings and splits them by speaker.
     *
     * @param alphabet the words to learn; recordings with any other word are left out
     * @param validation the share of speakers kept for validation, 0 to 1
     */
    static Split read(
            List<Manifest.Entry> entries,
            List<String> alphabet,
            int sampleRate,
            double validation) {
        List<String> skipped = new ArrayList<>();
        List<Clip> training = new ArrayList<>();
        List<Clip> held = new ArrayList<>();
        List<Clip> background = new ArrayList<>();
        Set<String> known = new HashSet<>(alphabet);
        for (Manifest.Entry entry : entries) {
            if (!known.containsAll(entry.words())) {
                continue;
            }
            Clip clip = clip(entry, alphabet, sampleRate, skipped);
            if (clip == null) {
                continue;
            }
            if (entry.words().isEmpty()) {
                background.add(clip);
            } else {
                (isHeld(entry.speaker(), validation) ? held : training).add(clip);
            }
        }
        return new Split(
                of(training, alphabet, background, "training"),
                of(held, alphabet, background, "validation"),
                training.size() + held.size(),
                skipped);
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

    /** Whether a speaker is kept for validation: by name alone, so that more data moves nobody. */
    static boolean isHeld(String speaker, double share) {
        int hash = (speaker.hashCode() * 0x9E3779B9) >>> 16;
        return hash < share * 0x10000;
    }

    private static Corpus of(
            List<Clip> clips, List<String> alphabet, List<Clip> background, String use) {
        List<List<Clip>> words = new ArrayList<>();
        for (int w = 1; w <= alphabet.size(); w++) {
            int word = w;
            List<Clip> pool =
                    clips.stream()
                            .filter(c -> c.words().length == 1 && c.words()[0] == word)
                            .toList();
            require(
                    !pool.isEmpty(),
                    "no recording of the single word \"%s\" is left for %s",
                    alphabet.get(w - 1),
                    use);
            words.add(pool);
        }
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
