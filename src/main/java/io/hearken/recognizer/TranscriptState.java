package io.hearken.recognizer;

import io.hearken.acoustic.LstmState;
import io.hearken.ctc.DecoderState;
import java.util.List;

/** What {@link TranscriptStage} remembers of a stream. */
public final class TranscriptState {
    final LstmState lstm;
    final DecoderState decoder;

    /** Network steps so far. */
    long steps;

    /** The step at which silence began, if nothing has been heard of the utterance. */
    long begun;

    /** The number of the utterance being heard. */
    int utterance;

    /** The number of its next hypothesis. */
    int revision;

    /** The symbols its last hypothesis showed; replaced, never changed. */
    List<Integer> shown;

    TranscriptState(
            LstmState lstm,
            DecoderState decoder,
            long steps,
            long begun,
            int utterance,
            int revision,
            List<Integer> shown) {
        this.lstm = lstm;
        this.decoder = decoder;
        this.steps = steps;
        this.begun = begun;
        this.utterance = utterance;
        this.revision = revision;
        this.shown = shown;
    }
}
