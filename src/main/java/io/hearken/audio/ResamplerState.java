package io.hearken.audio;

/** All that resampling remembers of a stream. The array is replaced, never written to. */
final class ResamplerState {
    /** The latest samples read, as far back as an output to come may reach. */
    float[] history = {};

    /** Samples read so far. */
    long read;

    /** Samples written so far. */
    long written;
}
