package io.hearken.stream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How audio lies in bytes. The names are ffmpeg's. */
public enum Encoding {
    PCM_U8(1),
    PCM_S16LE(2),
    PCM_S24LE(3),
    PCM_S32LE(4),
    PCM_F32LE(4),
    PCM_F64LE(8),
    PCM_MULAW(1),
    PCM_ALAW(1),
    /** A whole WAV file. */
    WAV(0),
    /** A whole FLAC file. */
    FLAC(0);

    private final int bytesPerSample;

    Encoding(int bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    /** Bytes of one sample of one channel; 0 where a whole file carries its own format. */
    public int bytesPerSample() {
        return bytesPerSample;
    }

    /** Whether one record holds a whole file, with its own rate and channels. */
    public boolean isFile() {
        return bytesPerSample == 0;
    }

    /** The name in the {@code encoding} header. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Encoding> ofLabel(String label) {
        return Arrays.stream(values()).filter(e -> e.label().equals(label)).findFirst();
    }

    /** All labels, for error messages. */
    public static String labels() {
        return Arrays.stream(values()).map(Encoding::label).collect(Collectors.joining(", "));
    }
}
