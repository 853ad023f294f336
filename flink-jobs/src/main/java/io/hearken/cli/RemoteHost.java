package io.hearken.cli;

import io.hearken.job.FlinkPage;
import io.hearken.job.JobSettings;
import io.hearken.wire.Broker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A job that runs on a cluster already. */
final class RemoteHost implements BenchHost {
    /** A figure of the page stays as it is for some seconds; when it changes, it is of now. */
    private static final long PAUSE_MILLIS = 200;

    private static final int TRIES = 100;

    private final JobSettings settings;
    private final FlinkPage page;

    /**
     * @param options the job's, as it was submitted
     */
    RemoteHost(String bootstrap, URI flink, List<String> options) throws InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--bootstrap", bootstrap));
        settings = JobSettings.of(all.toArray(String[]::new));
        ModelOption.readLive(settings.model());
        page = new FlinkPage(flink, settings.jobName());
        new Broker(settings.kafka()).requireTopics(settings.topics().all());
        requireRunning();
    }

    @Override
    public JobSettings settings() {
        return settings;
    }

    @Override
    public FlinkPage page() {
        return page;
    }

    @Override
    public PipelineResult.CpuSeconds cpuSeconds() throws InterruptedException {
        double before = page.taskManagerSeconds();
        double now = before;
        for (int tries = 0; now == before && tries < TRIES; tries++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            now = page.taskManagerSeconds();
        }
        return new PipelineResult.CpuSeconds(now, null, null, null);
    }

    @Override
    public void lookAtThreads() {}

    @Override
    public boolean isHere() {
        return false;
    }

    @Override
    public void requireRunning() throws InterruptedException {
        page.requireJob();
    }

    @Override
    public void close() {}
}
