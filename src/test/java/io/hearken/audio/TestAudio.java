package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Audio, files and states for the tests of this package. */
final class TestAudio {
    private TestAudio() {}

    /** Noise that is good audio in the format, which is no file's. */
    static byte[] noise(AudioFormat format, int frames, Random random) {
        byte[] bytes = new byte[frames * format.bytesPerFrame()];
        random.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (format.encoding() == Encoding.PCM_F32LE && buffer.hasRemaining()) {
            buffer.putFloat(2 * random.nextFloat() - 1);
        }
        while (format.encoding() == Encoding.PCM_F64LE && buffer.hasRemaining()) {
            buffer.putDouble(2 * random.nextDouble() - 1);
        }
        return bytes;
    }

    /** A WAV file of these chunks. */
    static byte[] wav(byte[]... chunks) {
        byte[] content = concat(chunks);
        return concat(ascii("RIFF"), int32(4 + content.length), ascii("WAVE"), content);
    }

    /** A chunk with its name, size and padding. */
    static byte[] chunk(String name, byte[] content) {
        return concat(ascii(name), int32(content.length), content, new byte[content.length & 1]);
    }

    /** A plain {@code fmt} chunk. */
    static byte[] fmt(int tag, int channels, int rate, int bits) {
        return chunk("fmt ", fmtFields(tag, channels, rate, bits));
    }

    static byte[] fmtFields(int tag, int channels, int rate, int bits) {
        int frame = channels * bits / 8;
        return concat(
                int16(tag),
                int16(channels),
                int32(rate),
                int32(rate * frame),
                int16(frame),
                int16(bits));
    }

    static byte[] int16(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8)};
    }

    static byte[] int32(int value) {
        return concat(int16(value), int16(value >> 16));
    }

    static byte[] ascii(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static float[] join(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** A state's bytes: equal for equal states. */
    static byte[] saved(AudioState state) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new AudioStateCodec().write(state, new DataOutputStream(out));
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static AudioState restored(byte[] bytes) {
        return restored(bytes, new AudioStateCodec().version());
    }

    static AudioState restored(byte[] bytes, int version) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            return new AudioStateCodec().read(in, version);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] golden(String name) {
        try (var in = TestAudio.class.getResourceAsStream("/golden/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
