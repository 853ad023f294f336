package io.hearken.cli;

import io.hearken.job.FlinkPage;
import io.hearken.job.JobSettings;
import io.hearken.wire.Broker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A job that runs on a cluster already. */
final class RemoteHost implements BenchHost {
    private final JobSettings settings;
    private final FlinkPage page;

    /**
     * @param options the job's, as it was submitted
     */
    RemoteHost(String bootstrap, URI flink, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--bootstrap", bootstrap));
        settings = JobSettings.of(all.toArray(String[]::new));
        page = new FlinkPage(flink);
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
    public PipelineResult.CpuSeconds cpuSeconds() throws Exception {
        return new PipelineResult.CpuSeconds(page.taskManagerSeconds(), null, null, null);
    }

    @Override
    public boolean isHere() {
        return false;
    }

    @Override
    public void requireRunning() {
        page.requireJob(settings.jobName());
    }

    @Override
    public void close() {}
}
