package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.embedded.EmbeddedKafka;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class HearkenJobKafkaTest {
    private static final ShippedModel MODEL = RandomModel.create();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(Topics.USUAL.all(), 2);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void everyFinalIsWrittenOnceThoughTheJobFailsInBetween() throws Exception {
        List<Hypothesis> expected =
                Calls.finals(MODEL).values().stream().flatMap(List::stream).toList();
        FailingSink hypotheses = new FailingSink();
        JobClient job = start(hypotheses);
        try (HypothesisReader reader = reader();
                AudioSender sender = new AudioSender(kafka.settings(), Topics.USUAL.audio())) {
            send(sender, Calls.NAMES.subList(0, 2), 0, Calls.CHUNKS);
            send(sender, Calls.NAMES.subList(2, 4), 0, Calls.CHUNKS / 2);
            List<Hypothesis> finals = read(reader, 1);
            hypotheses.failNext();
            send(sender, Calls.NAMES.subList(2, 4), Calls.CHUNKS / 2, Calls.CHUNKS);
            finals.addAll(read(reader, expected.size() - finals.size()));
            reader.poll(Duration.ofSeconds(2), (topic, heard) -> finals.add(heard));

            assertThat(hypotheses.failures()).isEqualTo(1);
            assertThat(Calls.byStream(finals)).isEqualTo(Calls.finals(MODEL));
        } finally {
            job.cancel().get();
        }
    }

    private static JobClient start(FailingSink hypotheses) throws Exception {
        JobSettings settings =
                JobSettings.of(
                        "--bootstrap", kafka.bootstrap(),
                        "--parallelism", "2",
                        "--checkpoint-interval", "200ms");
        Configuration flink = settings.flink().configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        Ports topics = KafkaPorts.of(settings, 8_000);
        Ports ports =
                new Ports(topics.audio(), hypotheses, topics.transcripts(), topics.rejected());
        StreamExecutionEnvironment local =
                StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        new HearkenJob(ports, MODEL, settings.idleTimeout()).addTo(local);
        return local.executeAsync(settings.jobName());
    }

    private static HypothesisReader reader() {
        return new HypothesisReader(
                kafka.settings(),
                List.of(Topics.USUAL.transcripts()),
                HypothesisReader.From.BEGINNING);
    }

    private static void send(AudioSender sender, List<String> calls, int from, int to)
            throws Exception {
        for (int i = from; i < to; i++) {
            for (String call : calls) {
                sender.send(Calls.chunks(call).get(i));
            }
        }
        sender.finish();
    }

    /** At least so many, if they come in time. */
    private static List<Hypothesis> read(HypothesisReader reader, int count) {
        List<Hypothesis> finals = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (finals.size() < count && System.nanoTime() < end) {
            reader.poll(Duration.ofMillis(100), (topic, heard) -> finals.add(heard));
        }
        return finals;
    }
}
