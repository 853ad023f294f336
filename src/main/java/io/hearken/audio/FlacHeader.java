package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a FLAC file says of itself before its first frame.
 *
 * <pre>
 *   fLaC, then blocks: 1 bit last, 7 bits type, 24 bits length, content; all big-endian
 *   type 0, first:     10 bytes of block and frame sizes, 20 bits sample rate, 3 bits channels − 1,
 *                      5 bits of bits − 1, 36 bits length, 16 bytes MD5
 * </pre>
 *
 * @param bits bits per sample of one channel
 * @param frames samples of each channel; 0 if unknown
 * @param info the content of the first block
 * @param audioStart where the first frame starts
 */
record FlacHeader(AudioFormat format, int bits, long frames, byte[] info, int audioStart) {
    private static final int INFO_BYTES = 34;
    private static final int INFO_START = 8;
    private static final int BITS_AT = 10;
    private static final int LENGTH_BITS = 36;
    private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;

    static FlacHeader parse(byte[] file) {
        if (!Recording.startsWith(file, FlacFile.MAGIC)) {
            throw new AudioException("the flac file %s, expected fLaC", Recording.start(file));
        }
        int audioStart = audioStart(file);
        byte[] info = new byte[INFO_BYTES];
        System.arraycopy(file, INFO_START, info, 0, INFO_BYTES);
        long fields = ByteBuffer.wrap(info).getLong(BITS_AT);
        int sampleRate = (int) (fields >>> 44);
        int channels = (int) (fields >>> 41 & 7) + 1;
        int bits = (int) (fields >>> 36 & 31) + 1;
        Recording.checkFormat("flac file", sampleRate, channels);
        AudioFormat format = new AudioFormat(encoding(bits), sampleRate, channels);
        return new FlacHeader(format, bits, fields & LENGTH_MASK, info, audioStart);
    }

    /** The file without its tags and without its length. */
    byte[] withFramesOf(byte[] file) {
        int audioBytes = file.length - audioStart;
        ByteBuffer out = ByteBuffer.allocate(INFO_START + INFO_BYTES + audioBytes);
        out.put(FlacFile.MAGIC.getBytes(StandardCharsets.US_ASCII));
        out.putInt(0x8000_0000 | INFO_BYTES).put(info);
        int fields = INFO_START + BITS_AT;
        out.putLong(fields, out.getLong(fields) & ~LENGTH_MASK);
        return out.put(file, audioStart, audioBytes).array();
    }

    private static int audioStart(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int at = 4;
        boolean last = false;
        while (!last) {
            if (file.length - at < 4) {
                throw cutShort(file);
            }
            int block = in.getInt(at);
            int length = block & 0xFF_FFFF;
            if (at == 4 && ((block >>> 24 & 127) != 0 || length != INFO_BYTES)) {
                throw new AudioException("the flac file starts without a STREAMINFO of 34 bytes");
            }
            if (length > file.length - at - 4) {
                throw cutShort(file);
            }
            at += 4 + length;
            last = block < 0;
        }
        return at;
    }

    private static AudioException cutShort(byte[] file) {
        return new AudioException(
                "flac file of %d bytes ends within its header, expected audio", file.length);
    }

    private static Encoding encoding(int bits) {
        return switch (bits) {
            case 8 -> Encoding.PCM_U8;
            case 16 -> Encoding.PCM_S16LE;
            case 24 -> Encoding.PCM_S24LE;
            default -> throw new AudioException("flac file of %d bits, expected 8, 16 or 24", bits);
        };
    }
}
