package io.hearken.train;

import io.hearken.audio.Manifest;
import io.hearken.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Words of a language of tones, said by speakers who are not born yet. */
final class Tones {
    static final List<String> WORDS = List.of("low", "rise", "high");

    private static final int RATE = 8_000;

    private Tones() {}

    /**
     * Writes recordings of every word and a manifest.
     *
     * @param takes recordings of each word by each speaker
     */
    static List<Manifest.Entry> corpus(Path folder, int speakers, int takes) throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("path\twords\tspeaker"));
        for (int speaker = 0; speaker < speakers; speaker++) {
            double voice = 0.95 + 0.1 * random.nextDouble();
            for (int take = 0; take < takes; take++) {
                for (String word : WORDS) {
                    String file = word + "-" + speaker + "-" + take + ".wav";
                    write(folder.resolve(file), word(word, voice, random));
                    lines.add(file + "\t" + word + "\tspeaker" + speaker);
                }
            }
        }
        Path manifest = Files.write(folder.resolve("manifest.tsv"), lines);
        return Manifest.read(manifest);
    }

    static void write(Path file, float[] samples) throws IOException {
        Files.write(file, WavFile.write(RATE, samples));
    }

    /** A quarter of a second of speech between 50 ms of near silence. */
    static float[] word(String word, double voice, Random random) {
        int pause = RATE / 20;
        int length = RATE / 4;
        float[] samples = new float[length + 2 * pause];
        double phase = 0;
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (1e-4 * random.nextGaussian());
            double part = (double) (n - pause) / length;
            if (0 <= part && part < 1) {
                phase += 2 * Math.PI * voice * hertz(word, part) / RATE;
                samples[n] += (float) (0.3 * Math.sin(Math.PI * part) * Math.sin(phase));
            }
        }
        return samples;
    }

    private static double hertz(String word, double part) {
        return switch (word) {
            case "low" -> 400;
            case "high" -> 2_400;
            default -> 400 + 2_000 * part;
        };
    }
}
