package io.hearken.train;

import java.util.List;

/** How a training run went: its validations, one after the other. */
final class Curve {
    private Curve() {}

    /**
     * A validation and what came before it.
     *
     * @param update updates made
     * @param loss nats per word, mean since the point before
     * @param rate the learning rate
     * @param wordErrorRate in validation
     */
    record Point(int update, double loss, double rate, double wordErrorRate) {}

    /** The point with the fewest errors; of equals, the last. */
    static Point best(List<Point> curve) {
        return curve.stream()
                .reduce((a, b) -> b.wordErrorRate <= a.wordErrorRate ? b : a)
                .orElseThrow();
    }
}
