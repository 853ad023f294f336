package io.hearken.stream;

import static io.hearken.stream.Checks.require;

import java.util.List;

/**
 * Consecutive feature vectors of one stream, ready for the network.
 *
 * @param values [frames × dimension], row-major; handed over, not copied
 * @param dimension numbers in a vector
 * @param samples samples heard of the stream so far, at the model's rate
 * @param last whether the stream ends with these
 * @param gaps what is missing between them: silence stands there
 * @param resumesAt if too much is missing behind these, the sample with which the stream begins
 *     anew, a multiple of the vectors' step; {@link #GOES_ON} if it does not
 */
public record FeatureFrames(
        String stream,
        float[] values,
        int dimension,
        long samples,
        boolean last,
        List<Gap> gaps,
        long resumesAt) {
    public static final long GOES_ON = -1;

    public FeatureFrames {
        gaps = List.copyOf(gaps);
        require(dimension > 0, "dimension must be positive, got %d", dimension);
        require(
                values.length % dimension == 0,
                "%d values are not whole vectors of %d",
                values.length,
                dimension);
    }

    /** Vectors of which nothing is missing. */
    public FeatureFrames(String stream, float[] values, int dimension, long samples, boolean last) {
        this(stream, values, dimension, samples, last, List.of(), GOES_ON);
    }

    /** Whether what was being heard ends with these: the stream itself, or all until it resumes. */
    public boolean isEnd() {
        return last || resumesAt != GOES_ON;
    }

    public int frames() {
        return values.length / dimension;
    }
}
