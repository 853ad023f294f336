package io.hearken.recognizer;

import io.hearken.acoustic.RandomNetwork;
import io.hearken.feature.FeatureSpec;
import io.hearken.stream.Floats;
import java.util.Random;

/** Random vectors for {@link TestModels}, as loud as speech or as silence is. */
final class Talk {
    private static final double SPEECH = 50;
    private static final double SILENCE = 36;

    private static final int D = TestModels.SPEC.dimension();

    private final Random random;
    private float[] vectors = {};

    Talk(long seed) {
        random = new Random(seed);
    }

    Talk speech(int count) {
        return add(count, SPEECH);
    }

    Talk silence(int count) {
        return add(count, SILENCE);
    }

    /** Digital silence. */
    Talk nothing(int count) {
        return add(count, 0);
    }

    /** A vector that is mostly digital silence. */
    Talk partly() {
        return add(1, SILENCE / 3);
    }

    /** Speech, silence and holes in any order. */
    Talk anything(int count) {
        for (int left = count; left > 0; ) {
            int next = Math.min(left, 1 + random.nextInt(60));
            switch (random.nextInt(5)) {
                case 0, 1 -> speech(next);
                case 2, 3 -> silence(next);
                default -> partly().nothing(next - 1);
            }
            left -= next;
        }
        return this;
    }

    /** Of so many decibels, as {@link io.hearken.feature.Level} has them, and up to 3 more. */
    private Talk add(int count, double level) {
        float[] more = RandomNetwork.frames(random, count, D);
        FeatureSpec spec = TestModels.SPEC;
        for (int i = 0; i < more.length; i += spec.coefficients()) {
            double nepers = (level + 3 * random.nextDouble()) / 20 * Math.log(10);
            double c0 = spec.filters() * (nepers + Math.log(spec.floor()));
            more[i] = (float) (c0 + 20) * 0.3f; // as TestModels normalizes
        }
        vectors = Floats.join(vectors, more);
        return this;
    }

    float[] vectors() {
        return vectors;
    }
}
