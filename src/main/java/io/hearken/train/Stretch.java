package io.hearken.train;

import io.hearken.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A stretch of a stream: what it sounds like, what is said in it and when. */
final class Stretch {
    /** Numbers a network tells of a word's time: from its start until now, from now to its end. */
    static final int TIMES = 2;

    private final FeatureSpec spec;
    private final float[] samples;
    private final List<Integer> labels = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final int[] frames;
    private final float[] times;
    private boolean marked = true;

    /** A word of which is known when it is said: from one step's middle to another's. */
    record Word(int symbol, int from, int to) {}

    /**
     * A stretch in which nothing is said yet.
     *
     * @param steps network steps it is long enough for, exactly
     */
    Stretch(FeatureSpec spec, int steps) {
        this.spec = spec;
        samples = new float[(steps - 1) * spec.stepSamples() + spec.vectorSamples()];
        frames = new int[steps];
        times = new float[TIMES * steps];
        Arrays.fill(times, Float.NaN);
    }

    /** Sound, in ±1 in the end. */
    float[] samples() {
        return samples;
    }

    /** T: network steps. */
    int steps() {
        return frames.length;
    }

    /** The symbols said, all of them over before the end. */
    int[] labels() {
        return labels.stream().mapToInt(i -> i).toArray();
    }

    /** Those of them of which is known when, in their order. */
    List<Word> words() {
        return words;
    }

    /** For each step the symbol that is ending there, 0 for none; null if that is not known. */
    int[] frames() {
        return marked ? frames : null;
    }

    /**
     * For each step the seconds from the start of the word being said to the step's middle, and
     * from there to the word's end; NaN where no word is about to end or has just ended.
     */
    float[] times() {
        return times;
    }

    /** Adds sound that begins at sample {@code from}; what lies outside is dropped. */
    void add(float[] sound, int from, float gain) {
        int end = Math.min(sound.length, samples.length - from);
        for (int n = Math.max(0, -from); n < end; n++) {
            samples[from + n] += gain * sound[n];
        }
    }

    /** Writes down a clip of several words; when each was said is not known. */
    void say(int[] symbols) {
        Arrays.stream(symbols).forEach(labels::add);
        marked = false;
    }

    /** Writes down a word said from sample {@code start} to {@code end}. */
    void say(int symbol, int start, int end) {
        labels.add(symbol);
        int last = step(end);
        words.add(new Word(symbol, step(start), last));
        for (int t = step(end - (end - start) / 3); t <= last; t++) {
            frames[t] = symbol;
        }
        int beyond = Math.min(frames.length - 1, last + 2);
        for (int t = step(end - (end - start) / 2); t <= beyond; t++) {
            double now = spec.middleSeconds(t);
            times[TIMES * t] = (float) (now - (double) start / spec.sampleRate());
            times[TIMES * t + 1] = (float) ((double) end / spec.sampleRate() - now);
        }
    }

    /** The first step whose middle lies beyond a sample. */
    private int step(int sample) {
        int step = Math.floorDiv(sample - spec.vectorSamples() / 2, spec.stepSamples()) + 1;
        return Math.max(0, Math.min(frames.length - 1, step));
    }
}
