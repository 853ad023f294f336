package io.hearken.recognizer;

import io.hearken.audio.AudioState;
import io.hearken.feature.FrontEndState;

/** What {@link FeatureStage} remembers of a stream. */
public final class FeatureState {
    final AudioState audio;
    final FrontEndState frontEnd;

    /** Samples heard so far, at the model's rate. */
    long samples;

    FeatureState(AudioState audio, FrontEndState frontEnd, long samples) {
        this.audio = audio;
        this.frontEnd = frontEnd;
        this.samples = samples;
    }
}
