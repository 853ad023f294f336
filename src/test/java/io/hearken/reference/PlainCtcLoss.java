package io.hearken.reference;

import static io.hearken.stream.Checks.require;

import java.util.Arrays;

/**
 * CTC's forward and backward variables, every cell of them, with logarithms added up by the
 * library's own functions (Graves, Fernández, Gomez and Schmidhuber, 2006, equations 6 to 16).
 */
public final class PlainCtcLoss {
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private PlainCtcLoss() {}

    /** As {@link io.hearken.ctc.CtcLoss#gradient}. */
    public static double gradient(
            float[] logPosteriors, int symbols, int[] labels, float[] gradient) {
        require(
                gradient.length == logPosteriors.length,
                "gradient needs %d values, got %d",
                logPosteriors.length,
                gradient.length);
        int T = logPosteriors.length / symbols;
        int[] path = withBlanks(labels, symbols);
        double[][] forward = forward(logPosteriors, symbols, path, T);
        double[][] backward = backward(logPosteriors, symbols, path, T);
        double total = end(forward, T);
        Arrays.fill(gradient, 0f);
        if (total == NEVER) {
            return Double.POSITIVE_INFINITY;
        }
        double[] occupancy = new double[symbols];
        for (int t = 0; t < T; t++) {
            Arrays.fill(occupancy, 0);
            for (int s = 0; s < path.length; s++) {
                occupancy[path[s]] += Math.exp(forward[t][s] + backward[t][s] - total);
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
    private static double[][] forward(float[] log, int V, int[] path, int T) {
        double[][] alpha = new double[T][path.length];
        for (int t = 0; t < T; t++) {
            for (int s = 0; s < path.length; s++) {
                double sum;
                if (t == 0) {
                    sum = s < 2 ? 0 : NEVER;
                } else {
                    sum = alpha[t - 1][s];
                    sum = s > 0 ? add(sum, alpha[t - 1][s - 1]) : sum;
                    sum = maySkip(path, s) ? add(sum, alpha[t - 1][s - 2]) : sum;
                }
                alpha[t][s] = sum + log[t * V + path[s]];
            }
        }
        return alpha;
    }

    /** β[t][s]: all ways to finish from place s of the path after frame t. */
    private static double[][] backward(float[] log, int V, int[] path, int T) {
        double[][] beta = new double[T][path.length];
        for (int t = T - 1; t >= 0; t--) {
            for (int s = path.length - 1; s >= 0; s--) {
                if (t == T - 1) {
                    beta[t][s] = s >= path.length - 2 ? 0 : NEVER;
                    continue;
                }
                int next = (t + 1) * V;
                double sum = beta[t + 1][s] + log[next + path[s]];
                if (s + 1 < path.length) {
                    sum = add(sum, beta[t + 1][s + 1] + log[next + path[s + 1]]);
                }
                if (s + 2 < path.length && maySkip(path, s + 2)) {
                    sum = add(sum, beta[t + 1][s + 2] + log[next + path[s + 2]]);
                }
                beta[t][s] = sum;
            }
        }
        return beta;
    }

    /** Whether place s may follow place s - 2 at once: the blank between two unlike labels. */
    private static boolean maySkip(int[] path, int s) {
        return s > 1 && path[s] != 0 && path[s] != path[s - 2];
    }

    private static double end(double[][] alpha, int T) {
        if (T == 0) {
            return NEVER;
        }
        double[] last = alpha[T - 1];
        int n = last.length;
        return n == 1 ? last[0] : add(last[n - 1], last[n - 2]);
    }

    private static double add(double a, double b) {
        if (a == NEVER) {
            return b;
        }
        if (b == NEVER) {
            return a;
        }
        return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
}
