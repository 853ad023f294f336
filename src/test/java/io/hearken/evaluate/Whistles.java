package io.hearken.evaluate;

import io.hearken.audio.Manifest;
import io.hearken.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recordings of whistled words, each of one pitch. */
final class Whistles {
    static final int RATE = 8_000;

    private Whistles() {}

    /**
     * Writes recordings and a manifest.
     *
     * @param lines {@code path words speaker} with single spaces, words joined by +; each word is
     *     whistled for 0.2 s at its number of Hz, 0.1 s after the one before
     */
    static List<Manifest.Entry> record(Path folder, String... lines) throws IOException {
        List<String> manifest = new ArrayList<>(List.of("path\twords\tspeaker"));
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            Path file = folder.resolve(fields[0]);
            Files.createDirectories(file.getParent());
            List<String> words = List.of(fields[1].split("\\+"));
            Files.write(file, WavFile.write(RATE, whistled(words, 0.3)));
            manifest.add(String.join("\t", fields[0], String.join(" ", words), fields[2]));
        }
        return Manifest.read(Files.write(folder.resolve("manifest.tsv"), manifest));
    }

    /** 0.1 s of silence, then for each word 0.2 s of sound and 0.1 s of silence. */
    static float[] whistled(List<String> words, double level) {
        float[] samples = new float[800 + words.size() * 2_400];
        for (int w = 0; w < words.size(); w++) {
            double turn = 2 * Math.PI * Integer.parseInt(words.get(w)) / RATE;
            for (int n = 0; n < 1_600; n++) {
                samples[800 + w * 2_400 + n] = (float) (level * Math.sin(turn * n));
            }
        }
        return samples;
    }

    /** The pitch of a stretch, in Hz: half the changes of sign. */
    static double pitch(float[] samples, int from, int to) {
        int changes = 0;
        for (int n = from + 1; n < to; n++) {
            changes += samples[n] >= 0 != samples[n - 1] >= 0 ? 1 : 0;
        }
        return changes / 2.0 * RATE / (to - from);
    }

    /** The root mean square of a stretch. */
    static double level(float[] samples, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += samples[n] * samples[n];
        }
        return Math.sqrt(sum / (to - from));
    }
}
