package io.hearken.feature;

/**
 * How loud what a vector rests on is, told from the vector alone: how far the outputs of the mel
 * filters lie above the least that is taken to the logarithm, a mean over filters and frames.
 *
 * <pre>
 *   c0 = v/scale + mean = Σ_k ln max(m_k, floor)      of each of the S frames in a vector
 *   level = 20/ln 10·(Σ c0 / (S·F) - ln floor)        in dB; digital silence has 0
 * </pre>
 *
 * <p>Infinite without filters, as nothing is known of what such samples are; else always finite,
 * and only coarse where a normalization leaves little of c0, by a tiny scale or a huge mean.
 */
public final class Level {
    private static final double DECIBELS = 20 / Math.log(10);

    private final FeatureSpec spec;
    private final Normalization normalization;
    private final double floor;

    public Level(FeatureSpec spec, Normalization normalization) {
        this.spec = spec;
        this.normalization = normalization;
        this.floor = Math.log(spec.floor());
    }

    /**
     * Of one vector, in dB.
     *
     * @param vectors [n × dimension], row-major, normalized; left untouched
     */
    public double of(float[] vectors, int vector) {
        if (!spec.hasFilters()) {
            return Double.POSITIVE_INFINITY;
        }
        int from = vector * spec.dimension();
        double sum = 0;
        for (int d = 0; d < spec.dimension(); d += spec.coefficients()) {
            sum += (double) vectors[from + d] / normalization.scale()[d] + normalization.mean()[d];
        }
        return DECIBELS * (sum / (spec.stack() * spec.filters()) - floor);
    }
}
