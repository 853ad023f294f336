package io.hearken.operator;

/**
 * What a job tells of itself, by the names it tells them. They are part of what the outside sees:
 * one may be added, none is renamed.
 */
public final class MetricNames {
    /** Gauge: streams that are open. */
    public static final String STREAMS_OPEN = "streamsOpen";

    /** Histogram: streams that were advanced together. */
    public static final String BATCH_SIZE = "batchSize";

    /** Histogram: milliseconds from a record's timestamp to what came of it. */
    public static final String LATENCY_MILLIS = "latencyMillis";

    /** Counter, for each code: records that could not be used. */
    public static final String REJECTED = "rejected";

    /** The label of {@link #REJECTED}. */
    public static final String CODE = "code";

    /** Gauge that only grows: seconds of audio heard. */
    public static final String AUDIO_SECONDS = "audioSeconds";

    /** Gauge: seconds of audio heard in a second of work, over the last minute. */
    public static final String REAL_TIME_FACTOR = "realTimeFactor";

    /** Counter: utterances that are over. */
    public static final String UTTERANCES = "utterances";

    private MetricNames() {}
}
