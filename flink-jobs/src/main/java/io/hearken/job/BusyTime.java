package io.hearken.job;

import java.util.function.DoubleSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;

/**
 * How long a task has worked: all time but that in which it waited for input, or for those behind
 * it to take its output. Flink measures both anyway.
 */
final class BusyTime {
    private BusyTime() {}

    /** Seconds that the task of an operator has worked since now; 0 if Flink does not say. */
    static DoubleSupplier of(MetricGroup operator) {
        if (!(operator instanceof InternalOperatorMetricGroup group)) {
            return () -> 0;
        }
        TaskIOMetricGroup task = group.getTaskIOMetricGroup();
        long start = System.nanoTime();
        long waitedBefore = waitedMillis(task);
        return () -> (System.nanoTime() - start) / 1e9 - (waitedMillis(task) - waitedBefore) / 1e3;
    }

    private static long waitedMillis(TaskIOMetricGroup task) {
        return task.getIdleTimeMsPerSecond().getAccumulatedCount()
                + task.getAccumulatedBackPressuredTimeMs();
    }
}
