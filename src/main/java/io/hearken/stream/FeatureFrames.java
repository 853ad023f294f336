package io.hearken.stream;

import static io.hearken.stream.Checks.require;

/**
 * Consecutive feature vectors of one stream, ready for the network.
 *
 * @param values [frames × dimension], row-major; handed over, not copied
 * @param dimension numbers in a vector
 * @param samples samples heard of the stream so far, at the model's rate
 * @param last whether the stream ends with these
 */
public record FeatureFrames(
        String stream, float[] values, int dimension, long samples, boolean last) {
    public FeatureFrames {
        require(dimension > 0, "dimension must be positive, got %d", dimension);
        require(
                values.length % dimension == 0,
                "%d values are not whole vectors of %d",
                values.length,
                dimension);
    }

    public int frames() {
        return values.length / dimension;
    }
}
