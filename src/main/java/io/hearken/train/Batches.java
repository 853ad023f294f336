package io.hearken.train;

import io.hearken.feature.FeatureSpec;
import io.hearken.feature.FrontEnd;
import io.hearken.feature.Normalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Composes batches and makes their features. Batch {@code n} of a seed is always the same, whatever
 * thread asks for it.
 */
final class Batches {
    /** A mask hides at most so many steps, a tenth of a second or so. */
    private static final int LONGEST_MASK = 4;

    private final Composer composer;
    private final FeatureSpec spec;
    private final Normalization normalization;
    private final int steps;
    private final int streams;
    private final long seed;

    Batches(
            Corpus corpus,
            FeatureSpec spec,
            Normalization normalization,
            int steps,
            int streams,
            long seed) {
        this.composer = new Composer(corpus, spec, steps);
        this.spec = spec;
        this.normalization = normalization;
        this.steps = steps;
        this.streams = streams;
        this.seed = seed;
    }

    /**
     * A batch to learn from: its stretches are of all difficulties up to {@code hardest}, as most
     * of what a recognizer hears is not hard; see {@link Composer#compose} for the rest.
     */
    Batch batch(int number, double hardest, double connected) {
        return batch(number, random -> hardest * random.nextDouble(), connected, true);
    }

    /** A batch as it is heard, all of one difficulty and nothing of it hidden. */
    Batch heard(int number, double difficulty, double connected) {
        return batch(number, random -> difficulty, connected, false);
    }

    private Batch batch(
            int number,
            ToDoubleFunction<RandomGenerator> difficulties,
            double connected,
            boolean isMasked) {
        FrontEnd frontEnd = new FrontEnd(spec, normalization); // one thread's own
        int D = spec.dimension();
        float[] vectors = new float[steps * streams * D];
        List<Stretch> stretches = new ArrayList<>();
        for (int b = 0; b < streams; b++) {
            SplittableRandom random = random((long) number * streams + b);
            double difficulty = difficulties.applyAsDouble(random);
            Stretch stretch = composer.compose(random, difficulty, connected);
            float[] own = frontEnd.whole(stretch.samples());
            mask(own, random, isMasked ? difficulty : 0);
            for (int t = 0; t < steps; t++) {
                System.arraycopy(own, t * D, vectors, (t * streams + b) * D, D);
            }
            stretches.add(stretch);
        }
        return new Batch(vectors, stretches);
    }

    /** A stretch's own numbers, like those of no other: neighbouring seeds are hashed apart. */
    private SplittableRandom random(long stretch) {
        long start = new SplittableRandom(seed).nextLong();
        return new SplittableRandom(new SplittableRandom(start + stretch).nextLong());
    }

    /**
     * Hides moments and coefficients behind the mean, so that a word is known by more than one of
     * its features (SpecAugment; Park et al., 2019).
     */
    private void mask(float[] vectors, RandomGenerator random, double share) {
        int D = spec.dimension();
        int C = spec.coefficients();
        if (random.nextDouble() < 0.4 * share) {
            int length = 1 + random.nextInt(LONGEST_MASK);
            int from = random.nextInt(Math.max(1, steps - length));
            int to = Math.min(steps, from + length);
            Arrays.fill(vectors, from * D, to * D, 0f);
        }
        if (random.nextDouble() < 0.3 * share) {
            int coefficient = random.nextInt(C);
            for (int at = coefficient; at < vectors.length; at += C) {
                vectors[at] = 0;
            }
        }
    }
}
