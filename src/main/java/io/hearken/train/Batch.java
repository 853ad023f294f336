package io.hearken.train;

import java.util.List;

/**
 * Stretches side by side, as the network takes them.
 *
 * @param vectors [T·B × D]: vector t·B + b is step t of stretch b
 * @param stretches B of them
 */
record Batch(float[] vectors, List<Stretch> stretches) {
    /** The number of words said in all stretches. */
    int words() {
        return stretches.stream().mapToInt(stretch -> stretch.labels().length).sum();
    }

    /** T: steps of each stretch. */
    int steps() {
        return stretches.get(0).steps();
    }

    /** Stretch {@code b}'s rows, out of those of all stretches. */
    float[] gather(float[] rows, int b, int width) {
        int B = stretches.size();
        float[] own = new float[rows.length / B];
        for (int t = 0; t * width < own.length; t++) {
            System.arraycopy(rows, (t * B + b) * width, own, t * width, width);
        }
        return own;
    }

    /** Puts stretch {@code b}'s rows among those of all stretches. */
    void scatter(float[] own, int b, int width, float[] rows) {
        int B = stretches.size();
        for (int t = 0; t * width < own.length; t++) {
            System.arraycopy(own, t * width, rows, (t * B + b) * width, width);
        }
    }
}
