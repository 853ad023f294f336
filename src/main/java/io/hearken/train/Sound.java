package io.hearken.train;

import java.util.random.RandomGenerator;

/** Changes to sound that keep the words: what rooms, telephones and other throats do to it. */
final class Sound {
    private Sound() {}

    /** Played faster (above 1) or slower, the voice higher or lower with it. */
    static float[] played(float[] x, double speed) {
        float[] y = new float[(int) (x.length / speed)];
        for (int n = 0; n < y.length; n++) {
            double at = n * speed;
            int i = (int) at;
            y[n] = cubic(at(x, i - 1), at(x, i), at(x, i + 1), at(x, i + 2), (float) (at - i));
        }
        return y;
    }

    private static float at(float[] x, int i) {
        return i < 0 || i >= x.length ? 0 : x[i];
    }

    /** Between b and c, through all four (Catmull and Rom, 1974). */
    private static float cubic(float a, float b, float c, float d, float u) {
        float slope = c - a;
        float bend = 2 * a - 5 * b + 4 * c - d;
        float twist = 3 * (b - c) + d - a;
        return b + 0.5f * u * (slope + u * (bend + u * twist));
    }

    /** A gentle slope over the spectrum: y[n] = x[n] + tilt·x[n-1], tilt within ±1. */
    static void tilt(float[] x, float tilt) {
        float before = 0;
        for (int n = 0; n < x.length; n++) {
            float now = x[n];
            x[n] = now + tilt * before;
            before = now;
        }
    }

    /** Takes away what lies below {@code hertz}: one pole, 6 dB per octave. */
    static void highPass(float[] x, double hertz, int sampleRate) {
        float pole = (float) Math.exp(-2 * Math.PI * hertz / sampleRate);
        float in = 0;
        float out = 0;
        for (int n = 0; n < x.length; n++) {
            out = pole * (out + x[n] - in);
            in = x[n];
            x[n] = out;
        }
    }

    /** Takes away what lies above {@code hertz}: one pole, 6 dB per octave. */
    static void lowPass(float[] x, double hertz, int sampleRate) {
        float pole = (float) Math.exp(-2 * Math.PI * hertz / sampleRate);
        float out = 0;
        for (int n = 0; n < x.length; n++) {
            out = (1 - pole) * x[n] + pole * out;
            x[n] = out;
        }
    }

    /** A small room: scattered echoes that die away to -60 dB within {@code seconds}. */
    static float[] inRoom(float[] x, double seconds, int sampleRate, RandomGenerator random) {
        float[] y = x.clone();
        int echoes = 40;
        for (int e = 0; e < echoes; e++) {
            double delay = 0.002 + random.nextDouble() * seconds * 0.6;
            double strength = 0.35 * Math.pow(10, -3 * delay / seconds);
            float gain = (float) (strength * random.nextGaussian());
            int shift = (int) (delay * sampleRate);
            for (int n = shift; n < y.length; n++) {
                y[n] += gain * x[n - shift];
            }
        }
        return y;
    }

    /** Adds white noise, or with a {@code pole} above 0 noise that falls towards high pitches. */
    static void addNoise(float[] x, double deviation, double pole, RandomGenerator random) {
        float keep = (float) pole;
        float fresh = (float) (deviation * Math.sqrt(1 - pole * pole));
        float noise = 0;
        for (int n = 0; n < x.length; n++) {
            noise = keep * noise + fresh * (float) random.nextGaussian();
            x[n] += noise;
        }
    }
}
