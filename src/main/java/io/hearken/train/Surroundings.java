package io.hearken.train;

import static io.hearken.train.Sound.decibels;

import java.util.random.RandomGenerator;

/** Puts speech into rooms, in front of microphones and among noise. */
final class Surroundings {
    private final Corpus corpus;
    private final int sampleRate;

    Surroundings(Corpus corpus, int sampleRate) {
        this.corpus = corpus;
        this.sampleRate = sampleRate;
    }

    /** Changes a stretch of speech for the worse; 0 difficulty leaves most of it as it is. */
    void add(float[] x, RandomGenerator random, double difficulty) {
        room(x, random, difficulty);
        microphone(x, random, difficulty);
        boolean bare = random.nextInt(6) == 0; // as cut out by a program: nothing around the words
        if (!bare) {
            noise(x, random, difficulty);
        }
        scale(x, decibels(difficulty * (-32 + 46 * random.nextDouble())));
        if (!bare) {
            double hiss = 1e-5 * Math.pow(100, random.nextDouble()); // from the last bit of 16 up
            Sound.addNoise(x, hiss, 0.9 * random.nextDouble(), random);
        }
        for (int n = 0; n < x.length; n++) {
            x[n] = Math.max(-1, Math.min(1, x[n]));
        }
    }

    private void room(float[] x, RandomGenerator random, double difficulty) {
        double dice = random.nextDouble() / Math.max(difficulty, 1e-9);
        float[] y = x;
        if (dice < 0.35) {
            y = Sound.inRoom(x, 0.05 + 0.3 * random.nextDouble(), sampleRate, random);
        } else if (dice < 0.45 && corpus.hasRooms()) {
            y = Sound.inRoom(x, corpus.room(random).samples());
        }
        System.arraycopy(y, 0, x, 0, x.length);
    }

    private void microphone(float[] x, RandomGenerator random, double difficulty) {
        double nyquist = sampleRate / 2.0;
        if (random.nextDouble() < 0.4 * difficulty) {
            Sound.highPass(x, 60 + 300 * random.nextDouble(), sampleRate);
        }
        if (random.nextDouble() < 0.3 * difficulty) {
            Sound.lowPass(x, nyquist * (0.4 + 0.5 * random.nextDouble()), sampleRate);
        }
        for (int band = 0; band < 2; band++) {
            if (random.nextDouble() < 0.5 * difficulty) {
                double hertz = 150 * Math.pow(0.8 * nyquist / 150, random.nextDouble());
                Sound.equalize(x, hertz, 12 * (2 * random.nextDouble() - 1), sampleRate);
            }
        }
        Sound.tilt(x, (float) (difficulty * 0.6 * (2 * random.nextDouble() - 1)));
    }

    /** Adds noise 3 to 30 dB below the speech. */
    private void noise(float[] x, RandomGenerator random, double difficulty) {
        if (random.nextDouble() > 0.8 * difficulty) {
            return;
        }
        double below = 3 + 27 * random.nextDouble();
        if (corpus.hasNoise() && random.nextDouble() < 0.6) {
            float[] noise = corpus.noise(random).samples();
            float gain = decibels(-below);
            int from = random.nextInt(noise.length);
            for (int n = 0; n < x.length; n++) {
                x[n] += gain * noise[(from + n) % noise.length];
            }
        } else {
            double deviation = Clip.LOUDNESS * decibels(-below);
            Sound.addNoise(x, deviation, 0.98 * random.nextDouble(), random);
        }
    }

    private static void scale(float[] x, float gain) {
        for (int n = 0; n < x.length; n++) {
            x[n] *= gain;
        }
    }
}
