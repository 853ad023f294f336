package io.hearken.cli;

import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.PrometheusPage;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import io.hearken.wire.Broker;
import io.hearken.wire.Topics;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken run}: the job against a Kafka of the user's. */
@Command(
        name = "run",
        description = {
            "Recognizes what comes on a Kafka of yours, until Ctrl-C.",
            "Flink runs in this process; a cluster takes the job jar instead, see deploy/README.md."
        },
        sortOptions = false,
        footer = {"", "Example:", "  hearken run --bootstrap localhost:9092 --create-topics"})
final class RunCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;

    @Spec private CommandSpec spec;
    @Mixin private JobSettings settings;

    @Option(names = "--create-topics", description = "Create the topics that do not exist.")
    private boolean createTopics;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve metrics for Prometheus on this port (default: do not).")
    private Integer metricsPort;

    @Override
    public Integer call() throws Exception {
        Configuration flinks = settings.flink().embedded();
        if (metricsPort != null) {
            PrometheusPage.serve(metricsPort, flinks);
        }
        HearkenJob job = HearkenJob.of(settings);
        Topics topics = settings.topics();
        Broker broker = new Broker(settings.kafka());
        if (createTopics) {
            broker.createMissing(topics.all(), PARTITIONS);
        }
        broker.requireTopics(topics.all());
        try (CtrlC interrupt = CtrlC.interrupts();
                EmbeddedFlink flink = EmbeddedFlink.start(settings.jobName(), flinks, job::addTo)) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s listens to topic %s at %s; Ctrl-C ends it%n",
                    settings.model(), topics.audio(), settings.kafka().bootstrap());
            out.flush();
            flink.join();
        }
        return 0;
    }
}
