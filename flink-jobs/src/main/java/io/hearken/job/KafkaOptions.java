package io.hearken.job;

import io.hearken.wire.KafkaSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to reach Kafka. Any property of its clients can be given, so any security works. */
public final class KafkaOptions {
    private static final String BOOTSTRAP = "bootstrap.servers";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka's brokers (default: those of --kafka-config, or localhost:9092).")
    private String bootstrap;

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description =
                    "A property of Kafka's clients, such as security.protocol=SSL. Repeatable.")
    private final List<String> properties = new ArrayList<>();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka's clients; the place for passwords, or for references to"
                            + " them by config.providers.")
    private Path file;

    /**
     * The file's properties, with those of the command line over them.
     *
     * @throws IllegalArgumentException if Kafka's clients do not know one of them
     */
    public KafkaSettings settings() {
        KafkaSettings settings = KafkaSettings.of("localhost:9092");
        if (file != null) {
            settings = settings.with(KafkaSettings.readFile(file));
        }
        settings = settings.with(KafkaSettings.parsePairs(properties));
        KafkaKeys.requireKnown(settings.properties().keySet());
        return bootstrap == null ? settings : settings.with(Map.of(BOOTSTRAP, bootstrap));
    }
}
