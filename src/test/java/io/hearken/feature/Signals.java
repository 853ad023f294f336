package io.hearken.feature;

import java.util.Random;

/** Sounds the tests listen to, in ±1. */
final class Signals {
    private Signals() {}

    /** Gaussian noise with a slow swell, so that loud and quiet frames both occur. */
    static float[] noise(long seed, int samples, double level) {
        Random random = new Random(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) (level * (1 + Math.sin(i / 700.0)) * random.nextGaussian());
        }
        return noise;
    }

    /** What is left of silence in 16-bit recordings: -1, 0 or 1 step. */
    static float[] lastBitNoise(long seed, int samples) {
        Random random = new Random(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (random.nextInt(3) - 1) / 32768f;
        }
        return noise;
    }

    static float[] tone(double hertz, int sampleRate, int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return tone;
    }
}
