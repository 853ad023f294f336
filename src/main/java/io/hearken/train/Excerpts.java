package io.hearken.train;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a classifier of windows learns from: of each stretch one window, and the word that ended
 * within its last hop, 0 if none did. Most windows are chosen behind a word.
 *
 * @param vectors [W·B × D]: vector t·B + b is step t of window b
 * @param symbols [B]: what is to be said at the last step
 */
record Excerpts(float[] vectors, int[] symbols) {
    private static final double BEHIND_A_WORD = 0.7;

    /**
     * One window of each stretch.
     *
     * @param dimension D
     * @param window W, steps, no more than a stretch has
     * @param hop steps
     */
    static Excerpts of(Batch batch, int dimension, int window, int hop, RandomGenerator random) {
        int B = batch.stretches().size();
        float[] vectors = new float[window * B * dimension];
        int[] symbols = new int[B];
        for (int b = 0; b < B; b++) {
            int[] frames = batch.stretches().get(b).frames();
            int last = last(frames, window, hop, random);
            symbols[b] = symbol(frames, last, hop);
            for (int t = 0; t < window; t++) {
                int from = ((last - window + 1 + t) * B + b) * dimension;
                System.arraycopy(
                        batch.vectors(), from, vectors, (t * B + b) * dimension, dimension);
            }
        }
        return new Excerpts(vectors, symbols);
    }

    /** A window's last step. */
    private static int last(int[] frames, int window, int hop, RandomGenerator random) {
        List<Integer> behind = new ArrayList<>();
        for (int t = 0; t < frames.length; t++) {
            int last = t + random.nextInt(hop);
            if (endsAt(frames, t) && window - 1 <= last && last < frames.length) {
                behind.add(last);
            }
        }
        return behind.isEmpty() || random.nextDouble() >= BEHIND_A_WORD
                ? random.nextInt(window - 1, frames.length)
                : behind.get(random.nextInt(behind.size()));
    }

    /** The latest word that ended within the hop up to a step. */
    private static int symbol(int[] frames, int last, int hop) {
        for (int t = last; t > Math.max(-1, last - hop); t--) {
            if (endsAt(frames, t)) {
                return frames[t];
            }
        }
        return 0;
    }

    private static boolean endsAt(int[] frames, int t) {
        return frames[t] != 0 && (t + 1 == frames.length || frames[t + 1] != frames[t]);
    }

    /**
     * The mean loss in nats.
     *
     * @param rows [W·B × V] log-posteriors; become the gradient with respect to the logits
     */
    double loss(float[] rows, int V) {
        int last = rows.length - symbols.length * V;
        for (int at = 0; at < last; at++) {
            rows[at] = 0;
        }
        double loss = 0;
        for (int b = 0; b < symbols.length; b++) {
            int at = last + b * V;
            loss -= rows[at + symbols[b]];
            for (int v = 0; v < V; v++) {
                float wanted = v == symbols[b] ? 1 : 0;
                rows[at + v] = ((float) Math.exp(rows[at + v]) - wanted) / symbols.length;
            }
        }
        return loss / symbols.length;
    }

    /** In how many windows another symbol is the likeliest. */
    int wrong(float[] rows, int V) {
        int last = rows.length - symbols.length * V;
        int wrong = 0;
        for (int b = 0; b < symbols.length; b++) {
            int best = 0;
            for (int v = 1; v < V; v++) {
                best = rows[last + b * V + v] > rows[last + b * V + best] ? v : best;
            }
            wrong += best == symbols[b] ? 0 : 1;
        }
        return wrong;
    }
}
