package io.hearken.evaluate;

import java.util.Random;

/** What a microphone hears in a quiet room: faint noise, never digital silence. */
final class RoomTone {
    /** Root mean square: -76 dB of full scale, five steps of 16-bit audio. */
    private static final double LEVEL = 1.6e-4;

    private RoomTone() {}

    static float[] of(int samples, Random random) {
        float[] tone = new float[samples];
        for (int n = 0; n < samples; n++) {
            tone[n] = (float) (LEVEL * random.nextGaussian());
        }
        return tone;
    }
}
