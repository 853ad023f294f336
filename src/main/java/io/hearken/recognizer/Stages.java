package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;

/** The stage that a model's head asks for. */
public final class Stages {
    private Stages() {}

    /**
     * From feature vectors to hypotheses, for live streams.
     *
     * @throws IllegalArgumentException if the model has no words for the settings' grammar, can
     *     make no use of the settings, or hears whole recordings only
     */
    public static Stage<TranscriptState, FeatureFrames, Hypothesis> transcripts(
            Model model, DecoderSettings settings) {
        model.requireLive();
        return of(model, settings);
    }

    /**
     * The same of any model. One that hears whole recordings must be given {@link WholeVectors}.
     */
    static Stage<TranscriptState, FeatureFrames, Hypothesis> of(
            Model model, DecoderSettings settings) {
        if (!model.head().isLabel()) {
            return new TranscriptStage(model, settings);
        }
        require(
                settings.grammar().isBlank() && settings.insertionPenalty() == 0,
                "%s is a classifier, which knows no grammar and no insertion penalty",
                model.name());
        require(
                settings.endpoint().silenceOnly().isZero(),
                "%s is a classifier, which says nothing in silence: leave out the endpoint in"
                        + " silence",
                model.name());
        return model.head().hasWindows()
                ? new WindowStage(model, settings)
                : new UtteranceStage(model, settings);
    }
}
