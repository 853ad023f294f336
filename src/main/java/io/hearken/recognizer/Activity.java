package io.hearken.recognizer;

/**
 * Whether somebody speaks, told by how loud vectors are. The noise is taken for the least level so
 * far, which rises slowly, so that it is found again where it grows (as in Sakhnov, Verteletskaya
 * and Simak, "Approach for Energy-Based Voice Detector with Adaptive Scaling Factor", 2009, with a
 * fixed step and a fixed margin):
 *
 * <pre>
 *   noise ← max(LEAST, min(level, noise + RISE·seconds))
 *   speech          level ≥ noise + MARGIN
 * </pre>
 *
 * <p>Of a stream that begins in the middle of a word this shows only when the word is over: what
 * was louder than the margin before the first silence was speech, too.
 *
 * <p>Levels are in dB as those of {@link io.hearken.feature.Level}. One that nobody can tell is
 * infinite: it counts as speech.
 */
final class Activity {
    private static final double MARGIN = 6;
    private static final double RISE = 4;
    private static final double LEAST = 10;

    /** The level of noise; infinite before the first vector. */
    double noise = Double.POSITIVE_INFINITY;

    /** The highest level since the stream began; not a number behind its first utterance. */
    double loudest = Double.NEGATIVE_INFINITY;

    /** Whether there was speech in this utterance. */
    boolean isSpeech;

    /** Vectors since the last one with speech, if there was some. */
    int quiet;

    /** Whether nothing was heard yet. */
    boolean isFresh() {
        return noise == Double.POSITIVE_INFINITY;
    }

    /** Hears one vector. */
    void hear(double level, double seconds) {
        noise = Math.max(LEAST, Math.min(level, noise + RISE * seconds));
        loudest = Math.max(loudest, level);
        double least = noise + MARGIN;
        isSpeech |= level >= least || loudest >= least;
        quiet = isSpeech && level < least ? quiet + 1 : 0;
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
        copy.loudest = loudest;
        copy.isSpeech = isSpeech;
        copy.quiet = quiet;
        return copy;
    }
}
