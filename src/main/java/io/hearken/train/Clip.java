package io.hearken.train;

/**
 * A recording to compose streams from, at the model's rate.
 *
 * @param samples in ±1, brought to one loudness; handed over, not copied
 * @param words indices into the alphabet, in the order they are said; none for background
 * @param speaker who says it
 * @param speechStart the first sample of speech
 * @param speechEnd one past the last sample of speech
 */
record Clip(float[] samples, int[] words, String speaker, int speechStart, int speechEnd) {
    /** Root mean square every clip's speech is brought to: -26 dB of full scale. */
    private static final double LOUDNESS = 0.05;

    /** Speech is what comes within 30 dB of the clip's loudest moment. */
    private static final double SPEECH_RANGE = 1e-3;

    /** Samples in a moment: 10 ms at 8 kHz, 5 ms at 16. */
    private static final int MOMENT = 80;

    /** Finds the speech in a recording; null if it is silent. */
    static Clip of(float[] samples, int[] words, String speaker) {
        int moments = samples.length / MOMENT;
        double[] energy = new double[moments];
        double loudest = 0;
        for (int m = 0; m < moments; m++) {
            for (int j = m * MOMENT; j < (m + 1) * MOMENT; j++) {
                energy[m] += (double) samples[j] * samples[j];
            }
            loudest = Math.max(loudest, energy[m]);
        }
        if (loudest < 1e-9) {
            return null;
        }
        int first = 0;
        while (energy[first] < loudest * SPEECH_RANGE) {
            first++;
        }
        int last = moments - 1;
        while (energy[last] < loudest * SPEECH_RANGE) {
            last--;
        }
        int start = first * MOMENT;
        int end = (last + 1) * MOMENT;
        scale(samples, start, end);
        return new Clip(samples, words, speaker, start, end);
    }

    private static void scale(float[] samples, int start, int end) {
        double sum = 0;
        for (int j = start; j < end; j++) {
            sum += (double) samples[j] * samples[j];
        }
        float gain = (float) (LOUDNESS / Math.sqrt(sum / (end - start)));
        for (int j = 0; j < samples.length; j++) {
            samples[j] *= gain;
        }
    }

    /** Whether this is a recording of {@code word} and nothing else. */
    boolean isSingle(int word) {
        return words.length == 1 && words[0] == word;
    }
}
