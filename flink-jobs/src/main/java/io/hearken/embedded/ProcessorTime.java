package io.hearken.embedded;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Who in this process uses how much of the processor. Whatever threads a part starts, and those
 * they start, belong to its thread group; the machine's own threads, which compile and collect,
 * belong to nobody.
 */
public final class ProcessorTime {
    /** Who uses the processor. */
    public enum Part {
        BROKER,
        JOB,
        /** What neither of them started: who sends, listens and measures. */
        OTHER,
        /** Compiling and collecting garbage, for all of them. */
        JVM
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Part, ThreadGroup> groups = new EnumMap<>(Part.class);

    /** By thread; those that have ended stay with what they were last seen to have used. */
    private final Map<Part, Map<Long, Long>> used = new EnumMap<>(Part.class);

    public ProcessorTime() {
        for (Part part : Part.values()) {
            used.put(part, new HashMap<>());
        }
        groups.put(Part.BROKER, new ThreadGroup("broker"));
        groups.put(Part.JOB, new ThreadGroup("job"));
    }

    /** Calls in a thread of the part's, and waits for what comes of it. */
    public <T> T call(Part part, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(groups.get(part), task, "start " + part).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /**
     * Seconds used since the process began. To be asked now and then, or what short-lived threads
     * used is missed.
     */
    public synchronized Map<Part, Double> seconds() {
        for (long thread : THREADS.getAllThreadIds()) {
            note(Part.OTHER, thread);
        }
        groups.forEach(this::noteAll);
        long all = nanosOfProcess();
        long threads = sum(used.get(Part.OTHER).values());
        long parts = sum(used.get(Part.BROKER).values()) + sum(used.get(Part.JOB).values());
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        used.forEach((part, each) -> seconds.put(part, sum(each.values()) / 1e9));
        seconds.put(Part.OTHER, (threads - parts) / 1e9);
        seconds.put(Part.JVM, (all - threads) / 1e9);
        return seconds;
    }

    private void noteAll(Part part, ThreadGroup group) {
        Thread[] threads = new Thread[2 * group.activeCount() + 16];
        int count = group.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            note(part, threads[i].getId());
            note(Part.OTHER, threads[i].getId());
        }
    }

    private void note(Part part, long thread) {
        long nanos = THREADS.getThreadCpuTime(thread);
        if (nanos > 0) {
            used.get(part).merge(thread, nanos, Math::max);
        }
    }

    private static long sum(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private static long nanosOfProcess() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
