package io.hearken.audio;

import io.hearken.stream.AudioFormat;

/** All that decoding remembers of a stream. Arrays are replaced, never written to. */
public final class AudioState {
    /** Bytes of a frame whose rest has not arrived. */
    byte[] pending = {};

    /** What the latest bytes meant, within a file if they were one; null before the first. */
    AudioFormat format;

    /** Bytes of the latest audio, within a file if it was one; 0 before the first. */
    int latest;

    ResamplerState resampler = new ResamplerState();
}
