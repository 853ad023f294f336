package io.hearken.ctc;

import java.util.List;

/**
 * Which strings of symbols may be said: a deterministic automaton whose arcs carry log-weights.
 * Silent symbols, those nobody is shown, may come anywhere and move nothing. Never changed.
 */
public final class Language {
    /** Where no allowed string leads. */
    public static final int NOWHERE = -1;

    private final int[][] next;
    private final double[][] weights;
    private final boolean[] complete;

    /**
     * An automaton that begins at place 0.
     *
     * @param next [places][V]: where a symbol leads, or {@link #NOWHERE}
     * @param weights [places][V]: natural logarithms; what is {@link #NOWHERE} does not count
     * @param complete [places]: whether a string may end there
     */
    Language(int[][] next, double[][] weights, boolean[] complete) {
        this.next = next;
        this.weights = weights;
        this.complete = complete;
    }

    /** All strings of so many symbols, each as good as the other. */
    public static Language anything(int symbols) {
        return new Language(new int[1][symbols], new double[1][symbols], new boolean[] {true});
    }

    int places() {
        return next.length;
    }

    int next(int place, int symbol) {
        return next[place][symbol];
    }

    double weight(int place, int symbol) {
        return weights[place][symbol];
    }

    /** Where a string leads. */
    int place(List<Heard> heard) {
        int place = 0;
        for (int i = 0; i < heard.size() && place != NOWHERE; i++) {
            place = next[place][heard.get(i).symbol()];
        }
        return place;
    }

    /** Whether a string may end here. */
    boolean allows(List<Heard> heard) {
        int place = place(heard);
        return place != NOWHERE && complete[place];
    }
}
