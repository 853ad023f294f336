package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads samples that lie in bytes one after another. Full scale becomes ±1. */
final class Pcm {
    private static final float SCALE_8 = 1 << 7;
    private static final float SCALE_16 = 1 << 15;
    private static final float SCALE_24 = 1 << 23;
    private static final float SCALE_32 = 1L << 31;

    private Pcm() {}

    /**
     * The mean of the channels.
     *
     * @param length how many of the bytes to read, whole frames
     * @throws AudioException if a floating-point sample is not finite
     */
    static float[] mono(byte[] bytes, int length, AudioFormat format) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[length / format.bytesPerFrame()];
        for (int i = 0; i < samples.length; i++) {
            float sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += next(buffer, format.encoding());
            }
            samples[i] = sum / format.channels();
        }
        return samples;
    }

    private static float next(ByteBuffer buffer, Encoding encoding) {
        return switch (encoding) {
            case PCM_U8 -> ((buffer.get() & 0xff) - 128) / SCALE_8;
            case PCM_S16LE -> buffer.getShort() / SCALE_16;
            case PCM_S24LE -> next24(buffer) / SCALE_24;
            case PCM_S32LE -> buffer.getInt() / SCALE_32;
            case PCM_F32LE -> clamp(buffer.getFloat());
            case PCM_F64LE -> clamp(buffer.getDouble());
            case PCM_MULAW -> G711.MULAW[buffer.get() & 0xff];
            case PCM_ALAW -> G711.ALAW[buffer.get() & 0xff];
            case WAV, FLAC -> throw new IllegalArgumentException("a file is not plain samples");
        };
    }

    private static int next24(ByteBuffer buffer) {
        int low = buffer.getShort() & 0xffff;
        return buffer.get() << 16 | low;
    }

    private static float clamp(double sample) {
        if (!Double.isFinite(sample)) {
            throw new AudioException("a sample is %s, expected a finite number", sample);
        }
        return (float) Math.max(-1, Math.min(1, sample));
    }
}
