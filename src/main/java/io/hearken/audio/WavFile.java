package io.hearken.audio;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.AudioFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads and writes WAV files.
 *
 * <pre>
 *   RIFF size WAVE    then chunks in any order, each at an even offset:
 *   fmt␣ size …       what the samples are, see {@link WavFormat}
 *   data size …       the samples
 *   any  size …       skipped
 * </pre>
 *
 * Nothing a file says is believed before the bytes are seen.
 */
public final class WavFile {
    static final String MAGIC = "RIFF";

    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    private WavFile() {}

    /**
     * Finds the audio in a WAV file.
     *
     * @throws AudioException if the file is broken, cut short, or of a kind not heard here
     */
    public static Recording parse(byte[] file) {
        checkRiff(file);
        ByteBuffer format = null;
        ByteBuffer data = null;
        int at = RIFF_BYTES;
        while ((format == null || data == null) && at + CHUNK_HEADER_BYTES <= file.length) {
            ByteBuffer chunk = chunk(file, at);
            if (format == null && isNamed(file, at, "fmt ")) {
                format = chunk;
            } else if (data == null && isNamed(file, at, "data")) {
                data = chunk;
            }
            at += CHUNK_HEADER_BYTES + chunk.capacity();
            at += at & 1;
        }
        return recording(file, format, data);
    }

    /**
     * A WAV file of 16-bit mono audio.
     *
     * @param samples in [-1, 1]; what lies beyond is clamped
     */
    public static byte[] write(int sampleRate, float[] samples) {
        require(samples.length < 1 << 29, "%d samples do not fit a wav file", samples.length);
        int dataBytes = 2 * samples.length;
        ByteBuffer out = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii(MAGIC)).putInt(36 + dataBytes).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        out.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
        out.put(ascii("data")).putInt(dataBytes);
        for (float sample : samples) {
            int value = Math.round(sample * 32768);
            out.putShort((short) Math.max(-32768, Math.min(32767, value)));
        }
        return out.array();
    }

    private static void checkRiff(byte[] file) {
        if (!Recording.startsWith(file, MAGIC)) {
            throw new AudioException("the wav file %s, expected RIFF", Recording.start(file));
        }
        if (file.length < RIFF_BYTES) {
            throw new AudioException(
                    "wav file of %d bytes, expected at least %d", file.length, RIFF_BYTES);
        }
        if (!isNamed(file, 8, "WAVE")) {
            throw new AudioException("the RIFF file holds no WAVE, expected wav audio");
        }
    }

    /** A chunk's content, without its name and size. */
    private static ByteBuffer chunk(byte[] file, int at) {
        int start = at + CHUNK_HEADER_BYTES;
        int seen = file.length - start;
        long promised = unsignedInt(file, at + 4);
        if (promised > seen) {
            if (!isNamed(file, at, "data") || !isOpenEnded(promised)) {
                throw new AudioException(
                        "the wav file's %s chunk promises %d bytes, but only %d follow",
                        printable(file, at), promised, seen);
            }
            promised = seen;
        } else if (promised == 0 && isNamed(file, at, "data") && unsignedInt(file, 4) == 0) {
            // Both sizes were to be filled in at the end, which never came.
            promised = seen;
        }
        return ByteBuffer.wrap(file, start, (int) promised).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether a size is what programs write that do not know it yet, such as sox into a pipe. */
    private static boolean isOpenEnded(long size) {
        return size >= 0xFFFF_F000L || 0x7FFF_F000L <= size && size <= 0x7FFF_FFFFL;
    }

    private static Recording recording(byte[] file, ByteBuffer format, ByteBuffer data) {
        if (format == null || data == null) {
            throw new AudioException(
                    "wav file of %d bytes without a %s chunk, expected one",
                    file.length, format == null ? "fmt" : "data");
        }
        AudioFormat meaning = WavFormat.parse(format);
        int frames = data.capacity() / meaning.bytesPerFrame();
        int start = data.arrayOffset();
        int end = start + frames * meaning.bytesPerFrame();
        return new Recording(meaning, Arrays.copyOfRange(file, start, end));
    }

    private static boolean isNamed(byte[] file, int at, String name) {
        return Arrays.equals(file, at, at + 4, ascii(name), 0, 4);
    }

    private static String printable(byte[] file, int at) {
        String name = new String(file, at, 4, StandardCharsets.ISO_8859_1);
        return name.replaceAll("[^ -~]", "?").strip();
    }

    private static long unsignedInt(byte[] file, int at) {
        int value = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
        return Integer.toUnsignedLong(value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
