package io.hearken.recognizer;

import io.hearken.acoustic.LstmState;
import io.hearken.ctc.DecoderState;

/** What {@link TranscriptStage} remembers of a stream. */
public final class TranscriptState {
    final LstmState lstm;
    final DecoderState decoder;

    /** Network steps so far. */
    long steps;

    /** The number of the utterance being heard. */
    int utterance;

    /** The number of its next hypothesis. */
    int revision;

    TranscriptState(LstmState lstm, DecoderState decoder, long steps, int utterance, int revision) {
        this.lstm = lstm;
        this.decoder = decoder;
        this.steps = steps;
        this.utterance = utterance;
        this.revision = revision;
    }
}
