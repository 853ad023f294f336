package io.hearken.feature;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.AudioFormat;

/**
 * How samples become vectors. Frame {@code i} covers samples {@code [i·hop, i·hop + frameLength)};
 * vector {@code j} joins frames {@code [j·stack, (j + 1)·stack)}; tails too short for a frame or a
 * vector wait for more.
 *
 * <p>Without filters a frame's samples are its numbers as they are, for networks that listen to
 * samples and not to cepstra.
 *
 * @param sampleRate samples per second
 * @param frameLength samples in a frame; with filters even, and the Fourier transform's length
 * @param hop samples from one frame's start to the next
 * @param filters mel filters; 0: samples as they are, and {@code lowHz} and {@code highHz} are 0
 * @param lowHz where the lowest filter begins
 * @param highHz where the highest filter ends
 * @param coefficients cepstral coefficients kept of a frame, the first of them c0; without filters
 *     as many as samples
 * @param floor the smallest filter output taken to the logarithm, in units of the magnitude
 *     spectrum (not divided by the length) of samples in ±1
 * @param stack frames joined into one vector, each frame in exactly one
 */
public record FeatureSpec(
        int sampleRate,
        int frameLength,
        int hop,
        int filters,
        double lowHz,
        double highHz,
        int coefficients,
        double floor,
        int stack) {
    /**
     * Telephone speech: 32 ms frames every 10 ms, three to a vector.
     *
     * <p>The floor was measured. Of 16-bit noise of ±1 step the filters let through 0.0012 (median)
     * to 0.0023 (95 %), of digital silence 0: at 0.003 the two look alike. Of recorded digits (Free
     * Spoken Digits) and commands (CMU AN4) under 1 % of all filter outputs lie lower, pauses
     * included; the median is 0.1 to 0.25.
     */
    public static final FeatureSpec SPEECH_8K =
            new FeatureSpec(8_000, 256, 80, 24, 100, 3_800, 20, 3e-3, 3);

    /** Wideband speech: as {@link #SPEECH_8K}, with more filters for the upper octave. */
    public static final FeatureSpec SPEECH_16K =
            new FeatureSpec(16_000, 512, 160, 32, 100, 7_600, 24, 3e-3, 3);

    public FeatureSpec {
        require(
                0 < sampleRate && sampleRate <= AudioFormat.HIGHEST_RATE,
                "sampleRate must be 1 to %d Hz, got %d",
                AudioFormat.HIGHEST_RATE,
                sampleRate);
        require(
                4 <= frameLength
                        && frameLength <= sampleRate
                        && (frameLength % 2 == 0 || filters == 0),
                "frameLength must be %s4 to %d, one second, got %d",
                filters == 0 ? "" : "even and ",
                sampleRate,
                frameLength);
        require(
                0 < hop && hop <= frameLength,
                "hop must be between 1 and frameLength %d, got %d",
                frameLength,
                hop);
        require(
                0 < stack && stack <= sampleRate / hop,
                "stack must be 1 to %d, one second, got %d",
                sampleRate / hop,
                stack);
        require(floor > 0 && floor <= 1, "floor must be above 0 and at most 1, got %s", floor);
        if (filters == 0) {
            require(
                    coefficients == frameLength && lowHz == 0 && highHz == 0,
                    "without filters a frame gives its %d samples and has no band, got %d numbers"
                            + " from %s to %s Hz",
                    frameLength,
                    coefficients,
                    lowHz,
                    highHz);
        } else {
            requireFilters(frameLength, filters, coefficients);
            requireBand(sampleRate, frameLength, lowHz, highHz);
            requireDistinct(filterEdges(sampleRate, frameLength, filters, lowHz, highHz));
        }
    }

    /** Samples as they are, {@code length} to a vector, each in exactly one. */
    public static FeatureSpec ofSamples(int sampleRate, int length) {
        return new FeatureSpec(sampleRate, length, length, 0, 0, 0, length, 1, 1);
    }

    /** Whether vectors are cepstra, and not samples as they are. */
    public boolean hasFilters() {
        return filters > 0;
    }

    /** Numbers in a vector. */
    public int dimension() {
        return coefficients * stack;
    }

    /** Samples from one vector's start to the next. */
    public int stepSamples() {
        return hop * stack;
    }

    /** Seconds from one vector's start to the next. */
    public double stepSeconds() {
        return (double) stepSamples() / sampleRate;
    }

    /** Network steps in so many seconds, to the nearest. */
    public int stepsIn(double seconds) {
        return (int) Math.round(seconds / stepSeconds());
    }

    /** Samples a vector rests on. */
    public int vectorSamples() {
        return (stack - 1) * hop + frameLength;
    }

    /** Whole frames in the first {@code samples} samples of a stream. */
    public long framesIn(long samples) {
        return samples < frameLength ? 0 : 1 + (samples - frameLength) / hop;
    }

    /** Seconds from a stream's first sample to the middle of what a vector rests on. */
    public double middleSeconds(long vector) {
        return startSeconds(vector) + vectorSamples() / 2.0 / sampleRate;
    }

    /** Seconds from a stream's first sample to the first one of a vector. */
    public double startSeconds(long vector) {
        return (double) vector * stepSamples() / sampleRate;
    }

    /**
     * Where the mel filters stand, as places in the spectrum: filter {@code k} rises from edge
     * {@code k} to its peak at edge {@code k + 1} and falls to edge {@code k + 2}. Without filters
     * there are none.
     *
     * @return [filters + 2], strictly rising, equally spaced in mel before rounding; a fresh array
     */
    public int[] filterEdges() {
        return filterEdges(sampleRate, frameLength, filters, lowHz, highHz);
    }

    private static void requireFilters(int frameLength, int filters, int coefficients) {
        require(
                0 < coefficients && coefficients <= filters,
                "coefficients must be between 1 and filters %d, got %d",
                filters,
                coefficients);
        require(
                filters < frameLength / 2,
                "filters must be fewer than half of frameLength %d, got %d",
                frameLength,
                filters);
    }

    private static void requireBand(int sampleRate, int frameLength, double lowHz, double highHz) {
        double binHz = (double) sampleRate / frameLength;
        require(
                lowHz >= binHz,
                "lowHz must be at least %s, one place of the spectrum, got %s",
                binHz,
                lowHz);
        require(
                highHz <= sampleRate / 2.0,
                "highHz must be at most %s, half of sampleRate, got %s",
                sampleRate / 2.0,
                highHz);
        require(lowHz < highHz, "lowHz must be below highHz %s, got %s", highHz, lowHz);
    }

    private static int[] filterEdges(
            int sampleRate, int frameLength, int filters, double lowHz, double highHz) {
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (filters + 1);
        int[] edges = new int[filters + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = (int) Math.round(hertz(low + step * i) * frameLength / sampleRate);
        }
        return edges;
    }

    private static void requireDistinct(int[] edges) {
        for (int i = 1; i < edges.length; i++) {
            require(
                    edges[i - 1] < edges[i],
                    "%d filters are too many: edges %d and %d both fall on place %d of the"
                            + " spectrum, take fewer filters, longer frames or a wider band",
                    edges.length - 2,
                    i - 1,
                    i,
                    edges[i]);
        }
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }

    private static double hertz(double mel) {
        return 700 * (Math.pow(10, mel / 2595) - 1);
    }
}
