package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.nio.ByteBuffer;

/**
 * Reads a WAV file's {@code fmt} chunk, little-endian.
 *
 * <pre>
 *   0  tag          1 PCM, 3 float, 6 A-law, 7 mu-law, 0xFFFE: the tag starts the GUID at 24
 *   2  channels     4 sample rate     8 bytes per second (ignored)
 *   12 bytes per frame               14 bits per sample of one channel
 * </pre>
 */
final class WavFormat {
    private static final int BYTES = 16;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSIBLE_BYTES = 40;

    /** The GUID of an extensible format after its tag, 14 bytes of which the last 8 are this. */
    private static final long GUID_END = 0x719B_3800_AA00_0080L;

    private WavFormat() {}

    /**
     * @throws AudioException if the chunk is too short or means audio not heard here
     */
    static AudioFormat parse(ByteBuffer chunk) {
        checkLength(chunk, BYTES);
        int channels = unsigned(chunk, 2);
        long sampleRate = Integer.toUnsignedLong(chunk.getInt(4));
        Recording.checkFormat("wav file", sampleRate, channels);
        Encoding encoding = encoding(tag(chunk), unsigned(chunk, 14));
        AudioFormat format = new AudioFormat(encoding, (int) sampleRate, channels);
        int frame = unsigned(chunk, 12);
        if (frame != format.bytesPerFrame()) {
            throw new AudioException(
                    "wav file of %d bytes per frame, expected %d for %d channels of %s",
                    frame, format.bytesPerFrame(), channels, encoding.label());
        }
        return format;
    }

    private static int tag(ByteBuffer chunk) {
        int tag = unsigned(chunk, 0);
        if (tag != EXTENSIBLE) {
            return tag;
        }
        checkLength(chunk, EXTENSIBLE_BYTES);
        if (chunk.getShort(26) != 0
                || chunk.getInt(28) != 0x0010_0000
                || chunk.getLong(32) != GUID_END) {
            throw new AudioException(
                    "wav file of an unknown extensible format, expected PCM, float or G.711");
        }
        return unsigned(chunk, 24);
    }

    private static Encoding encoding(int tag, int bits) {
        return switch (tag << 16 | bits) {
            case 1 << 16 | 8 -> Encoding.PCM_U8;
            case 1 << 16 | 16 -> Encoding.PCM_S16LE;
            case 1 << 16 | 24 -> Encoding.PCM_S24LE;
            case 1 << 16 | 32 -> Encoding.PCM_S32LE;
            case 3 << 16 | 32 -> Encoding.PCM_F32LE;
            case 3 << 16 | 64 -> Encoding.PCM_F64LE;
            case 6 << 16 | 8 -> Encoding.PCM_ALAW;
            case 7 << 16 | 8 -> Encoding.PCM_MULAW;
            default ->
                    throw new AudioException(
                            "wav file of format %d with %d bits, expected PCM (1) of 8, 16, 24 or"
                                    + " 32, float (3) of 32 or 64, A-law (6) or mu-law (7) of 8",
                            tag, bits);
        };
    }

    private static void checkLength(ByteBuffer chunk, int bytes) {
        if (chunk.capacity() < bytes) {
            throw new AudioException(
                    "the wav file's fmt chunk has %d bytes, expected at least %d",
                    chunk.capacity(), bytes);
        }
    }

    private static int unsigned(ByteBuffer chunk, int at) {
        return Short.toUnsignedInt(chunk.getShort(at));
    }
}
