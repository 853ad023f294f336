package io.hearken.train;

import java.util.ArrayList;
import java.util.List;

/** How a training run went. */
public final class Curve {
    private final List<Point> points = new ArrayList<>();

    /**
     * A validation and what came before it.
     *
     * @param update updates made
     * @param loss nats per word, mean since the point before
     * @param rate the learning rate
     * @param wordErrorRate in validation
     */
    public record Point(int update, double loss, double rate, double wordErrorRate) {}

    void add(Point point) {
        points.add(point);
    }

    /** All points, the earliest first. */
    public List<Point> points() {
        return List.copyOf(points);
    }
}
