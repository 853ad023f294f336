package io.hearken.operator;

import io.hearken.stream.Rejection;
import io.hearken.stream.RejectionCodes;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what was rejected or dropped: the metric {@link MetricNames#REJECTED}, with the
 * rejection's code as a label. The known codes begin at 0, so that the first rejection shows as a
 * change.
 */
public final class RejectionCounter {
    private final MetricGroup metrics;
    private final Map<String, Counter> counters = new HashMap<>();

    public RejectionCounter(MetricGroup metrics) {
        this.metrics = metrics;
        RejectionCodes.ALL.forEach(code -> counters.put(code, counter(code)));
    }

    public void count(Rejection rejection) {
        count(rejection.code());
    }

    /** Counts what was dropped without a record. */
    void count(String code) {
        counters.computeIfAbsent(code, this::counter).inc();
    }

    private Counter counter(String code) {
        return metrics.addGroup(MetricNames.CODE, code).counter(MetricNames.REJECTED);
    }
}
