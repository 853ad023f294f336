package io.hearken.train;

import java.util.List;

/**
 * Stretches side by side, as the network takes them.
 *
 * @param vectors [T·B × D]: vector t·B + b is step t of stretch b
 * @param stretches B of them
 */
record Batch(float[] vectors, List<Composer.Stretch> stretches) {
    /** The number of words said in all stretches. */
    int words() {
        return stretches.stream().mapToInt(stretch -> stretch.labels().length).sum();
    }
}
