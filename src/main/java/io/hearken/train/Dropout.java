package io.hearken.train;

import static io.hearken.stream.Checks.require;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Silences some connections of a forward pass at random, the rest made louder in turn, so that no
 * unit leans on another (Srivastava et al., 2014). Meant for connections between layers, not for
 * those from step to step (Zaremba, Sutskever and Vinyals, 2014).
 *
 * @param keep share of connections that stay, in (0, 1]; rounded to 1/256
 * @param seed of the choice: the same seed silences the same connections
 */
record Dropout(double keep, long seed) {
    /** Every connection stays. */
    static final Dropout NONE = new Dropout(1, 0);

    private static final int PARTS = 256;

    Dropout {
        require(keep > 0 && keep <= 1, "keep must be above 0 and at most 1, got %s", keep);
    }

    boolean isNone() {
        return kept() == PARTS;
    }

    private int kept() {
        return (int) Math.max(1, Math.round(keep * PARTS));
    }

    /**
     * Fills {@code mask} with what to multiply values by: 0, or one over the share that stays.
     *
     * @param layer each has a choice of its own
     */
    void mask(int layer, float[] mask) {
        SplittableRandom random = new SplittableRandom(seed * 31 + layer);
        float[] ofPart = new float[PARTS];
        Arrays.fill(ofPart, 0, kept(), (float) PARTS / kept());
        long bits = 0;
        for (int j = 0; j < mask.length; j++) {
            bits = j % Long.BYTES == 0 ? random.nextLong() : bits >>> Byte.SIZE;
            // By table: the processor could not guess which way to branch.
            mask[j] = ofPart[(int) bits & PARTS - 1];
        }
    }
}
