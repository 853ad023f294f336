package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.FreePorts;
import io.hearken.embedded.SecureKafka;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A broker that demands TLS and SCRAM lets all of Hearken in, and nobody tells the password. */
@Timeout(240)
class SecureKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CALL = "../audio-samples/call-14.wav";
    private static final List<String> LOGGERS = List.of("org.apache", "io.hearken", "kafka");
    private static final List<String> PAGES =
            List.of(
                    "/jobs/overview",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/jobs/ID",
                    "/jobs/ID/plan",
                    "/jobs/ID/jobmanager/config",
                    "/jobs/ID/config",
                    "/jobs/ID/exceptions",
                    "/jobs/ID/checkpoints/config");

    @TempDir Path folder;

    private final StringWriter log = new StringWriter();
    private WriterAppender appender;
    private SecureKafka kafka;

    @BeforeEach
    void start() throws Exception {
        appender =
                WriterAppender.newBuilder()
                        .setName("captured")
                        .setTarget(log)
                        .setLayout(PatternLayout.newBuilder().withPattern("%m%n%throwable").build())
                        .build();
        appender.start();
        for (String logger : LOGGERS) {
            LoggerConfig captured = new LoggerConfig(logger, Level.INFO, false);
            captured.addAppender(appender, Level.INFO, null);
            context().getConfiguration().addLogger(logger, captured);
        }
        context().updateLoggers();
        kafka = new SecureKafka(folder);
    }

    @AfterEach
    void stop() {
        if (kafka != null) {
            kafka.close();
        }
        LOGGERS.forEach(context().getConfiguration()::removeLogger);
        context().updateLoggers();
        appender.stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jobReplayAndListenGoThroughAndKeepThePassword(boolean byReference) throws Exception {
        Path config =
                byReference
                        ? kafka.clientFileWithReference()
                        : kafka.clientFile(SecureKafka.PASSWORD);
        String[] connection = {"--bootstrap", kafka.bootstrap(), "--kafka-config", "" + config};
        JobSettings settings = JobSettings.of(connection);
        HearkenJob job = HearkenJob.of(settings);
        int port = FreePorts.find(1).get(0);
        Command listen = new Command();
        Command replay = new Command();
        String plan;
        String pages;
        try (EmbeddedFlink flink =
                EmbeddedFlink.start("secure", flink(settings, port), job::addTo)) {
            assertThat(replay.run(connection, "replay", "--speed", "0", "--prefix", "s/", CALL))
                    .as(replay.err.toString())
                    .isZero();
            FutureTask<Integer> listening =
                    new FutureTask<>(
                            () ->
                                    listen.run(
                                            connection,
                                            "listen",
                                            "--finals",
                                            "--json",
                                            "--from-beginning"));
            Thread listener = new Thread(listening);
            listener.start();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!listen.out.toString().contains("\"final\":true") && System.nanoTime() < end) {
                listener.join(50);
            }
            listener.interrupt();
            listening.get(30, TimeUnit.SECONDS);
            pages = pages(port);
            StreamExecutionEnvironment planned =
                    StreamExecutionEnvironment.createLocalEnvironment(1);
            job.addTo(planned);
            plan = planned.getExecutionPlan();
            assertThat(flink.isOver()).isFalse();
        }

        assertThat(listen.out.toString()).contains("\"stream\":\"s/call-14\"", "\"final\":true");
        assertThat(log.toString()).contains("ConsumerConfig values", "ProducerConfig values");
        assertThat(
                        List.of(
                                log.toString(),
                                pages,
                                plan,
                                settings.kafka().toString(),
                                listen.all(),
                                replay.all()))
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .isNotEmpty()
                                        .doesNotContain(SecureKafka.PASSWORD)
                                        .doesNotContain(SecureKafka.KEY_PASSWORD));
    }

    @Test
    void aWrongPasswordFailsAtOnceAndIsNotRepeated() throws Exception {
        String wrong = "guessed-by-somebody";
        Path config = kafka.clientFile(wrong);
        String[] connection = {"--bootstrap", kafka.bootstrap(), "--kafka-config", "" + config};
        for (String command : List.of("run", "listen", "replay " + CALL)) {
            Command refused = new Command();
            long start = System.nanoTime();

            assertThat(refused.run(connection, command.split(" "))).isEqualTo(1);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            assertThat(refused.err.toString())
                    .contains("Kafka at " + kafka.bootstrap() + " refuses the login: ")
                    .hasLineCount(1);
            assertThat(refused.all()).doesNotContain(wrong);
        }
        assertThat(log.toString()).isNotEmpty().doesNotContain(wrong);
    }

    private static Configuration flink(JobSettings settings, int port) {
        Configuration flink = settings.flink().configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        flink.set(RestOptions.BIND_PORT, String.valueOf(port));
        return flink;
    }

    /** All that Flink's page says of the job and its settings. */
    private static String pages(int port) throws Exception {
        StringBuilder all = new StringBuilder();
        String id = "";
        for (String page : PAGES) {
            String text = get("http://127.0.0.1:" + port + page.replace("ID", id));
            if (id.isEmpty()) {
                JsonNode jobs = new ObjectMapper().readTree(text).path("jobs");
                id = jobs.path(0).path("jid").asText();
            }
            all.append(text).append('\n');
        }
        return all.toString();
    }

    private static String get(String url) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }

    /** A command and what it printed. */
    private static final class Command {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();

        int run(String[] connection, String... arguments) {
            CommandLine command = Hearken.commandLine();
            command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
            String[] all = new String[arguments.length + connection.length];
            System.arraycopy(arguments, 0, all, 0, arguments.length);
            System.arraycopy(connection, 0, all, arguments.length, connection.length);
            return command.execute(all);
        }

        String all() {
            return "printed: " + out + err;
        }
    }
}
