package io.hearken.train;

import io.hearken.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Composes stretches of a stream from clips: words with gaps between them, in a room, with noise.
 * As the clips are single words, it knows where each word ends.
 */
final class Composer {
    private static final double SHORTEST_TAIL = 0.12;

    private final Corpus corpus;
    private final FeatureSpec spec;
    private final int steps;

    /**
     * A stretch of a stream.
     *
     * @param samples enough for exactly the composer's number of steps
     * @param labels the words said, all of them over before the end
     * @param frames [steps], for each step the word that is ending there, 0 for none; null if a
     *     clip of several words lies in the stretch
     */
    record Stretch(float[] samples, int[] labels, int[] frames) {}

    /**
     * A composer of stretches.
     *
     * @param steps network steps in a stretch
     */
    Composer(Corpus corpus, FeatureSpec spec, int steps) {
        this.corpus = corpus;
        this.spec = spec;
        this.steps = steps;
    }

    /**
     * Composes one stretch.
     *
     * @param difficulty 0: as recorded, with clear gaps; 1: everything a telephone may do to it
     * @param connected whether clips of several words may be taken
     */
    Stretch compose(RandomGenerator random, double difficulty, boolean connected) {
        float[] samples = new float[(steps - 1) * spec.stepSamples() + spec.vectorSamples()];
        List<Integer> labels = new ArrayList<>();
        int[] frames = new int[steps];
        int rate = spec.sampleRate();
        int at = random.nextInt(4) == 0 ? 0 : (int) (gap(random, difficulty) * rate);
        int room = samples.length - (int) (SHORTEST_TAIL * rate);
        int most = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : Integer.MAX_VALUE;
        for (int clips = 0; clips < most; clips++) {
            boolean several = connected && corpus.hasConnected() && random.nextInt(5) == 0;
            Clip clip = several ? corpus.connected(random) : corpus.word(random);
            double speed = 1 + difficulty * 0.18 * (2 * random.nextDouble() - 1);
            int length = (int) ((clip.speechEnd() - clip.speechStart()) / speed);
            if (at + length > room) {
                break;
            }
            place(clip, speed, samples, at, random, difficulty);
            Arrays.stream(clip.words()).forEach(labels::add);
            if (several) {
                frames = null;
            } else if (frames != null) {
                mark(frames, at, at + length, clip.words()[0]);
            }
            at += length + (int) (gap(random, difficulty) * rate);
        }
        samples = worsen(samples, random, difficulty);
        return new Stretch(samples, labels.stream().mapToInt(i -> i).toArray(), frames);
    }

    /** Seconds between words: mostly short, now and then long. */
    private static double gap(RandomGenerator random, double difficulty) {
        if (random.nextInt(8) == 0) {
            return 0.3 + random.nextDouble();
        }
        double shortest = 0.15 * (1 - difficulty);
        return shortest + 0.3 * random.nextDouble() * random.nextDouble();
    }

    /**
     * Adds a clip, with a little of what is around its speech, so that speech begins at {@code at}.
     */
    private void place(
            Clip clip,
            double speed,
            float[] samples,
            int at,
            RandomGenerator random,
            double difficulty) {
        int margin = spec.sampleRate() / 20;
        int from = Math.max(0, clip.speechStart() - margin);
        int to = Math.min(clip.samples().length, clip.speechEnd() + margin);
        float[] sound = Arrays.copyOfRange(clip.samples(), from, to);
        sound = Sound.played(sound, speed);
        float gain = decibels(difficulty * 4 * random.nextGaussian());
        int start = at - (int) ((clip.speechStart() - from) / speed);
        for (int n = 0; n < sound.length; n++) {
            if (start + n >= 0 && start + n < samples.length) {
                samples[start + n] += gain * sound[n];
            }
        }
    }

    /** Marks the last third of a word, and one step beyond it. */
    private void mark(int[] frames, int start, int end, int word) {
        int step = spec.stepSamples();
        int centre = spec.vectorSamples() / 2;
        int from = Math.max(0, (end - (end - start) / 3 - centre) / step + 1);
        int to = Math.min(frames.length - 1, (end - centre) / step + 1);
        for (int t = from; t <= to; t++) {
            frames[t] = word;
        }
    }

    private float[] worsen(float[] x, RandomGenerator random, double difficulty) {
        int rate = spec.sampleRate();
        if (random.nextDouble() < 0.4 * difficulty) {
            x = Sound.inRoom(x, 0.05 + 0.3 * random.nextDouble(), rate, random);
        }
        if (random.nextDouble() < 0.5 * difficulty) {
            Sound.highPass(x, 60 + 300 * random.nextDouble(), rate);
        }
        if (random.nextDouble() < 0.3 * difficulty) {
            Sound.lowPass(x, 1500 + 2000 * random.nextDouble(), rate);
        }
        Sound.tilt(x, (float) (difficulty * 0.6 * (2 * random.nextDouble() - 1)));
        boolean bare = random.nextInt(6) == 0; // as cut out by a program: nothing around the words
        if (!bare) {
            addBackground(x, random, difficulty);
        }
        float gain = decibels(difficulty * (-32 + 46 * random.nextDouble()));
        for (int n = 0; n < x.length; n++) {
            x[n] *= gain;
        }
        if (!bare) {
            double hiss = 1e-5 * Math.pow(100, random.nextDouble()); // from the last bit of 16 up
            Sound.addNoise(x, hiss, 0.9 * random.nextDouble(), random);
        }
        for (int n = 0; n < x.length; n++) {
            x[n] = Math.max(-1, Math.min(1, x[n]));
        }
        return x;
    }

    /** Adds noise 3 to 40 dB below the speech. */
    private void addBackground(float[] x, RandomGenerator random, double difficulty) {
        if (random.nextDouble() > 0.8 * difficulty) {
            return;
        }
        double below = 3 + 37 * random.nextDouble();
        if (corpus.hasBackground() && random.nextBoolean()) {
            Clip noise = corpus.background(random);
            float gain = decibels(-below);
            int from = random.nextInt(noise.samples().length);
            for (int n = 0; n < x.length; n++) {
                x[n] += gain * noise.samples()[(from + n) % noise.samples().length];
            }
        } else {
            double deviation = 0.05 * decibels(-below);
            Sound.addNoise(x, deviation, 0.98 * random.nextDouble(), random);
        }
    }

    private static float decibels(double value) {
        return (float) Math.pow(10, value / 20);
    }
}
