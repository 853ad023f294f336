package io.hearken.operator;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** How a stage is doing, whatever it does. Nothing here allocates. */
final class StageMetrics {
    /** Values the histograms look back on. */
    private static final int WINDOW = 1_024;

    private final Histogram batchSize;
    private final Histogram latencyMillis;

    StageMetrics(MetricGroup metrics) {
        batchSize = histogram(MetricNames.BATCH_SIZE, metrics);
        latencyMillis = histogram(MetricNames.LATENCY_MILLIS, metrics);
    }

    private static Histogram histogram(String name, MetricGroup metrics) {
        return metrics.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
    }

    void advanced(int streams) {
        batchSize.update(streams);
    }

    /** Something came of a record, in ms since 1970. Clocks that differ make no time negative. */
    void emitted(long recordTime) {
        latencyMillis.update(Math.max(0, System.currentTimeMillis() - recordTime));
    }
}
