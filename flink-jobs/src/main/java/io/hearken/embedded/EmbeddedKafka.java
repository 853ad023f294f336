package io.hearken.embedded;

import io.hearken.wire.Broker;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.WireException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this process, on free ports of 127.0.0.1, with its data in a temporary
 * directory that goes when it closes. Its threads keep the process alive until then; whoever starts
 * it closes it, if need be from a shutdown hook.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int TRIES = 5;
    private static final int DELETIONS = 20;

    private final String bootstrap;
    private final BrokerSecurity security;
    private final KafkaRaftServer server;
    private final Path directory;

    /** Deletes the data if the process is ended before anybody could close this. */
    private final Thread guard;

    private boolean closed;

    /** Starts a broker that has the topics, each with as many partitions. */
    public static EmbeddedKafka start(Collection<String> topics, int partitions) {
        return start(topics, partitions, BrokerSecurity.NONE);
    }

    /** The same of a broker that does not let in everybody. */
    public static EmbeddedKafka start(
            Collection<String> topics, int partitions, BrokerSecurity security) {
        EmbeddedKafka kafka = startOnFreePorts(security);
        try {
            new Broker(kafka.settings()).createMissing(topics, partitions);
            kafka.dropGuard();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    /** Between finding a port and using it, somebody else may: then others are tried. */
    private static EmbeddedKafka startOnFreePorts(BrokerSecurity security) {
        Exit.setExitProcedure(EmbeddedKafka::stayAlive);
        Exit.setHaltProcedure(EmbeddedKafka::stayAlive);
        RuntimeException failure = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return new EmbeddedKafka(FreePorts.find(2), security);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        throw new WireException(
                "the embedded Kafka broker does not start: " + WireException.reason(failure),
                failure);
    }

    /** A broker in trouble ends its process; it must not end ours. */
    private static void stayAlive(int status, String message) {
        throw new WireException("the embedded Kafka broker failed: " + message);
    }

    private EmbeddedKafka(List<Integer> ports, BrokerSecurity security) {
        this.security = security;
        bootstrap = "127.0.0.1:" + ports.get(0);
        directory = createDirectory();
        guard = new Thread(() -> delete(directory), "hearken-kafka-guard");
        Runtime.getRuntime().addShutdownHook(guard);
        try {
            format(directory, security.users());
            server =
                    new KafkaRaftServer(
                            new KafkaConfig(
                                    BrokerProperties.of(
                                            directory, ports.get(0), ports.get(1), security)),
                            Time.SYSTEM);
        } catch (Exception e) {
            dropGuard();
            delete(directory);
            throw new WireException(WireException.reason(e), e);
        }
        startUp();
    }

    private static Path createDirectory() {
        try {
            return Files.createTempDirectory("hearken-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void format(Path directory, List<String> users) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerProperties.NODE)
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(users)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private void startUp() {
        try {
            server.startup();
        } catch (Throwable e) { // Scala throws checked exceptions undeclared
            close();
            throw new WireException(WireException.reason(e), e);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrap() {
        return bootstrap;
    }

    /** For clients that may come in. */
    public KafkaSettings settings() {
        return KafkaSettings.of(bootstrap).with(security.client());
    }

    /** Stops the broker and deletes its data; also from a shutdown hook, and more than once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // or nobody would wait for the broker's end
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            dropGuard();
            delete(directory);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void dropGuard() {
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
        } catch (IllegalStateException e) {
            return; // the process is ending: the guard has begun
        }
    }

    /** A broker that still writes may put back what was deleted: then it is tried again. */
    private static void delete(Path directory) {
        for (int i = 0; i < DELETIONS && !deleted(directory); i++) {
            Thread.onSpinWait();
        }
    }

    private static boolean deleted(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
        return Files.notExists(directory);
    }
}
