package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Floats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The audio of a file, without the file around it.
 *
 * @param format what the bytes mean; never a file's encoding
 * @param data whole frames; handed over, not copied
 */
public record Recording(AudioFormat format, byte[] data) {
    private static final int LARGEST_FILE = Integer.MAX_VALUE - 64;

    /** Half a step of 16-bit audio. */
    private static final float SILENCE = 0.5f / (1 << 15);

    /**
     * Reads a WAV or FLAC file, whatever its name.
     *
     * @throws AudioException if there is none or it is broken; the message names the file
     */
    public static Recording read(Path file) {
        byte[] bytes = readBytes(file);
        try {
            return parse(bytes);
        } catch (AudioException e) {
            throw new AudioException("%s: %s", file, e.getMessage());
        }
    }

    /**
     * Reads a WAV or FLAC file in memory, told apart by its first bytes.
     *
     * @throws AudioException if it is neither or broken
     */
    public static Recording parse(byte[] file) {
        if (startsWith(file, FlacFile.MAGIC)) {
            return FlacFile.parse(file);
        }
        if (startsWith(file, WavFile.MAGIC)) {
            return WavFile.parse(file);
        }
        throw new AudioException("the file %s, expected wav or flac", start(file));
    }

    /**
     * What was computed, as 16-bit mono audio.
     *
     * @param samples in [-1, 1]; what lies beyond is clamped
     */
    public static Recording of(int sampleRate, float[] samples) {
        return WavFile.parse(WavFile.write(sampleRate, samples));
    }

    /** How long it lasts. */
    public double seconds() {
        return (double) (data.length / format.bytesPerFrame()) / format.sampleRate();
    }

    /** All of it as mono samples in [-1, 1] at the rate wanted. */
    public float[] samples(int sampleRate) {
        AudioDecoder decoder = new AudioDecoder(sampleRate);
        AudioState state = new AudioState();
        float[] most = decoder.decode(state, data, format);
        return Floats.join(most, decoder.finish(state));
    }

    /** Whether not one sample would survive in 16 bits. */
    public boolean isSilent() {
        for (float sample : samples(format.sampleRate())) {
            if (Math.abs(sample) >= SILENCE) {
                return false;
            }
        }
        return true;
    }

    static boolean startsWith(byte[] file, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.US_ASCII);
        return file.length >= bytes.length
                && Arrays.equals(file, 0, bytes.length, bytes, 0, bytes.length);
    }

    /** The first bytes of a file, for error messages. */
    static String start(byte[] file) {
        if (file.length == 0) {
            return "is empty";
        }
        byte[] first = Arrays.copyOf(file, Math.min(4, file.length));
        return "starts with bytes " + HexFormat.ofDelimiter(" ").formatHex(first);
    }

    /**
     * @throws AudioException if audio such as a file claims to hold is beyond {@link AudioFormat}
     */
    static void checkFormat(String kind, long sampleRate, int channels) {
        if (sampleRate < AudioFormat.LOWEST_RATE || sampleRate > AudioFormat.HIGHEST_RATE) {
            throw new AudioException(
                    "%s of %d Hz, expected %d to %d Hz",
                    kind, sampleRate, AudioFormat.LOWEST_RATE, AudioFormat.HIGHEST_RATE);
        }
        if (channels < 1 || channels > AudioFormat.MOST_CHANNELS) {
            throw new AudioException(
                    "%s of %d channels, expected 1 to %d",
                    kind, channels, AudioFormat.MOST_CHANNELS);
        }
    }

    private static byte[] readBytes(Path file) {
        if (Files.notExists(file)) {
            throw new AudioException("%s: no such file", file);
        }
        if (!Files.isRegularFile(file)) {
            throw new AudioException("%s: not a file, expected wav or flac", file);
        }
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new AudioException(
                        "%s: %d bytes, expected at most %d", file, size, LARGEST_FILE);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AudioException("%s: cannot be read: %s", file, e.getMessage());
        }
    }
}
