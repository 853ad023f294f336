package io.hearken.stream;

import static io.hearken.stream.Checks.require;

/**
 * What the bytes of a chunk mean.
 *
 * @param encoding how a sample lies in bytes; for {@link Encoding#isFile() files} rate and channels
 *     are the file's own and those here are ignored
 * @param sampleRate samples per second and channel, 8,000 to 48,000
 * @param channels 1 to 8, interleaved
 */
public record AudioFormat(Encoding encoding, int sampleRate, int channels) {
    public static final int LOWEST_RATE = 8_000;
    public static final int HIGHEST_RATE = 48_000;
    public static final int MOST_CHANNELS = 8;

    public AudioFormat {
        require(
                LOWEST_RATE <= sampleRate && sampleRate <= HIGHEST_RATE,
                "sample rate must be %d to %d Hz, got %d",
                LOWEST_RATE,
                HIGHEST_RATE,
                sampleRate);
        require(
                1 <= channels && channels <= MOST_CHANNELS,
                "channels must be 1 to %d, got %d",
                MOST_CHANNELS,
                channels);
    }

    /** Bytes of one sample of all channels; 0 for files. */
    public int bytesPerFrame() {
        return encoding.bytesPerSample() * channels;
    }
}
