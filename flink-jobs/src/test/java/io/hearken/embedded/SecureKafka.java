package io.hearken.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A broker that takes TLS and SCRAM only, with a key of its own, and files for its clients. */
public final class SecureKafka implements AutoCloseable {
    public static final String PASSWORD = "correct-horse-battery";
    public static final String KEY_PASSWORD = "staple-of-the-broker";

    private static final String MODULE =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"hearken\""
                    + " password=\"%s\";";

    private final Path folder;
    private final Path certificate;
    private final EmbeddedKafka kafka;

    /**
     * Starts the broker with the usual topics.
     *
     * @param folder where keys and files are kept
     */
    public SecureKafka(Path folder) throws Exception {
        this.folder = folder;
        certificate = folder.resolve("broker.pem");
        Path keys = folder.resolve("broker.p12");
        keytool(
                "-genkeypair -keyalg EC -alias broker -dname CN=broker -ext SAN=ip:127.0.0.1"
                        + " -validity 2 -storetype PKCS12 -keystore",
                keys);
        keytool("-exportcert -rfc -alias broker -file " + certificate + " -keystore", keys);
        Map<String, String> broker =
                Map.of(
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-512",
                        "sasl.mechanism.inter.broker.protocol",
                        "SCRAM-SHA-512",
                        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        module(PASSWORD),
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.location",
                        keys.toString(),
                        "ssl.keystore.password",
                        KEY_PASSWORD,
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        certificate.toString());
        kafka =
                EmbeddedKafka.start(
                        Topics.USUAL.all(),
                        2,
                        new BrokerSecurity(
                                "SASL_SSL",
                                broker,
                                List.of("SCRAM-SHA-512=[name=hearken,password=" + PASSWORD + "]"),
                                client(module(PASSWORD))));
    }

    private static void keytool(String arguments, Path keys)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of(keys.toString(), "-storepass", KEY_PASSWORD));
        Process keytool =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as("exit code of %s", command.get(1)).isZero();
    }

    private static String module(String password) {
        return MODULE.formatted(password);
    }

    private Map<String, String> client(String module) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", module,
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.toString());
    }

    public String bootstrap() {
        return kafka.bootstrap();
    }

    /** A file for {@code --kafka-config} with the password in it. */
    public Path clientFile(String password) throws IOException {
        return write("client.properties", client(module(password)), "");
    }

    /** A file for {@code --kafka-config} that says where the password is. */
    public Path clientFileWithReference() throws IOException {
        Path secrets = folder.resolve("secrets.properties");
        Files.writeString(secrets, "kafka-password=" + PASSWORD + "\n");
        String provider = "org.apache.kafka.common.config.provider.FileConfigProvider";
        return write(
                "reference.properties",
                client(module("${file:" + secrets + ":kafka-password}")),
                "config.providers=file\nconfig.providers.file.class=" + provider + "\n");
    }

    private Path write(String name, Map<String, String> properties, String more)
            throws IOException {
        StringBuilder text = new StringBuilder(more);
        properties.forEach((key, value) -> text.append(key + "=" + value + "\n"));
        return Files.writeString(folder.resolve(name), text);
    }

    @Override
    public void close() {
        kafka.close();
    }
}
