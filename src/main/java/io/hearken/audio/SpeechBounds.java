package io.hearken.audio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where the speech of a recording begins and ends: from the first to the last moment within 30 dB
 * of the loudest one and, where the recording is noisy, 6 dB above its quietest tenth. Pauses in
 * between belong to it.
 *
 * @param start the first sample of speech
 * @param end one past the last sample of speech
 */
public record SpeechBounds(int start, int end) {
    /** Energy of the least speech, against that of the loudest: -30 dB. */
    private static final double RANGE = 1e-3;

    /** Noise never hides more than this: what is within 20 dB of the loudest is speech. */
    private static final double NOISIEST = 1e-2;

    /** Samples in a moment: 10 ms at 8 kHz, 5 ms at 16. */
    private static final int MOMENT = 80;

    /** Energy of a moment that is taken for silence though nothing is louder: -110 dB. */
    private static final double SILENCE = 1e-9;

    /**
     * Finds the speech.
     *
     * @param samples in ±1
     * @return nothing if all is silent or shorter than a moment
     */
    public static Optional<SpeechBounds> find(float[] samples) {
        double[] energy = new double[samples.length / MOMENT];
        double loudest = 0;
        for (int m = 0; m < energy.length; m++) {
            energy[m] = energy(samples, m * MOMENT, (m + 1) * MOMENT);
            loudest = Math.max(loudest, energy[m]);
        }
        if (loudest < SILENCE) {
            return Optional.empty();
        }
        double least = least(energy, loudest);
        int first = 0;
        while (energy[first] < least) {
            first++;
        }
        int last = energy.length - 1;
        while (energy[last] < least) {
            last--;
        }
        return Optional.of(new SpeechBounds(first * MOMENT, (last + 1) * MOMENT));
    }

    /** The least energy of a moment of speech. */
    private static double least(double[] energy, double loudest) {
        double[] sorted = energy.clone();
        Arrays.sort(sorted);
        double noise = sorted[sorted.length / 10];
        return Math.max(loudest * RANGE, Math.min(4 * noise, loudest * NOISIEST));
    }

    /** The speech's root mean square in these samples, 0 to 1. */
    public double loudness(float[] samples) {
        return Math.sqrt(energy(samples, start, end) / (end - start));
    }

    private static double energy(float[] samples, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += (double) samples[n] * samples[n];
        }
        return sum;
    }
}
