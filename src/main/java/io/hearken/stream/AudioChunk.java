package io.hearken.stream;

/**
 * What a microphone sends at once.
 *
 * @param stream whose audio it is
 * @param bytes any length, cut anywhere, also within a sample; handed over, not copied
 * @param format what the bytes mean
 * @param sequence 0, 1, 2 … within the stream, or {@link #NO_SEQUENCE}
 * @param last whether the stream ends here
 * @param origin where the record came from
 */
public record AudioChunk(
        String stream,
        byte[] bytes,
        AudioFormat format,
        long sequence,
        boolean last,
        Origin origin) {
    public static final long NO_SEQUENCE = -1;

    /** A chunk that did not come from Kafka. */
    public static AudioChunk of(String stream, byte[] bytes, AudioFormat format, boolean last) {
        return new AudioChunk(stream, bytes, format, NO_SEQUENCE, last, Origin.NONE);
    }
}
