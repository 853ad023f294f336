package io.hearken.recognizer;

import io.hearken.audio.AudioState;
import io.hearken.feature.FrontEndState;

/** What {@link FeatureStage} remembers of a stream. */
public final class FeatureState {
    /** When a stream began of which no record told its time. */
    static final long UNKNOWN = Long.MIN_VALUE;

    final AudioState audio;
    final FrontEndState frontEnd;

    /** Samples heard so far, at the model's rate. */
    long samples;

    /** When the stream began by its records' timestamps, in ms, or {@link #UNKNOWN}. */
    long begun;

    FeatureState(AudioState audio, FrontEndState frontEnd, long samples, long begun) {
        this.audio = audio;
        this.frontEnd = frontEnd;
        this.samples = samples;
        this.begun = begun;
    }

    /** Samples heard so far, at the model's rate. */
    public long samples() {
        return samples;
    }
}
