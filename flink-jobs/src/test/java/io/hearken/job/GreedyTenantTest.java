package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.live.Load;
import io.hearken.live.Replay;
import io.hearken.live.Track;
import io.hearken.recognizer.Recognizer;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.RejectedRecords;
import io.hearken.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Six callers speak, alone and then beside a tenant that sends far more than a core can hear. All
 * share one partition and one instance, so nothing but the limits protects the callers.
 */
@Timeout(240)
class GreedyTenantTest {
    private static final Topics TOPICS = Topics.USUAL;
    private static final int CALLERS = 6;
    private static final double SECONDS = 7;
    private static final int TENANT_STREAMS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aGreedyTenantLosesItsSurplusAndHarmsNobody() throws Exception {
        ShippedModel model = ShippedModel.of("digits");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(TOPICS.all(), 1)) {
            JobSettings settings = settings(kafka);
            List<Track> tracks = tracks(model);
            try (EmbeddedFlink flink =
                    EmbeddedFlink.start(
                            "greedy",
                            settings.flink().configuration(),
                            HearkenJob.of(settings)::addTo)) {
                speak(kafka, tracks, "rehearsal/");
                Load alone = speak(kafka, tracks, "alone/");
                Greedy greedy = new Greedy(kafka);
                Load beside;
                try {
                    beside = speak(kafka, tracks, "beside/");
                } finally {
                    greedy.stop();
                }

                assertThat(beside.rightFinals()).isEqualTo(beside.expectedFinals()).isPositive();
                assertThat(beside.wrongFinals()).isZero();
                assertThat(medianMillis(beside))
                        .as("ms with %d greedy streams", greedy.streams)
                        .isLessThan(harmless(medianMillis(alone)));
                Map<String, Integer> codes = rejected(kafka, greedy);
                assertThat(codes)
                        .containsOnlyKeys("tenant-full", "too-large", "too-fast")
                        .containsEntry("tenant-full", greedy.streams - TENANT_STREAMS)
                        .containsEntry("too-large", greedy.tooLarge);
                assertThat(greedy.streams).isGreaterThan(1_000);
                assertThat(flink.isOver()).isFalse();
            }
        }
    }

    private static JobSettings settings(EmbeddedKafka kafka) {
        return JobSettings.of(
                "--bootstrap", kafka.bootstrap(),
                "--kafka", "compression.type=lz4",
                "--parallelism", "1",
                "--checkpoint-interval", "500ms",
                "--max-tenant-streams", "" + TENANT_STREAMS,
                "--max-chunk-bytes", "64kb",
                "--max-ahead", "10s");
    }

    private static List<Track> tracks(ShippedModel model) {
        List<float[]> recordings =
                Manifest.read(Path.of("../audio-samples/transcripts.tsv")).stream()
                        .limit(CALLERS)
                        .map(entry -> Recording.read(entry.audio()).samples(8_000))
                        .toList();
        return Track.of(recordings, 8_000, SECONDS, new Recognizer(model.read()));
    }

    /** Speaks in real time, and listens until every final has come. */
    private static Load speak(EmbeddedKafka kafka, List<Track> tracks, String prefix)
            throws Exception {
        Load load = new Load(tracks, CALLERS, prefix, Replay.Settings.LIVE);
        load.beginMeasuring();
        List<String> topics = List.of(TOPICS.hypotheses(), TOPICS.transcripts());
        try (HypothesisReader reader = new HypothesisReader(kafka.settings(), topics, From.NOW);
                AudioSender sender = new AudioSender(kafka.settings(), TOPICS.audio())) {
            FutureTask<Void> speaking =
                    new FutureTask<>(
                            () -> {
                                load.run(sender);
                                return null;
                            });
            new Thread(speaking, "speaking").start();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!load.isComplete() && System.nanoTime() < end) {
                reader.poll(
                        Duration.ofMillis(200),
                        (topic, heard) -> {
                            if (topic.equals(TOPICS.transcripts())) {
                                load.settle(heard);
                            } else {
                                load.hear(heard);
                            }
                        });
            }
            speaking.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return load;
    }

    private static double medianMillis(Load load) {
        return load.latency().getValueAtPercentile(50) / 1e6;
    }

    /**
     * The median beside the greedy tenant that is no harm where the callers alone have {@code
     * alone}: beyond any machine's noise. Without limits it was 3,339 ms where alone it was 107.
     */
    private static double harmless(double alone) {
        return 1_500 + 3 * alone;
    }

    /** How much came back, by code; waits for all that must. */
    private static Map<String, Integer> rejected(EmbeddedKafka kafka, Greedy greedy) {
        Map<String, Integer> codes = new HashMap<>();
        int wanted = greedy.streams - TENANT_STREAMS;
        FromTheBeginning.read(
                kafka.settings(),
                List.of(TOPICS.rejected()),
                PATIENCE,
                () ->
                        codes.getOrDefault("tenant-full", 0) >= wanted
                                && codes.getOrDefault("too-large", 0) >= greedy.tooLarge,
                record -> {
                    assertThat(new String(record.key(), UTF_8)).startsWith("greedy/");
                    codes.merge(
                            FromTheBeginning.header(record, RejectedRecords.ERROR_CODE),
                            1,
                            Integer::sum);
                });
        return codes;
    }

    /**
     * Opens 500 streams a second with 4 s of audio each, sends chunks that are too long, and one
     * stream at forty times real time.
     */
    private static final class Greedy {
        private static final Duration PAUSE = Duration.ofMillis(500);
        private static final int STREAMS_AT_ONCE = 250;
        private static final byte[] FOUR_SECONDS = silence(32_000);
        private static final byte[] TOO_LONG = silence(100_000);

        private final CountDownLatch stopped = new CountDownLatch(1);
        private final KafkaProducer<byte[], byte[]> producer;
        private final Thread thread = new Thread(this::run, "greedy");
        private int streams;
        private int tooLarge;

        Greedy(EmbeddedKafka kafka) {
            Properties properties = kafka.settings().producer();
            properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            producer = new KafkaProducer<>(properties);
            thread.start();
        }

        void stop() throws InterruptedException {
            stopped.countDown();
            thread.join();
        }

        private void run() {
            try (producer) {
                streams++;
                do {
                    for (int i = 0; i < 5; i++) {
                        send("fast", FOUR_SECONDS);
                    }
                    send("huge", TOO_LONG);
                    tooLarge++;
                    for (int i = 0; i < STREAMS_AT_ONCE; i++) {
                        send("many-" + streams++, FOUR_SECONDS);
                    }
                } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void send(String stream, byte[] audio) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(
                            TOPICS.audio(), ("greedy/" + stream).getBytes(UTF_8), audio);
            record.headers().add("encoding", "pcm_mulaw".getBytes(UTF_8));
            producer.send(record);
        }

        private static byte[] silence(int bytes) {
            byte[] silence = new byte[bytes];
            Arrays.fill(silence, (byte) 0xff);
            return silence;
        }
    }
}
