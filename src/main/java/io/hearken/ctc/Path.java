package io.hearken.ctc;

import static io.hearken.ctc.LogSum.NEVER;

import java.util.ArrayList;
import java.util.List;

/**
 * A string of symbols that may have been said, and how likely that is. The alignments that spell it
 * are of two kinds: those that end in a blank, and those still in the run of the last symbol. Never
 * changed.
 *
 * @param heard oldest first
 * @param last the symbol of the latest run, which may have begun in an utterance that is over; 0 if
 *     there was none
 * @param resting log-likelihood of the alignments that end in a blank
 * @param running log-likelihood of the alignments that end in {@code last}
 */
public record Path(List<Heard> heard, int last, double resting, double running) {
    /** Nothing heard yet. */
    public static final Path START = new Path(List.of(), 0, 0, NEVER);

    /** Log-likelihood of all alignments. */
    public double score() {
        return LogSum.of(resting, running);
    }

    /** Whether the last symbol is likelier to go on than to be over. */
    public boolean isRunning() {
        return running > resting;
    }

    /** The same string, with likelihoods moved by {@code log}. */
    Path moved(double log) {
        return new Path(heard, last, resting + log, running + log);
    }

    Path with(double resting, double running) {
        return new Path(heard, last, resting, running);
    }

    /** The last symbol's run goes on; not heard if it began in an utterance that is over. */
    Path extended(Frame frame) {
        if (heard.isEmpty()) {
            return this;
        }
        return new Path(
                replaced(heard.get(heard.size() - 1).extended(frame)), last, resting, running);
    }

    /** The last symbol's run is over; its word may not be. */
    Path settled(Frame frame) {
        if (!isUnsettled(frame)) {
            return this;
        }
        return new Path(
                replaced(heard.get(heard.size() - 1).settled(frame)), last, resting, running);
    }

    /** Whether the last symbol's word may still go on. */
    boolean isUnsettled(Frame frame) {
        return !heard.isEmpty() && heard.get(heard.size() - 1).isUnsettled(frame);
    }

    /** The last symbol began only now. */
    Path begunAgain(Frame frame) {
        return new Path(replaced(Heard.first(last, frame)), last, resting, running);
    }

    private List<Heard> replaced(Heard latest) {
        List<Heard> all = new ArrayList<>(heard);
        all.set(all.size() - 1, latest);
        return all;
    }

    /** A symbol more. */
    Path appended(int symbol, Frame frame, double likelihood) {
        List<Heard> all = new ArrayList<>(heard.size() + 1);
        all.addAll(heard);
        all.add(Heard.first(symbol, frame));
        return new Path(all, symbol, NEVER, likelihood);
    }

    /** Whether this is {@code shorter} and {@code symbol} behind it. */
    boolean is(Path shorter, int symbol) {
        int length = shorter.heard.size();
        if (heard.size() != length + 1 || heard.get(length).symbol() != symbol) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (heard.get(i).symbol() != shorter.heard.get(i).symbol()) {
                return false;
            }
        }
        return true;
    }

    /** The likelier first; of equals the one whose symbols come first. */
    static int byScore(Path a, Path b) {
        int order = Double.compare(b.score(), a.score());
        for (int i = 0; order == 0 && i < Math.min(a.heard.size(), b.heard.size()); i++) {
            order = Integer.compare(a.heard.get(i).symbol(), b.heard.get(i).symbol());
        }
        return order != 0 ? order : Integer.compare(a.heard.size(), b.heard.size());
    }
}
