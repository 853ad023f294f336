package io.hearken.recognizer;

import io.hearken.acoustic.NetworkState;
import io.hearken.ctc.DecoderState;
import io.hearken.stream.Gap;
import java.util.List;

/** What {@link TranscriptStage} remembers of a stream. */
public final class TranscriptState {
    /** Of a CTC head. */
    NetworkState network;

    /** Of a label head. */
    final Windows windows;

    DecoderState decoder;

    /** Network steps so far. */
    long steps;

    /**
     * Of a CTC head the step at which silence began, if nothing has been heard of the utterance; of
     * whole utterances the first step of this one, its lead included; of windows the first step of
     * the first one.
     */
    long begun;

    /** The number of the utterance being heard. */
    int utterance;

    /** The number of its next hypothesis. */
    int revision;

    /** The symbols its last hypothesis showed; replaced, never changed. */
    List<Integer> shown;

    /** What is missing, and no final has told yet; replaced, never changed. */
    List<Gap> gaps;

    TranscriptState(
            NetworkState network,
            Windows windows,
            DecoderState decoder,
            long steps,
            long begun,
            int utterance,
            int revision,
            List<Integer> shown,
            List<Gap> gaps) {
        this.network = network;
        this.windows = windows;
        this.decoder = decoder;
        this.steps = steps;
        this.begun = begun;
        this.utterance = utterance;
        this.revision = revision;
        this.shown = shown;
        this.gaps = gaps;
    }

    /** Forgets all but the numbers of hypotheses: the stream begins anew with this step. */
    void listenAnewFrom(long step, NetworkState silent) {
        network = silent;
        windows.clear();
        decoder = new DecoderState();
        steps = step;
        begun = step;
    }
}
