package io.hearken.cli;

import io.hearken.job.FlinkPage;
import io.hearken.job.JobSettings;

/** Where the job runs that is being measured. */
interface BenchHost extends AutoCloseable {
    /** The job's, the broker's address among them. */
    JobSettings settings();

    FlinkPage page();

    /** Processor time used until now; waits until it is known. */
    PipelineResult.CpuSeconds cpuSeconds() throws Exception;

    /** To be called now and then, or the time of threads that have ended is missed. */
    void lookAtThreads();

    /** Whether the job's heap is this process's. */
    boolean isHere();

    /** Throws what ended the job, if it has ended. */
    void requireRunning() throws Exception;
}
