package io.hearken.cli;

import io.hearken.job.KafkaOptions;
import io.hearken.job.TopicOptions;
import io.hearken.wire.Broker;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken topics}: what a job reads and writes. */
@Command(
        name = "topics",
        description = "Creates the topics a job needs, where they do not exist yet.",
        sortOptions = false,
        footer = {"", "Example:", "  hearken topics --bootstrap localhost:9092 --partitions 8"})
final class TopicsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;
    @Mixin private TopicOptions topics;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Partitions of each, at least as many as the job will have parallel instances"
                            + " (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Override
    public Integer call() {
        List<String> all = topics.topics().all();
        new Broker(kafka.settings()).createMissing(all, partitions);
        spec.commandLine().getOut().printf("%s are there%n", String.join(", ", all));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
