package io.hearken.recognizer;

import io.hearken.audio.AudioState;
import io.hearken.feature.FrontEndState;

/** What {@link FeatureStage} remembers of a stream. */
public final class FeatureState {
    /** When a stream began of which no record told its time. */
    static final long UNKNOWN = Long.MIN_VALUE;

    AudioState audio;
    FrontEndState frontEnd;

    /** Samples heard so far, at the model's rate; what is missing counts as heard. */
    long samples;

    /** When the stream began by its records' timestamps, in ms, or {@link #UNKNOWN}. */
    long begun;

    SequenceState sequence;

    /** Samples decoded since this object was made; nothing to remember. */
    long decoded;

    FeatureState(
            AudioState audio,
            FrontEndState frontEnd,
            long samples,
            long begun,
            SequenceState sequence) {
        this.audio = audio;
        this.frontEnd = frontEnd;
        this.samples = samples;
        this.begun = begun;
        this.sequence = sequence;
    }

    /** Samples decoded since this object was made, at the model's rate: for those who count. */
    public long decoded() {
        return decoded;
    }

    /** Forgets all audio: the stream begins anew with this sample. */
    void hearAnewFrom(long sample) {
        audio = new AudioState();
        frontEnd = new FrontEndState();
        samples = sample;
    }
}
