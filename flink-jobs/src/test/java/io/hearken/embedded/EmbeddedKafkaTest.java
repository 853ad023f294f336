package io.hearken.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.live.Listener;
import io.hearken.live.Replay;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import io.hearken.wire.Arrival;
import io.hearken.wire.AudioRecords;
import io.hearken.wire.AudioSender;
import io.hearken.wire.Broker;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.Topics;
import io.hearken.wire.TranscriptJson;
import io.hearken.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedKafkaTest {
    private static final AudioFormat FORMAT = new AudioFormat(Encoding.PCM_S16LE, 16_000, 1);
    private static final int PARTITIONS = 2;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(Topics.USUAL.all(), PARTITIONS);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void readersSeeWhatWasCommittedAndNothingElse() {
        try (HypothesisReader reader = read("transcripts", From.NOW);
                KafkaProducer<byte[], byte[]> producer = transactional()) {
            producer.beginTransaction();
            producer.send(record("transcripts", hypothesis("aborted", 0, 0)));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record("transcripts", hypothesis("committed", 0, 0)));
            producer.commitTransaction();

            List<Hypothesis> seen = new ArrayList<>();
            listen(reader, 1, seen, new ArrayList<>());

            assertThat(seen).extracting(Hypothesis::stream).containsExactly("committed");
        }
    }

    @Test
    void aListenerDropsWhatIsWrittenAgainAndWhatIsNoTranscript() {
        try (HypothesisReader reader = read("hypotheses", From.NOW);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka.settings().producer())) {
            for (int revision : new int[] {0, 1, 0, 1, 2}) {
                producer.send(record("hypotheses", hypothesis("mic-7", 3, revision)));
            }
            producer.send(new ProducerRecord<>("hypotheses", 0, null, "nonsense".getBytes(UTF_8)));
            producer.flush();
            producer.send(record("hypotheses", hypothesis("mic-7", 4, 0)));
            producer.send(new ProducerRecord<>("hypotheses", 1, null, "nonsense".getBytes(UTF_8)));
            producer.flush();

            List<Hypothesis> seen = new ArrayList<>();
            List<String> topics = new ArrayList<>();
            Listener listener = listen(reader, 4, seen, topics);

            assertThat(seen).extracting(Hypothesis::revision).containsExactly(0, 1, 2, 0);
            assertThat(topics).containsOnly("hypotheses");
            assertThat(listener.repeated()).isEqualTo(2);
            assertThat(listener.unreadable()).isBetween(1L, 2L); // the last one may come later
        }
    }

    @Test
    void aReplayArrivesWholeAndInOrder() throws Exception {
        Map<String, byte[]> sent = new TreeMap<>();
        List<Replay.Source> sources = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            byte[] audio = new byte[16_000 + 777 * i];
            new Random(i).nextBytes(audio);
            sent.put("replay-" + i, audio);
            sources.add(new Replay.Source("replay-" + i, FORMAT, audio));
        }

        try (AudioSender sender = new AudioSender(kafka.settings(), "audio")) {
            new Replay(
                            Replay.Settings.LIVE.withSpeed(0).withAtOnce(3),
                            sender,
                            new Replay.Progress() {})
                    .run(sources);
        }

        assertThat(heard(sent.size())).usingRecursiveComparison().isEqualTo(sent);
    }

    @Test
    void anInterruptEndsAReplay() throws Exception {
        byte[] hour = new byte[2 * 16_000 * 3_600];
        CompletableFuture<Exception> ending = new CompletableFuture<>();
        CompletableFuture<String> started = new CompletableFuture<>();
        Replay.Progress progress =
                new Replay.Progress() {
                    @Override
                    public void sent(String stream, int bytes, double seconds) {
                        started.complete(stream);
                    }
                };
        Thread thread =
                new Thread(
                        () -> {
                            try (AudioSender sender =
                                    new AudioSender(kafka.settings(), "rejected")) {
                                new Replay(Replay.Settings.LIVE, sender, progress)
                                        .run(List.of(new Replay.Source("long", FORMAT, hour)));
                            } catch (Exception e) {
                                ending.complete(e);
                            }
                        });
        thread.start();
        started.get(60, TimeUnit.SECONDS);

        thread.interrupt();

        assertThat(ending.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        thread.join(5_000);
    }

    @Test
    void aMissingTopicIsNamed() {
        Broker broker = new Broker(kafka.settings());

        broker.requireTopics(Topics.USUAL.all());
        broker.createMissing(Topics.USUAL.all(), PARTITIONS);

        assertThatThrownBy(() -> broker.requireTopics(List.of("audio", "sound")))
                .isInstanceOf(WireException.class)
                .hasMessage(
                        "%1$s has no topic sound: create each with kafka-topics.sh --create"
                                + " --bootstrap-server %1$s --partitions 4 --topic NAME, or all with"
                                + " hearken run --create-topics",
                        kafka.bootstrap());
        assertThatThrownBy(() -> read("sound", From.NOW))
                .isInstanceOf(WireException.class)
                .hasMessage("topic sound does not exist: create it first");
    }

    @Test
    void aSecondBrokerRunsBesideTheFirstAndLeavesNothing() throws IOException {
        List<Path> before = directories();
        EmbeddedKafka second = EmbeddedKafka.start(List.of("audio"), 1);
        assertThat(second.bootstrap()).isNotEqualTo(kafka.bootstrap());
        assertThat(directories()).hasSize(before.size() + 1);

        long start = System.nanoTime();
        second.close();
        second.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(directories()).isEqualTo(before);
    }

    private static List<Path> directories() throws IOException {
        try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return paths.filter(p -> p.getFileName().toString().startsWith("hearken-kafka-"))
                    .sorted()
                    .toList();
        }
    }

    private static HypothesisReader read(String topic, From from) {
        return new HypothesisReader(kafka.settings(), List.of(topic), from);
    }

    /** Listens until that many have come. */
    private static Listener listen(
            HypothesisReader reader, int count, List<Hypothesis> seen, List<String> topics) {
        Listener[] listener = new Listener[1];
        listener[0] =
                new Listener(
                        reader,
                        (topic, hypothesis) -> {
                            topics.add(topic);
                            seen.add(hypothesis);
                            if (seen.size() == count) {
                                listener[0].stop();
                            }
                        });
        listener[0].run();
        return listener[0];
    }

    private static KafkaProducer<byte[], byte[]> transactional() {
        Properties properties = kafka.settings().producer();
        properties.put("transactional.id", "test");
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties);
        producer.initTransactions();
        return producer;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Hypothesis hypothesis) {
        return new ProducerRecord<>(
                topic, 0, hypothesis.stream().getBytes(UTF_8), TranscriptJson.write(hypothesis));
    }

    private static Hypothesis hypothesis(String stream, int utterance, int revision) {
        List<Word> words = List.of(new Word("seven", 1, 2, 1));
        return new Hypothesis(stream, utterance, revision, true, words, 3, "test");
    }

    /** The bytes of every stream on the audio topic, once so many have ended. */
    private static Map<String, byte[]> heard(int streams) {
        Map<String, ByteArrayOutputStream> heard = new TreeMap<>();
        Map<String, Long> sequences = new TreeMap<>();
        int ended = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.settings().consumer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition("audio", 0), new TopicPartition("audio", 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ended < streams) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    Arrival arrival = new AudioRecords(8_000).read(record);
                    AudioChunk chunk = ((Arrival.Usable) arrival).chunk();
                    assertThat(chunk.format()).isEqualTo(FORMAT);
                    assertThat(chunk.sequence())
                            .isEqualTo(sequences.merge(chunk.stream(), 1L, Long::sum) - 1);
                    heard.computeIfAbsent(chunk.stream(), s -> new ByteArrayOutputStream())
                            .writeBytes(chunk.bytes());
                    ended += chunk.last() ? 1 : 0;
                }
            }
        }
        Map<String, byte[]> bytes = new TreeMap<>();
        heard.forEach((stream, out) -> bytes.put(stream, out.toByteArray()));
        return bytes;
    }
}
