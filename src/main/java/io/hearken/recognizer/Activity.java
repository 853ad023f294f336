package io.hearken.recognizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether somebody speaks, told by how loud vectors are. The noise is taken for the least level so
 * far, which rises slowly, so that it is found again where it grows (as in Sakhnov, Verteletskaya
 * and Simak, "Approach for Energy-Based Voice Detector with Adaptive Scaling Factor", 2009, with a
 * fixed step and a fixed margin):
 *
 * <pre>
 *   noise ← min(noise + RISE·seconds, the highest level of vectors that span HOLD)
 *   speech          level ≥ noise + MARGIN
 * </pre>
 *
 * <p>Below {@code LEAST} nothing was recorded: chunks were lost, the microphone is off, or a gate
 * shuts out the noise. That is no speech, but says nothing of what the noise is like. Nor do
 * vectors next to such a hole, which were recorded in part: they do not span {@code HOLD}, unless
 * some hundredths of a second lie alone between two holes.
 *
 * <p>Of a stream that begins in the middle of a word this shows only when the word is over: what
 * was louder than the margin before the first silence was speech, too.
 *
 * <p>Levels are in dB as those of {@link io.hearken.feature.Level}. One that nobody can tell is
 * infinite: it counts as speech.
 */
final class Activity {
    private static final double MARGIN = 5;
    private static final double RISE = 4;
    private static final double HOLD = 0.03;
    private static final double LEAST = 10;

    /** The level of noise; infinite where it is not known yet. */
    double noise = Double.POSITIVE_INFINITY;

    /** The latest levels, of which one more spans {@code HOLD}; fewer behind a hole. */
    final List<Double> latest = new ArrayList<>(0);

    /** The highest level since the stream began; not a number behind its first utterance. */
    double loudest = Double.NEGATIVE_INFINITY;

    /** Whether there was speech in this utterance. */
    boolean isSpeech;

    /** Vectors since the last one with speech, if there was some. */
    int quiet;

    /** Whether nothing was recorded yet. */
    boolean isFresh() {
        return loudest == Double.NEGATIVE_INFINITY;
    }

    /** Hears one vector. */
    void hear(double level, double seconds) {
        if (level < LEAST) {
            latest.clear();
        } else {
            loudest = Math.max(loudest, level);
            follow(level, seconds);
        }
        double least = noise + MARGIN;
        isSpeech |= level >= least || loudest >= least;
        quiet = isSpeech && level < least ? quiet + 1 : 0;
    }

    /** Has the noise follow the levels. */
    private void follow(double level, double seconds) {
        if (level == Double.POSITIVE_INFINITY) {
            return;
        }
        noise += RISE * seconds;
        latest.add(level);
        if ((latest.size() - 1) * seconds >= HOLD) {
            noise = Math.min(noise, Collections.max(latest));
            latest.remove(0);
        }
    }

    /** Begins the next utterance: what is not loud enough for speech now will not become it. */
    void endUtterance() {
        loudest = Double.NaN;
        isSpeech = false;
        quiet = 0;
    }

    Activity copy() {
        Activity copy = new Activity();
        copy.noise = noise;
        copy.latest.addAll(latest);
        copy.loudest = loudest;
        copy.isSpeech = isSpeech;
        copy.quiet = quiet;
        return copy;
    }
}
