package io.hearken.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.HdrHistogram.Histogram;

/**
 * What one load through the pipeline came to. What is not known is null.
 *
 * @param streams that spoke at once
 * @param speed 1 for real time
 * @param seconds measured, after the warm-up
 * @param audioSecondsPerCpuSecond seconds of audio the job heard for each of its processor's
 *     seconds
 * @param cpuSeconds used while measuring
 * @param latencyMs from the moment a chunk was due to the moment its hypothesis was read
 * @param lagEnd records not yet fetched by the job when measuring ended
 * @param heapBytesPerStream heap in use with all streams open, less that before, after collections;
 *     the more streams, the less it is mixed with what else the process does
 * @param finals of all streams, from the first second to the last
 * @param restarts of the job
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PipelineResult(
        int streams,
        double speed,
        double seconds,
        double audioSecondsPerCpuSecond,
        CpuSeconds cpuSeconds,
        Latency latencyMs,
        long lagEnd,
        Long heapBytesPerStream,
        Finals finals,
        long restarts) {

    /**
     * Processor time by who used it.
     *
     * @param job Flink and the job; on a cluster, its TaskManagers with all they compile and
     *     collect
     * @param generator who sends, listens and measures
     * @param jvm compiling and collecting garbage, for all of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CpuSeconds(double job, Double broker, Double generator, Double jvm) {
        CpuSeconds minus(CpuSeconds before) {
            return new CpuSeconds(
                    job - before.job,
                    minus(broker, before.broker),
                    minus(generator, before.generator),
                    minus(jvm, before.jvm));
        }

        String text() {
            return broker == null
                    ? String.format("TaskManagers %.1f s", job)
                    : String.format(
                            "job %.1f s, broker %.1f s, generator %.1f s, compiler and garbage"
                                    + " collector %.1f s",
                            job, broker, generator, jvm);
        }

        private static Double minus(Double now, Double before) {
            return now == null ? null : now - before;
        }
    }

    /**
     * Milliseconds.
     *
     * @param hypotheses how many were timed
     */
    record Latency(double p50, double p99, double p999, double max, long hypotheses) {
        /** Null if nothing was timed. */
        static Latency of(Histogram nanos) {
            if (nanos.getTotalCount() == 0) {
                return null;
            }
            return new Latency(
                    nanos.getValueAtPercentile(50) / 1e6,
                    nanos.getValueAtPercentile(99) / 1e6,
                    nanos.getValueAtPercentile(99.9) / 1e6,
                    nanos.getMaxValue() / 1e6,
                    nanos.getTotalCount());
        }

        String text() {
            return String.format(
                    "%.0f ms median, %.0f ms p99, %.0f ms p99.9, %.0f ms worst of %,d hypotheses",
                    p50, p99, p999, max, hypotheses);
        }
    }

    /**
     * Finals, each compared with what the recognizer says without Kafka and Flink.
     *
     * @param wrong others than expected, or once too often
     */
    record Finals(long expected, long right, long wrong) {}

    /** Milliseconds of the job's processor for a second of audio. */
    double cost() {
        return 1_000 / audioSecondsPerCpuSecond;
    }

    /** Whether there were finals, every one came, as it should and once, and no restart. */
    @JsonIgnore
    boolean isRight() {
        return finals.expected > 0
                && finals.right == finals.expected
                && finals.wrong == 0
                && restarts == 0;
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "streams", "%d at speed %s, for %.0f s", streams, number(speed), seconds);
        line(
                text,
                "cost",
                "%.0f seconds of audio for a second of the job's processor time",
                audioSecondsPerCpuSecond);
        line(text, "latency", latencyMs == null ? "no hypothesis came" : latencyMs.text());
        line(text, "lag at the end", "%,d records", lagEnd);
        line(text, "processor time", cpuSeconds.text());
        if (heapBytesPerStream != null && heapBytesPerStream > 0) {
            line(text, "heap", "%,d bytes a stream", heapBytesPerStream);
        }
        line(
                text,
                "finals",
                "%,d of %,d as they should be, %,d others; %d restarts",
                finals.right,
                finals.expected,
                finals.wrong,
                restarts);
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format("%-15s %s%n", name, String.format(format, values)));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
