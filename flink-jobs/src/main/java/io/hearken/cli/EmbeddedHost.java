package io.hearken.cli;

import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.embedded.FreePorts;
import io.hearken.embedded.ProcessorTime;
import io.hearken.embedded.ProcessorTime.Part;
import io.hearken.job.FlinkPage;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import io.hearken.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;

/** A broker, a cluster and the job in this process. */
final class EmbeddedHost implements BenchHost {
    private static final int PARTITIONS = 4;

    /** How old the page's figures may be. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final ProcessorTime processor = new ProcessorTime();
    private final EmbeddedKafka kafka;
    private final EmbeddedFlink flink;
    private final JobSettings settings;
    private final FlinkPage page;

    /**
     * @param jobOptions the job's
     */
    EmbeddedHost(List<String> jobOptions) throws Exception {
        List<String> options = unlimited(jobOptions);
        HearkenJob.of(JobSettings.of(options.toArray(String[]::new))); // a mistake shows at once
        kafka =
                processor.call(
                        Part.BROKER, () -> EmbeddedKafka.start(Topics.USUAL.all(), PARTITIONS));
        try {
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of("--bootstrap", kafka.bootstrap()));
            settings = JobSettings.of(all.toArray(String[]::new));
            HearkenJob job = HearkenJob.of(settings);
            Configuration flinks = settings.flink().embedded();
            if (!flinks.contains(CoreOptions.DEFAULT_PARALLELISM)) {
                flinks.set(CoreOptions.DEFAULT_PARALLELISM, 1); // what one core carries
            }
            int port = FreePorts.find(1).get(0);
            flinks.set(RestOptions.BIND_PORT, String.valueOf(port));
            flinks.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, FRESH);
            page = new FlinkPage(URI.create("http://127.0.0.1:" + port), settings.jobName());
            flink =
                    processor.call(
                            Part.JOB,
                            () -> EmbeddedFlink.start(settings.jobName(), flinks, job::addTo));
        } catch (Exception e) {
            kafka.close();
            throw e;
        }
    }

    /** With no limits where none are given: a benchmark is one greedy tenant. */
    private static List<String> unlimited(List<String> options) {
        List<String> all = options;
        for (String limit : List.of("--max-streams", "--max-tenant-streams")) {
            all = withDefault(all, limit, "0");
        }
        return withDefault(all, "--max-ahead", "0s");
    }

    /** The job's options, and one more unless it is among them. */
    static List<String> withDefault(List<String> options, String name, String value) {
        List<String> all = new ArrayList<>(options);
        if (options.stream().noneMatch(option -> option.split("=")[0].equals(name))) {
            all.add(name + "=" + value);
        }
        return all;
    }

    /** Bytes that the job's states have on disk. */
    long stateBytes() throws IOException {
        return flink.stateBytes();
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
    public PipelineResult.CpuSeconds cpuSeconds() {
        Map<Part, Double> seconds = processor.seconds();
        return new PipelineResult.CpuSeconds(
                seconds.get(Part.JOB),
                seconds.get(Part.BROKER),
                seconds.get(Part.OTHER),
                seconds.get(Part.JVM));
    }

    @Override
    public void lookAtThreads() {
        processor.seconds();
    }

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public void requireRunning() throws Exception {
        if (flink.isOver()) {
            flink.join();
            throw new IllegalStateException("the job ended: see --verbose");
        }
    }

    @Override
    public void close() throws Exception {
        try {
            flink.close();
        } finally {
            kafka.close();
        }
    }
}
