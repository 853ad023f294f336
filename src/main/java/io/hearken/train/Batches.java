package io.hearken.train;

import io.hearken.feature.FeatureSpec;
import io.hearken.feature.FrontEnd;
import io.hearken.feature.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Composes batches and makes their features. Batch {@code n} of a seed is always the same. */
final class Batches {
    private final Composer composer;
    private final FrontEnd frontEnd;
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
        this.frontEnd = new FrontEnd(spec, normalization);
        this.steps = steps;
        this.streams = streams;
        this.seed = seed;
    }

    /** One batch; see {@link Composer#compose} for the rest. */
    Batch batch(int number, double difficulty, boolean connected) {
        int D = frontEnd.spec().dimension();
        float[] vectors = new float[steps * streams * D];
        List<Composer.Stretch> stretches = new ArrayList<>();
        for (int b = 0; b < streams; b++) {
            SplittableRandom random =
                    new SplittableRandom(
                            seed + 0x9E3779B97F4A7C15L * ((long) number * streams + b));
            Composer.Stretch stretch = composer.compose(random, difficulty, connected);
            float[] own = frontEnd.whole(stretch.samples());
            for (int t = 0; t < steps; t++) {
                System.arraycopy(own, t * D, vectors, (t * streams + b) * D, D);
            }
            stretches.add(stretch);
        }
        return new Batch(vectors, stretches);
    }
}
