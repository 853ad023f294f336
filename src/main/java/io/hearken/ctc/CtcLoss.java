package io.hearken.ctc;

import static io.hearken.ctc.LogSum.NEVER;
import static io.hearken.stream.Checks.require;

import java.util.Arrays;

/**
 * The negative log-likelihood of a label sequence over all its alignments, and its gradient
 * (Graves, Fernández, Gomez and Schmidhuber: Connectionist Temporal Classification, 2006, equations
 * 6 to 16). In double and in log space, at places of the path alone that can be reached. Keeps
 * nothing: safe for any thread.
 */
public final class CtcLoss {
    /** What is rarer changes no float between 0 and 1. */
    private static final double NEGLIGIBLE = -40;

    private CtcLoss() {}

    /**
     * The loss in nats, and the gradient with respect to the logits.
     *
     * @param logPosteriors [T × V], row-major, log-softmax of the logits
     * @param symbols V
     * @param labels what was said, without blanks
     * @param gradient [T × V], row-major; receives posterior minus occupancy, or zeros where no
     *     alignment exists
     * @return the loss; infinite if the labels do not fit into T frames
     */
    public static double gradient(
            float[] logPosteriors, int symbols, int[] labels, float[] gradient) {
        require(
                gradient.length == logPosteriors.length,
                "gradient needs %d values, got %d",
                logPosteriors.length,
                gradient.length);
        int T = logPosteriors.length / symbols;
        int[] path = withBlanks(labels, symbols);
        double[] forward = forward(logPosteriors, symbols, path, T);
        double[] backward = backward(logPosteriors, symbols, path, T);
        double total = end(forward, path.length);
        Arrays.fill(gradient, 0f);
        if (total == NEVER) {
            return Double.POSITIVE_INFINITY;
        }
        double[] occupancy = new double[symbols];
        for (int t = 0; t < T; t++) {
            Arrays.fill(occupancy, 0);
            for (int s = 0; s < path.length; s++) {
                int cell = t * path.length + s;
                double log = forward[cell] + backward[cell] - total;
                if (log > NEGLIGIBLE) {
                    occupancy[path[s]] += Math.exp(log);
                }
            }
            for (int v = 0; v < symbols; v++) {
                int at = t * symbols + v;
                gradient[at] = (float) (Math.exp(logPosteriors[at]) - occupancy[v]);
            }
        }
        return -total;
    }

    /** Blank, label, blank, label, …, blank. */
    private static int[] withBlanks(int[] labels, int symbols) {
        int[] path = new int[2 * labels.length + 1];
        for (int i = 0; i < labels.length; i++) {
            require(
                    0 < labels[i] && labels[i] < symbols,
                    "labels must be 1 to %d, got %d",
                    symbols - 1,
                    labels[i]);
            path[2 * i + 1] = labels[i];
        }
        return path;
    }

    /** α[t][s]: all ways to be at place s of the path at frame t, this frame's symbol included. */
    private static double[] forward(float[] log, int V, int[] path, int T) {
        int S = path.length;
        double[] alpha = new double[T * S];
        Arrays.fill(alpha, NEVER);
        for (int t = 0; t < T; t++) {
            int before = (t - 1) * S;
            // Each frame leads at most two places on.
            for (int s = first(t, T, S); s <= last(t, S); s++) {
                double sum;
                if (t == 0) {
                    sum = 0;
                } else {
                    sum = alpha[before + s];
                    sum = s > 0 ? LogSum.of(sum, alpha[before + s - 1]) : sum;
                    sum = maySkip(path, s) ? LogSum.of(sum, alpha[before + s - 2]) : sum;
                }
                alpha[t * S + s] = sum + log[t * V + path[s]];
            }
        }
        return alpha;
    }

    /** β[t][s]: all ways to finish from place s of the path after frame t. */
    private static double[] backward(float[] log, int V, int[] path, int T) {
        int S = path.length;
        double[] beta = new double[T * S];
        // β of frame t + 1, its symbol included.
        double[] next = new double[S];
        Arrays.fill(beta, NEVER);
        for (int t = T - 1; t >= 0; t--) {
            for (int s = first(t, T, S); s <= last(t, S); s++) {
                double sum;
                if (t == T - 1) {
                    sum = 0;
                } else {
                    sum = next[s];
                    sum = s + 1 < S ? LogSum.of(sum, next[s + 1]) : sum;
                    sum = s + 2 < S && maySkip(path, s + 2) ? LogSum.of(sum, next[s + 2]) : sum;
                }
                beta[t * S + s] = sum;
            }
            for (int s = 0; s < S; s++) {
                next[s] = beta[t * S + s] + log[t * V + path[s]];
            }
        }
        return beta;
    }

    /** The first place the path's end can be reached from. */
    private static int first(int t, int T, int S) {
        return (int) Math.max(0, S - 2L * (T - t));
    }

    /** The last place that can be reached. */
    private static int last(int t, int S) {
        return (int) Math.min(S - 1, 2L * t + 1);
    }

    /** Whether place s may follow place s - 2 at once: the blank between two unlike labels. */
    private static boolean maySkip(int[] path, int s) {
        return s > 1 && path[s] != 0 && path[s] != path[s - 2];
    }

    private static double end(double[] alpha, int S) {
        if (alpha.length == 0) {
            return NEVER;
        }
        double last = alpha[alpha.length - 1];
        return S == 1 ? last : LogSum.of(last, alpha[alpha.length - 2]);
    }
}
