package io.hearken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Holds code to the memory that its input justifies, also where it gives most of it back. */
public final class Allocation {
    /** For messages, tables and whatever else does not grow with the input. */
    public static final long SPARE = 1 << 18;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Work that leaves nothing behind: it may be done twice. */
    public interface Work {
        void run() throws Exception;
    }

    /**
     * Does the work and fails if this thread took more bytes for it. What is loaded the first time
     * does not count.
     */
    public static void within(long bytes, Work work) throws Exception {
        if (bytesOf(work) > bytes) {
            assertThat(bytesOf(work)).as("bytes taken").isLessThanOrEqualTo(bytes);
        }
    }

    private static long bytesOf(Work work) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
