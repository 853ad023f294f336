package io.hearken.audio;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Floats;
import java.util.Arrays;

/**
 * Turns the bytes of many streams into mono samples at one rate. The samples of a stream depend on
 * its bytes alone: a cut anywhere, also within a sample, changes nothing.
 *
 * <p>Channels are averaged. Where the format of a stream changes, bytes of an unfinished frame are
 * dropped; where its rate changes, the samples at the old rate are finished first.
 */
public final class AudioDecoder {
    /**
     * Samples of all channels a FLAC file in a chunk may hold, four times what 4 MiB of 16-bit
     * audio have: kilobytes could otherwise take all memory of a job, again after every restart.
     */
    static final int MOST_FLAC_SAMPLES = 8 << 20;

    private static final float[] NOTHING = {};

    private final int sampleRate;

    /**
     * @param sampleRate samples per second to be made, 8,000 to 48,000
     */
    public AudioDecoder(int sampleRate) {
        this.sampleRate = new AudioFormat(Encoding.PCM_F32LE, sampleRate, 1).sampleRate();
    }

    /**
     * As many samples as can be made now, each in [-1, 1].
     *
     * @param bytes left untouched
     * @throws AudioException if the bytes are not what the format says; the state is as it was
     */
    public float[] decode(AudioState state, byte[] bytes, AudioFormat format) {
        switch (format.encoding()) {
            case WAV:
                return decode(state, WavFile.parse(bytes));
            case FLAC:
                return decode(state, FlacFile.parse(bytes, MOST_FLAC_SAMPLES));
            default:
                boolean goesOn = format.equals(state.format);
                float[] samples =
                        advance(state, goesOn ? join(state.pending, bytes) : bytes, format);
                state.latest = bytes.length;
                return samples;
        }
    }

    /** How long the latest audio decoded was, in seconds; 0 before the first. */
    public double latestSeconds(AudioState state) {
        return state.latest == 0
                ? 0
                : (double) state.latest / state.format.bytesPerFrame() / state.format.sampleRate();
    }

    /** Silence as long as the latest audio decoded, so many times, in its place in the stream. */
    public float[] silence(AudioState state, long times) {
        if (state.latest == 0) {
            return NOTHING;
        }
        byte[] bytes = new byte[Math.toIntExact(times * state.latest)];
        Arrays.fill(bytes, Pcm.silence(state.format.encoding()));
        // Where chunks are cut within a sample, the next one goes on where these would have ended.
        return advance(state, join(state.pending, bytes), state.format);
    }

    /** The samples still owed when a stream ends; the state is as new afterwards. */
    public float[] finish(AudioState state) {
        float[] samples = flush(state);
        state.pending = new byte[0];
        state.format = null;
        state.latest = 0;
        return samples;
    }

    private float[] decode(AudioState state, Recording file) {
        float[] samples = advance(state, file.data(), file.format());
        state.latest = file.data().length;
        return samples;
    }

    private float[] advance(AudioState state, byte[] bytes, AudioFormat format) {
        int whole = bytes.length - bytes.length % format.bytesPerFrame();
        // Bad audio is found here, before the state is touched.
        float[] mono = Pcm.mono(bytes, whole, format);
        Pcm.check(bytes, whole, format);
        float[] owed = sameRate(state, format) ? NOTHING : flush(state);
        state.format = format;
        state.pending = Arrays.copyOfRange(bytes, whole, bytes.length);
        return Floats.join(owed, resample(state, mono));
    }

    private float[] resample(AudioState state, float[] mono) {
        if (state.format.sampleRate() == sampleRate) {
            return mono;
        }
        return resampler(state).process(state.resampler, mono);
    }

    private float[] flush(AudioState state) {
        if (state.format == null || state.format.sampleRate() == sampleRate) {
            return NOTHING;
        }
        float[] samples = resampler(state).finish(state.resampler);
        state.resampler = new ResamplerState();
        return samples;
    }

    private Resampler resampler(AudioState state) {
        return new Resampler(state.format.sampleRate(), sampleRate);
    }

    private static boolean sameRate(AudioState state, AudioFormat format) {
        return state.format != null && state.format.sampleRate() == format.sampleRate();
    }

    private static byte[] join(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
