package io.hearken.recognizer;

import io.hearken.acoustic.NetworkState;
import java.util.ArrayList;
import java.util.List;

/**
 * What a label head remembers of a stream: of windows those under way and the latest that are over;
 * of whole utterances the one under way, who speaks, and what the next one begins with.
 */
final class Windows {
    /** What the network has heard of each window, or of the utterance; the oldest first. */
    final List<NetworkState> open = new ArrayList<>(0);

    /** Posteriors at the end of the latest windows, the oldest first. */
    final List<float[]> finished = new ArrayList<>(0);

    /**
     * Posteriors of the oldest open window, or of the utterance, so far; empty if nothing was heard
     * of it.
     */
    float[] latest = {};

    /** The step before which no label is said. */
    long quietUntil;

    /** Of whole utterances: who speaks. */
    Activity activity = new Activity();

    /**
     * The latest vectors without speech, but those that counted for the last utterance: the next
     * utterance begins with them. Never changed.
     */
    float[] lead = {};

    /** Whether there is nothing to remember. */
    boolean isUnused() {
        return open.isEmpty()
                && finished.isEmpty()
                && latest.length == 0
                && quietUntil == 0
                && activity.isFresh()
                && lead.length == 0;
    }

    /** Begins anew; what was said lately still counts. */
    void clear() {
        open.clear();
        finished.clear();
        latest = new float[0];
        activity = new Activity();
        lead = new float[0];
    }

    /** Begins the next utterance: what silence is like still counts. */
    void endUtterance() {
        open.clear();
        latest = new float[0];
        activity.endUtterance();
    }

    Windows copy() {
        Windows copy = new Windows();
        open.forEach(state -> copy.open.add(state.copy()));
        copy.finished.addAll(finished); // never changed
        copy.latest = latest;
        copy.quietUntil = quietUntil;
        copy.activity = activity.copy();
        copy.lead = lead;
        return copy;
    }
}
