package io.hearken.train;

import io.hearken.audio.SpeechBounds;

/**
 * A recording to compose streams from, at the model's rate.
 *
 * @param samples in ±1, brought to one loudness unless samples are all the network hears; handed
 *     over, not copied
 * @param words indices into the alphabet, in the order they are said; none for background
 * @param speaker who says it
 * @param source where it comes from
 * @param speechStart the first sample of speech
 * @param speechEnd one past the last sample of speech
 */
record Clip(
        float[] samples,
        int[] words,
        String speaker,
        Source source,
        int speechStart,
        int speechEnd) {
    /** Root mean square every clip's speech is brought to: -26 dB of full scale. */
    static final double LOUDNESS = 0.05;

    /** Finds the speech in a recording; null if it is silent. */
    static Clip of(float[] samples, int[] words, String speaker, Source source) {
        SpeechBounds speech = SpeechBounds.find(samples).orElse(null);
        if (speech == null) {
            return null;
        }
        float gain = (float) (LOUDNESS / speech.loudness(samples));
        for (int j = 0; j < samples.length; j++) {
            samples[j] *= gain;
        }
        return new Clip(samples, words, speaker, source, speech.start(), speech.end());
    }

    /** All of a recording, as it is. */
    static Clip whole(float[] samples, int[] words, String speaker, Source source) {
        return new Clip(samples, words, speaker, source, 0, samples.length);
    }

    /** Whether this is a recording of {@code word} and nothing else. */
    boolean isSingle(int word) {
        return words.length == 1 && words[0] == word;
    }
}
