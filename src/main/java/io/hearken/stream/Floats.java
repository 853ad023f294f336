package io.hearken.stream;

import java.util.Arrays;

/** What the rooms do alike to runs of samples and coefficients. */
public final class Floats {
    private Floats() {}

    /** Both, one behind the other; either itself where the other is empty. */
    public static float[] join(float[] first, float[] second) {
        if (first.length == 0) {
            return second;
        }
        if (second.length == 0) {
            return first;
        }
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
