package io.hearken.train;

import static io.hearken.train.Sound.decibels;

import io.hearken.feature.FeatureSpec;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Composes stretches of a stream from clips: words with gaps between them, said by one voice or by
 * many. As most clips are single words, it knows where each word begins and ends. Where samples are
 * heard as they are, a stretch is one clip.
 */
final class Composer {
    private static final double SHORTEST_TAIL = 0.12;

    private final Corpus corpus;
    private final FeatureSpec spec;
    private final int steps;
    private final Surroundings surroundings;

    /**
     * A composer of stretches.
     *
     * @param steps network steps in a stretch
     */
    Composer(Corpus corpus, FeatureSpec spec, int steps) {
        this.corpus = corpus;
        this.spec = spec;
        this.steps = steps;
        this.surroundings = new Surroundings(corpus, spec.sampleRate());
    }

    /**
     * How a clip is changed.
     *
     * @param pitch the voice higher (above 1) or lower, as from a smaller or larger head
     * @param tempo faster (above 1) or slower
     */
    private record Voice(double pitch, double tempo, float gain) {
        static Voice draw(RandomGenerator random, double difficulty) {
            return new Voice(
                    Math.exp(0.2 * difficulty * uniform(random)),
                    Math.exp(0.3 * difficulty * uniform(random)),
                    decibels(difficulty * 4 * random.nextGaussian()));
        }

        float[] say(float[] x, int sampleRate) {
            float[] changed = Sound.played(x, pitch);
            double rest = tempo / pitch;
            return Math.abs(rest - 1) < 0.02 ? changed : Sound.said(changed, rest, sampleRate);
        }
    }

    private static double uniform(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    /**
     * Composes one stretch.
     *
     * @param difficulty 0: as recorded, with clear gaps; 1: everything a telephone may do to it
     * @param connected the share of clips that may have several words, 0 to 1
     */
    Stretch compose(RandomGenerator random, double difficulty, double connected) {
        Stretch stretch = new Stretch(spec, steps);
        if (!spec.hasFilters()) {
            add(corpus.word(random), stretch);
            return stretch;
        }
        speak(stretch, random, difficulty, connected);
        surroundings.add(stretch.samples(), random, difficulty);
        return stretch;
    }

    /** One recording as it is, which may be anything, such as an image. */
    private static void add(Clip whole, Stretch stretch) {
        stretch.add(whole.samples(), 0, 1);
        stretch.say(whole.words()[0], 0, Math.min(whole.speechEnd(), stretch.samples().length));
    }

    private void speak(
            Stretch stretch, RandomGenerator random, double difficulty, double connected) {
        int rate = spec.sampleRate();
        int room = stretch.samples().length - (int) (SHORTEST_TAIL * rate);
        int at = random.nextInt(4) == 0 ? 0 : (int) (gap(random, difficulty) * rate);
        int most = most(random);
        boolean alone = random.nextBoolean();
        Voice voice = Voice.draw(random, difficulty);
        String speaker = null;
        for (int clips = 0; clips < most; clips++) {
            Clip clip = clip(random, speaker, connected);
            if (!alone) {
                voice = Voice.draw(random, difficulty);
            } else if (speaker == null) {
                speaker = clip.speaker();
            }
            int length = (int) ((clip.speechEnd() - clip.speechStart()) / voice.tempo);
            if (at + length > room) {
                break;
            }
            place(clip, voice, stretch, at, random);
            if (clip.words().length == 1) {
                stretch.say(clip.words()[0], at, at + length);
            } else {
                stretch.say(clip.words());
            }
            at += length + (int) (gap(random, difficulty) * rate);
        }
    }

    /** The most clips a stretch may have: sometimes few, sometimes none, to teach silence. */
    private static int most(RandomGenerator random) {
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1, 2, 3 -> 1;
            case 4 -> 2;
            default -> Integer.MAX_VALUE;
        };
    }

    private Clip clip(RandomGenerator random, String speaker, double connected) {
        if (corpus.hasConnected() && random.nextDouble() < connected) {
            return corpus.connected(random);
        }
        return speaker == null ? corpus.word(random) : corpus.word(random, speaker);
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
     * Adds a clip, mostly with some of what is around its speech, so that speech begins at {@code
     * at}; sometimes cut out so tightly that its edges are missing.
     */
    private void place(Clip clip, Voice voice, Stretch stretch, int at, RandomGenerator random) {
        boolean tight = random.nextInt(4) == 0;
        double seconds = tight ? -0.04 * random.nextDouble() : 0.02 + 0.15 * random.nextDouble();
        int margin = (int) (spec.sampleRate() * seconds);
        int from = Math.max(0, clip.speechStart() - margin);
        int to = Math.min(clip.samples().length, clip.speechEnd() + margin);
        if (from < to) {
            float[] cut = Arrays.copyOfRange(clip.samples(), from, to);
            float[] sound = voice.say(cut, spec.sampleRate());
            Sound.fade(sound, Math.max(spec.sampleRate() / 500, margin / 2));
            stretch.add(sound, at - (int) ((clip.speechStart() - from) / voice.tempo), voice.gain);
        }
    }
}
