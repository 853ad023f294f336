package io.hearken.job;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
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
    private final Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka's clients; the place for passwords.")
    private Path file;

    /** The file's properties, with those of the command line over them. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(BOOTSTRAP, "localhost:9092");
        if (file != null) {
            properties.putAll(read(file));
        }
        properties.putAll(given);
        if (bootstrap != null) {
            properties.setProperty(BOOTSTRAP, bootstrap);
        }
        return properties;
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file of Kafka properties");
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage());
        }
        return properties;
    }
}
