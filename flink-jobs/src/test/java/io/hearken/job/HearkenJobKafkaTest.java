package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.embedded.EmbeddedKafka;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import io.hearken.wire.Topics;
import io.hearken.wire.TranscriptJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class HearkenJobKafkaTest {
    private static final ShippedModel MODEL = RandomModel.create();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmbeddedKafka kafka;

    @BeforeEach
    void startKafka() {
        kafka = EmbeddedKafka.start(Topics.USUAL.all(), 2);
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void everyFinalIsCommittedOnceThoughTheJobFailsInBetween() throws Exception {
        List<String> expected = written(Calls.finals(MODEL, DecoderSettings.GREEDY).values());
        FailingSink hypotheses = new FailingSink();
        JobClient job = start(hypotheses);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.USUAL.transcripts());
                AudioSender sender = new AudioSender(kafka.settings(), Topics.USUAL.audio())) {
            send(sender, Calls.NAMES.subList(0, 2), 0, Calls.CHUNKS);
            send(sender, Calls.NAMES.subList(2, 4), 0, Calls.CHUNKS / 2);
            List<String> finals = read(consumer, 1);
            hypotheses.failBeforeNextFinalIsCommitted();
            send(sender, Calls.NAMES.subList(2, 4), Calls.CHUNKS / 2, Calls.CHUNKS);
            finals.addAll(read(consumer, expected.size() - finals.size()));
            finals.addAll(poll(consumer, Duration.ofSeconds(2)));

            assertThat(hypotheses.failures()).isEqualTo(1);
            assertThat(finals).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            job.cancel().get();
        }
    }

    @Test
    void aBadRecordComesBackWithItsReason() throws Exception {
        JobClient job = start(new FailingSink());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.USUAL.rejected());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka.settings().producer())) {
            producer.send(new ProducerRecord<>(Topics.USUAL.audio(), "keyless".getBytes(UTF_8)));
            producer.flush();

            assertThat(read(consumer, 1)).containsExactly("keyless");
        } finally {
            job.cancel().get();
        }
    }

    /** The job between topics, but for its hypotheses; it may fail once. */
    private JobClient start(FailingSink hypotheses) throws Exception {
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
        new HearkenJob(
                        ports,
                        MODEL,
                        settings.decoder(),
                        settings.batching(),
                        settings.idleTimeout())
                .addTo(local);
        return local.executeAsync(settings.jobName());
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

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        Properties properties = kafka.settings().consumer();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "test");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    /** At least so many values, if they come in time. */
    private static List<String> read(KafkaConsumer<byte[], byte[]> consumer, int count) {
        List<String> values = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (values.size() < count && System.nanoTime() < end) {
            values.addAll(poll(consumer, Duration.ofMillis(100)));
        }
        return values;
    }

    private static List<String> poll(KafkaConsumer<byte[], byte[]> consumer, Duration wait) {
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            values.add(new String(record.value(), UTF_8));
        }
        return values;
    }

    private static List<String> written(Iterable<List<Hypothesis>> finals) {
        List<String> written = new ArrayList<>();
        finals.forEach(
                all ->
                        all.forEach(
                                one -> written.add(new String(TranscriptJson.write(one), UTF_8))));
        return written;
    }
}
