package io.hearken.train;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Changes to sound that keep the words: what rooms, telephones and other throats do to it. */
final class Sound {
    /** White noise to cut from: drawing it anew for every sample would cost more than the rest. */
    private static final float[] NOISE = gaussian(1 << 18);

    /** Of a measured room only so many of its strongest reflections are kept. */
    private static final int REFLECTIONS = 300;

    private Sound() {}

    private static float[] gaussian(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[count];
        for (int n = 0; n < count; n++) {
            noise[n] = (float) random.nextGaussian();
        }
        return noise;
    }

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

    /**
     * Said faster (above 1) or slower, pitch and voice as they were: overlapping pieces of 25 ms,
     * each taken from where it goes on most like the one before (WSOLA; Verhelst and Roelands,
     * 1993).
     */
    static float[] said(float[] x, double tempo, int sampleRate) {
        int half = sampleRate / 80;
        int search = sampleRate / 160;
        float[] y = new float[(int) (x.length / tempo)];
        int from = 0;
        for (int at = 0; at < y.length; at += half) {
            int wanted = (int) (at * tempo);
            int next = at == 0 ? 0 : mostAlike(x, from + half, wanted, half, search);
            for (int n = 0; n < 2 * half && at + n < y.length; n++) {
                float weight = n < half ? (n + 0.5f) / half : (2 * half - n - 0.5f) / half;
                boolean alone = at == 0 && n < half;
                y[at + n] += (alone ? 1 : weight) * at(x, next + n);
            }
            from = next;
        }
        return y;
    }

    /** The place around {@code wanted} that differs least from {@code model}. */
    private static int mostAlike(float[] x, int model, int wanted, int length, int search) {
        int best = wanted;
        float least = Float.POSITIVE_INFINITY;
        for (int place = wanted - search; place <= wanted + search; place += 2) {
            if (place < 0 || Math.max(place, model) + length > x.length) {
                continue;
            }
            float difference = 0;
            for (int n = 0; n < length; n++) {
                float d = x[place + n] - x[model + n];
                difference += d * d;
            }
            if (difference < least) {
                least = difference;
                best = place;
            }
        }
        return best;
    }

    /** Lets sound begin and end softly, over {@code length} samples. */
    static void fade(float[] x, int length) {
        int edge = Math.min(length, x.length / 2);
        for (int n = 0; n < edge; n++) {
            float gain = (n + 0.5f) / edge;
            x[n] *= gain;
            x[x.length - 1 - n] *= gain;
        }
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

    /**
     * Lifts or lowers the octave around {@code hertz}, as a microphone does (peaking equalizer;
     * Bristow-Johnson's cookbook, Q = 1).
     */
    static void equalize(float[] x, double hertz, double decibels, int sampleRate) {
        double w = 2 * Math.PI * hertz / sampleRate;
        double alpha = Math.sin(w) / 2;
        double lift = Math.pow(10, decibels / 40);
        double scale = 1 / (1 + alpha / lift);
        float b0 = (float) ((1 + alpha * lift) * scale);
        float b1 = (float) (-2 * Math.cos(w) * scale);
        float b2 = (float) ((1 - alpha * lift) * scale);
        float a2 = (float) ((1 - alpha / lift) * scale);
        float x1 = 0;
        float x2 = 0;
        float y1 = 0;
        float y2 = 0;
        for (int n = 0; n < x.length; n++) {
            float y = b0 * x[n] + b1 * x1 + b2 * x2 - b1 * y1 - a2 * y2;
            x2 = x1;
            x1 = x[n];
            y2 = y1;
            y1 = y;
            x[n] = y;
        }
    }

    /** A small room: scattered echoes that die away to -60 dB within {@code seconds}. */
    static float[] inRoom(float[] x, double seconds, int sampleRate, RandomGenerator random) {
        float[] y = x.clone();
        int echoes = 40;
        for (int e = 0; e < echoes; e++) {
            double delay = 0.002 + random.nextDouble() * seconds * 0.6;
            double strength = 0.35 * Math.pow(10, -3 * delay / seconds);
            echo(x, y, (int) (delay * sampleRate), (float) (strength * random.nextGaussian()));
        }
        return y;
    }

    private static void echo(float[] x, float[] y, int delay, float gain) {
        for (int n = delay; n < y.length; n++) {
            y[n] += gain * x[n - delay];
        }
    }

    /** A measured room: its response's strongest reflections, the direct sound at full strength. */
    static float[] inRoom(float[] x, float[] response) {
        int direct = 0;
        float[] strengths = new float[response.length];
        for (int n = 0; n < response.length; n++) {
            strengths[n] = Math.abs(response[n]);
            direct = strengths[n] > strengths[direct] ? n : direct;
        }
        Arrays.sort(strengths);
        float weakest = strengths[Math.max(0, strengths.length - REFLECTIONS)];
        float[] y = new float[x.length];
        for (int n = direct; n < response.length; n++) {
            if (Math.abs(response[n]) >= weakest) {
                echo(x, y, n - direct, response[n] / response[direct]);
            }
        }
        return y;
    }

    /** Adds white noise, or with a {@code pole} above 0 noise that falls towards high pitches. */
    static void addNoise(float[] x, double deviation, double pole, RandomGenerator random) {
        int at = random.nextInt(NOISE.length);
        float keep = (float) pole;
        float fresh = (float) (deviation * Math.sqrt(1 - pole * pole));
        float noise = 0;
        for (int n = 0; n < x.length; n++) {
            noise = keep * noise + fresh * NOISE[(at + n) & (NOISE.length - 1)];
            x[n] += noise;
        }
    }

    /** What {@code value} decibels are as a factor. */
    static float decibels(double value) {
        return (float) Math.pow(10, value / 20);
    }
}
