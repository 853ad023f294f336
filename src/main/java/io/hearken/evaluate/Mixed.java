package io.hearken.evaluate;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.audio.SpeechBounds;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Takes with noise: recorded noise at a chosen ratio to the speech.
 *
 * <pre>
 *   y = x + g·z     20·log10(rms(x over its speech) / rms(g·z over all of y)) = the ratio in dB
 * </pre>
 *
 * Which noise a take gets depends on its name and the seed alone; it is the same at every ratio.
 */
public final class Mixed {
    private final Takes recordings;
    private final List<float[]> noises;
    private final long length;
    private final int sampleRate;
    private final long seed;

    /**
     * Reads the noise.
     *
     * @param entries those without words are used, but for impulse responses (kind {@code rir});
     *     the longer one is, the more takes it gets
     * @param sampleRate at which noise is added and its level measured: that of the model, or noise
     *     counts that the model cannot hear
     * @throws IllegalArgumentException if there is no noise
     */
    public Mixed(List<Manifest.Entry> entries, int sampleRate, long seed) {
        this.sampleRate = sampleRate;
        this.seed = seed;
        recordings = Takes.of(entries.stream().filter(Mixed::isNoise).toList());
        noises = recordings.stream().map(take -> take.audio().samples(sampleRate)).toList();
        length = noises.stream().mapToLong(noise -> noise.length).sum();
        require(
                length > 0,
                "no noise among %d recordings, expected some without words",
                entries.size());
    }

    private static boolean isNoise(Manifest.Entry entry) {
        return entry.words().isEmpty() && !entry.isRoom();
    }

    /**
     * Each take as it is, and then once for each ratio; as it is only, if nothing is said in it.
     *
     * @param ratios of speech to noise, in dB
     */
    public Takes with(Takes takes, List<Integer> ratios) {
        takes.skipped().addAll(recordings.skipped());
        return takes.map(
                all -> all.flatMap(take -> Stream.concat(Stream.of(take), mixed(take, ratios))));
    }

    private Stream<Take> mixed(Take take, List<Integer> ratios) {
        float[] speech = take.audio().samples(sampleRate);
        Optional<SpeechBounds> bounds = SpeechBounds.find(speech);
        if (take.said().isEmpty() || bounds.isEmpty()) {
            return Stream.empty();
        }
        double level = bounds.get().loudness(speech);
        float[] noise = noise(take.name(), speech.length);
        double noiseLevel = level(noise);
        return ratios.stream()
                .map(
                        ratio -> {
                            double gain = level / noiseLevel * Math.pow(10, -ratio / 20.0);
                            float[] both = add(speech, gain, noise);
                            return take.in(ratio + " dB", Recording.of(sampleRate, both));
                        });
    }

    /** A stretch of noise that is not silent; of a short recording, over and over. */
    private float[] noise(String name, int samples) {
        Random random = new Random(seed ^ name.hashCode());
        float[] stretch;
        do {
            stretch = stretch(random.nextLong(length), samples);
        } while (level(stretch) == 0);
        return stretch;
    }

    /**
     * Noise from a place in all recordings laid end to end, without leaving the recording there.
     */
    private float[] stretch(long place, int samples) {
        int recording = 0;
        while (place >= noises.get(recording).length) {
            place -= noises.get(recording).length;
            recording++;
        }
        float[] noise = noises.get(recording);
        float[] stretch = new float[samples];
        for (int n = 0; n < samples; n++) {
            stretch[n] = noise[(int) ((place + n) % noise.length)];
        }
        return stretch;
    }

    private static double level(float[] samples) {
        return new SpeechBounds(0, samples.length).loudness(samples);
    }

    /** Both together, everything made quieter where it would not fit full scale. */
    private static float[] add(float[] speech, double gain, float[] noise) {
        float[] both = new float[speech.length];
        float loudest = 1;
        for (int n = 0; n < both.length; n++) {
            both[n] = (float) (speech[n] + gain * noise[n]);
            loudest = Math.max(loudest, Math.abs(both[n]));
        }
        for (int n = 0; n < both.length; n++) {
            both[n] /= loudest;
        }
        return both;
    }
}
