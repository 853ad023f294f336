package io.hearken.job;

import io.hearken.operator.Batching;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.Ordering;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.Topics;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be set about a job. */
@Command(
        name = "hearken-job",
        description = "Recognizes speech in Kafka audio streams.",
        sortOptions = false)
public final class JobSettings {
    @Mixin private final KafkaOptions kafka = new KafkaOptions();

    @Mixin private final TopicOptions topics = new TopicOptions();

    @Mixin private final FlinkOptions flink = new FlinkOptions();

    @Mixin private final DecoderOptions decoder = new DecoderOptions();

    @Mixin private final LimitOptions limits = new LimitOptions();

    @Mixin private final OrderingOptions ordering = new OrderingOptions();

    @Option(
            names = "--group",
            paramLabel = "ID",
            defaultValue = "hearken",
            description = "Kafka consumer group (default: ${DEFAULT-VALUE}).")
    private String group;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = "digits",
            description =
                    "A built-in model (digits, commands) or a .safetensors file (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--job-name",
            paramLabel = "NAME",
            defaultValue = "hearken",
            description =
                    "Names the job, and its Kafka transactions: no two jobs on one Kafka may share"
                            + " it (default: ${DEFAULT-VALUE}).")
    private String jobName;

    @Option(
            names = "--idle-timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationText.class,
            description =
                    "Silence after which a stream is taken to be over; 0s for never (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration idleTimeout;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description =
                    "How many streams go through the network together at the most (default:"
                            + " ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--batch-delay",
            paramLabel = "DURATION",
            defaultValue = "3ms",
            converter = DurationText.class,
            description =
                    "How long audio waits for that of other streams at the most (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration batchDelay;

    /**
     * Settings from a command line.
     *
     * @throws IllegalArgumentException if it is wrong, saying how
     */
    public static JobSettings of(String... arguments) {
        JobSettings settings = new JobSettings();
        try {
            commandLine(settings).parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return settings;
    }

    /** What {@code --help} shows. */
    public static String help() {
        return commandLine(new JobSettings()).getUsageMessage();
    }

    private static CommandLine commandLine(JobSettings settings) {
        return new CommandLine(settings).setExpandAtFiles(false); // --grammar @FILE
    }

    public KafkaSettings kafka() {
        return kafka.settings();
    }

    public Topics topics() {
        return topics.topics();
    }

    public String group() {
        return group;
    }

    public String model() {
        return model;
    }

    public String jobName() {
        return jobName;
    }

    public Duration idleTimeout() {
        return idleTimeout;
    }

    /** How many streams go through the network together. */
    public Batching batching() {
        return new Batching(batch, batchDelay);
    }

    /** What the job takes on. */
    public Limits limits() {
        return limits.limits();
    }

    /** What is done about chunks out of order. */
    public Ordering ordering() {
        return ordering.settings();
    }

    /** How words are made, and when utterances end. */
    public DecoderSettings decoder() {
        return decoder.settings();
    }

    /** How Flink is to run the job. */
    public FlinkOptions flink() {
        return flink;
    }
}
