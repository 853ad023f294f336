package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads samples that lie in bytes one after another. Full scale becomes ±1. */
final class Pcm {
    private static final float SCALE_8 = 1 << 7;
    private static final float SCALE_16 = 1 << 15;
    private static final float SCALE_24 = 1 << 23;
    private static final float SCALE_32 = 1L << 31;

    private static final VarHandle SHORT = littleEndian(short[].class);
    private static final VarHandle INT = littleEndian(int[].class);
    private static final VarHandle FLOAT = littleEndian(float[].class);
    private static final VarHandle DOUBLE = littleEndian(double[].class);

    private Pcm() {}

    /**
     * The mean of the channels.
     *
     * @param length how many of the bytes to read, whole frames
     * @throws AudioException if a floating-point sample is not finite
     */
    static float[] mono(byte[] bytes, int length, AudioFormat format) {
        float[] samples = new float[length / format.bytesPerFrame() * format.channels()];
        read(bytes, format.encoding(), samples);
        return format.channels() == 1 ? samples : mean(samples, format.channels());
    }

    /**
     * Refuses a sample of a frame whose rest has not come.
     *
     * @param from where the frame begins
     * @throws AudioException if a floating-point sample is not finite
     */
    static void check(byte[] bytes, int from, AudioFormat format) {
        int size = format.bytesPerFrame() / format.channels();
        for (int at = from; at + size <= bytes.length; at += size) {
            if (format.encoding() == Encoding.PCM_F32LE) {
                clamp((float) FLOAT.get(bytes, at));
            } else if (format.encoding() == Encoding.PCM_F64LE) {
                clamp((double) DOUBLE.get(bytes, at));
            }
        }
    }

    /** The byte of which silence is made. */
    static byte silence(Encoding encoding) {
        return switch (encoding) {
            case PCM_U8 -> (byte) 0x80;
            case PCM_MULAW -> (byte) 0xff;
            case PCM_ALAW -> (byte) 0xd5;
            default -> 0;
        };
    }

    /**
     * As many samples as there is room for; a loop for each encoding, since all audio is read here.
     */
    private static void read(byte[] bytes, Encoding encoding, float[] samples) {
        switch (encoding) {
            case PCM_U8 -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = ((bytes[i] & 0xff) - 128) / SCALE_8;
                }
            }
            case PCM_S16LE -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (short) SHORT.get(bytes, 2 * i) / SCALE_16;
                }
            }
            case PCM_S24LE -> {
                for (int i = 0; i < samples.length; i++) {
                    int low = (short) SHORT.get(bytes, 3 * i) & 0xffff;
                    samples[i] = (bytes[3 * i + 2] << 16 | low) / SCALE_24;
                }
            }
            case PCM_S32LE -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (int) INT.get(bytes, 4 * i) / SCALE_32;
                }
            }
            case PCM_F32LE -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = clamp((float) FLOAT.get(bytes, 4 * i));
                }
            }
            case PCM_F64LE -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = clamp((double) DOUBLE.get(bytes, 8 * i));
                }
            }
            case PCM_MULAW -> lookUp(bytes, G711.MULAW, samples);
            case PCM_ALAW -> lookUp(bytes, G711.ALAW, samples);
            case WAV, FLAC -> throw new IllegalArgumentException("a file is not plain samples");
        }
    }

    private static void lookUp(byte[] bytes, float[] table, float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = table[bytes[i] & 0xff];
        }
    }

    private static float[] mean(float[] samples, int channels) {
        float[] mean = new float[samples.length / channels];
        for (int i = 0; i < mean.length; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples[i * channels + channel];
            }
            mean[i] = sum / channels;
        }
        return mean;
    }

    private static float clamp(double sample) {
        if (!Double.isFinite(sample)) {
            throw new AudioException("a sample is %s, expected a finite number", sample);
        }
        // Zero has no sign.
        return (float) Math.max(-1, Math.min(1, sample)) + 0f;
    }

    private static VarHandle littleEndian(Class<?> view) {
        return MethodHandles.byteArrayViewVarHandle(view, ByteOrder.LITTLE_ENDIAN);
    }
}
