package io.hearken.train;

import io.hearken.ctc.CtcLoss;

/**
 * What a network should have said of a stretch: its labels in their order (CTC), each step's symbol
 * (cross-entropy), and when each word began and ended (Huber, 1964).
 *
 * @param symbols V
 * @param width numbers in a row: V log-posteriors and then the times
 */
record Loss(int symbols, int width) {
    /** How much the times count beside the words. */
    private static final float TIMES = 0.3f;

    /** Seconds beyond which being wrong about a time grows no worse: half a word. */
    private static final float FAR = 0.1f;

    /** Which losses count. */
    enum Kind {
        FRAMEWISE,
        BOTH,
        CTC
    }

    /**
     * The loss of one stretch in nats, without that of times.
     *
     * @param rows [T × width], log-posteriors and times
     * @param gradient [T × width], zeros; receives the gradient with respect to logits and times
     */
    double of(float[] rows, Stretch stretch, Kind kind, float[] gradient) {
        int T = rows.length / width;
        double loss = 0;
        if (kind != Kind.FRAMEWISE) {
            loss = ctc(rows, T, stretch.labels(), gradient);
        }
        if (kind != Kind.CTC && stretch.frames() != null) {
            double framewise = framewise(rows, stretch.frames(), gradient);
            loss += kind == Kind.FRAMEWISE ? framewise : 0;
        }
        times(rows, stretch.times(), gradient);
        return loss;
    }

    private double ctc(float[] rows, int T, int[] labels, float[] gradient) {
        float[] logPosteriors = new float[T * symbols];
        float[] logits = new float[T * symbols];
        copy(rows, width, logPosteriors, symbols);
        double loss = CtcLoss.gradient(logPosteriors, symbols, labels, logits);
        if (!Double.isFinite(loss)) {
            return 0; // more labels than steps: nothing to learn here
        }
        copy(logits, symbols, gradient, width);
        return loss;
    }

    /** The symbols' part of rows of one width to rows of another. */
    private void copy(float[] from, int fromWidth, float[] to, int toWidth) {
        for (int t = 0; t * fromWidth < from.length; t++) {
            System.arraycopy(from, t * fromWidth, to, t * toWidth, symbols);
        }
    }

    private double framewise(float[] rows, int[] frames, float[] gradient) {
        double loss = 0;
        for (int t = 0; t < frames.length; t++) {
            int at = t * width;
            for (int v = 0; v < symbols; v++) {
                gradient[at + v] += (float) Math.exp(rows[at + v]);
            }
            gradient[at + frames[t]] -= 1;
            loss -= rows[at + frames[t]];
        }
        return loss;
    }

    private void times(float[] rows, float[] times, float[] gradient) {
        for (int t = 0; t * width < rows.length; t++) {
            for (int k = 0; k < Stretch.TIMES; k++) {
                float truth = times[t * Stretch.TIMES + k];
                if (!Float.isNaN(truth)) {
                    int at = t * width + symbols + k;
                    float wrong = (rows[at] - truth) / FAR;
                    gradient[at] = TIMES * Math.max(-1, Math.min(1, wrong));
                }
            }
        }
    }
}
