package io.hearken.operator;

import io.hearken.stream.Rejection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what was rejected: the metric {@code rejected}, with the rejection's code as a label. */
public final class RejectionCounter {
    private final MetricGroup metrics;
    private final Map<String, Counter> counters = new HashMap<>();

    public RejectionCounter(MetricGroup metrics) {
        this.metrics = metrics;
    }

    public void count(Rejection rejection) {
        counters.computeIfAbsent(rejection.code(), this::counter).inc();
    }

    private Counter counter(String code) {
        return metrics.addGroup("code", code).counter("rejected");
    }
}
