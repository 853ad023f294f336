package io.hearken.feature;

import static io.hearken.stream.Checks.require;

import java.util.Arrays;

/**
 * Brings every number of a vector to the scale the network was trained on: {@code (x -
 * mean)·scale}.
 *
 * @param mean [dimension]; handed over, not copied
 * @param scale [dimension], one over the standard deviation; handed over, not copied
 */
public record Normalization(float[] mean, float[] scale) {
    /**
     * The smallest standard deviation believed. Those of recorded digits are 0.7 to 37; a number
     * that stood still in training is not blown up when it moves later.
     */
    public static final double SMALLEST_DEVIATION = 0.01;

    public Normalization {
        require(mean.length > 0, "a normalization needs at least one number, got none");
        require(
                mean.length == scale.length,
                "mean and scale must be equally long, got %d and %d",
                mean.length,
                scale.length);
        for (int i = 0; i < mean.length; i++) {
            require(Float.isFinite(mean[i]), "mean %d must be finite, got %s", i, mean[i]);
            require(
                    Float.isFinite(scale[i]) && scale[i] > 0,
                    "scale %d must be positive and finite, got %s",
                    i,
                    scale[i]);
        }
    }

    /** Changes nothing. */
    public static Normalization identity(int dimension) {
        float[] scale = new float[dimension];
        Arrays.fill(scale, 1);
        return new Normalization(new float[dimension], scale);
    }

    /**
     * Fits mean 0 and standard deviation 1 over all vectors.
     *
     * @param recordings each [vectors × dimension], row-major; walked through twice
     */
    public static Normalization of(Iterable<float[]> recordings, int dimension) {
        double[] mean = new double[dimension];
        long vectors = 0;
        for (float[] recording : recordings) {
            requireWhole(recording, dimension);
            vectors += recording.length / dimension;
            for (int i = 0; i < recording.length; i++) {
                mean[i % dimension] += recording[i];
            }
        }
        require(vectors > 0, "a normalization needs at least one vector to learn from, got none");
        for (int d = 0; d < dimension; d++) {
            mean[d] /= vectors;
        }
        return of(mean, variance(recordings, mean, vectors));
    }

    /** The same for every number of a vector of so many; this must be one of a single number. */
    public Normalization repeated(int dimension) {
        require(mean.length == 1, "only one number can be repeated, got %d", mean.length);
        float[] means = new float[dimension];
        float[] scales = new float[dimension];
        Arrays.fill(means, mean[0]);
        Arrays.fill(scales, scale[0]);
        return new Normalization(means, scales);
    }

    public int dimension() {
        return mean.length;
    }

    /**
     * Normalizes vectors in place.
     *
     * @param vectors [n × dimension], row-major
     */
    public void apply(float[] vectors) {
        requireWhole(vectors, mean.length);
        for (int row = 0; row < vectors.length; row += mean.length) {
            for (int d = 0; d < mean.length; d++) {
                vectors[row + d] = (vectors[row + d] - mean[d]) * scale[d];
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalization that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
    }

    @Override
    public String toString() {
        return "Normalization[dimension=" + mean.length + "]";
    }

    private static double[] variance(Iterable<float[]> recordings, double[] mean, long vectors) {
        double[] variance = new double[mean.length];
        for (float[] recording : recordings) {
            for (int i = 0; i < recording.length; i++) {
                double off = recording[i] - mean[i % mean.length];
                variance[i % mean.length] += off * off / vectors;
            }
        }
        return variance;
    }

    private static Normalization of(double[] mean, double[] variance) {
        float[] means = new float[mean.length];
        float[] scale = new float[mean.length];
        for (int d = 0; d < mean.length; d++) {
            means[d] = (float) mean[d];
            scale[d] = (float) (1 / Math.max(Math.sqrt(variance[d]), SMALLEST_DEVIATION));
        }
        return new Normalization(means, scale);
    }

    private static void requireWhole(float[] vectors, int dimension) {
        require(
                vectors.length % dimension == 0,
                "%d values are not whole vectors of %d: was the normalization made for another"
                        + " FeatureSpec?",
                vectors.length,
                dimension);
    }
}
