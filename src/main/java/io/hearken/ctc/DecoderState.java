package io.hearken.ctc;

import java.util.ArrayList;
import java.util.List;

/** What the decoder remembers of a stream: the last frame's symbol, and the utterance so far. */
public final class DecoderState {
    private int lastSymbol;
    private final List<Heard> heard = new ArrayList<>();

    public DecoderState() {}

    public DecoderState(int lastSymbol, List<Heard> heard) {
        this.lastSymbol = lastSymbol;
        this.heard.addAll(heard);
    }

    /** The symbol of the frame before, 0 for the blank. */
    public int lastSymbol() {
        return lastSymbol;
    }

    /** The symbols of the utterance, oldest first. */
    public List<Heard> heard() {
        return heard;
    }

    void lastSymbol(int symbol) {
        lastSymbol = symbol;
    }
}
