package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.audio.WavFile;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.recognizer.FeatureStage;
import io.hearken.recognizer.FeatureState;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.RejectionCodes;
import io.hearken.stream.Turn;
import io.hearken.wire.Arrival;
import io.hearken.wire.AudioRecords;
import io.hearken.wire.Topics;
import io.hearken.wire.TranscriptJson;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/**
 * As many malformed records as good ones, on the good ones' own streams: no restart, every bad one
 * in {@code rejected} as it came, every good word right. A million of each by {@code
 * -Dhearken.malformed=1000000}.
 */
class MalformedTest {
    private static final int COUNT = Integer.getInteger("hearken.malformed", 20_000);

    /** Without news; the machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String AUDIO = Topics.USUAL.audio();
    private static final String TRANSCRIPTS = Topics.USUAL.transcripts();
    private static final int SAMPLE_RATE = 8_000;
    private static final int CHUNK_BYTES = 320;

    /** Numbers a bad record. */
    private static final String NUMBER = "number";

    private final Map<String, Recording> samples = samples();
    private final FeatureStage stage = new FeatureStage(ModelFile.builtIn("digits"));

    /** Finals still to come, by stream. */
    private final Map<String, List<String>> expected = new HashMap<>();

    private final Map<String, Integer> codes = new TreeMap<>();
    private final BitSet rejected = new BitSet();

    @Test
    void asManyMalformedRecordsAsGoodOnesChangeNoWord() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Topics.USUAL.all(), 2)) {
            JobSettings settings =
                    JobSettings.of("--bootstrap", kafka.bootstrap(), "--parallelism", "2");
            Configuration once = settings.flink().configuration();
            once.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            try (EmbeddedFlink flink =
                            EmbeddedFlink.start("malformed", once, HearkenJob.of(settings)::addTo);
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(kafka.settings().producer())) {
                int bad = send(producer);
                FromTheBeginning.read(
                        kafka.settings(),
                        List.of(TRANSCRIPTS, Topics.USUAL.rejected()),
                        PATIENCE,
                        () -> expected.isEmpty() && rejected.cardinality() >= bad,
                        this::check);

                assertThat(flink.isOver()).as("the job ended").isFalse();
                assertThat(rejected.cardinality()).isEqualTo(bad);
                assertThat(codes.keySet())
                        .contains("no-key", "bad-key", "empty", "unknown-encoding")
                        .contains("bad-header", "bad-audio")
                        .isSubsetOf(RejectionCodes.ALL);
                assertThat(expected).as("finals that did not come").isEmpty();
            }
        }
    }

    private static Map<String, Recording> samples() {
        Map<String, Recording> samples = new TreeMap<>();
        for (Manifest.Entry entry : Manifest.read(Path.of("../audio-samples/transcripts.tsv"))) {
            String name = entry.audio().getFileName().toString();
            Recording sample = Recording.read(entry.audio());
            byte[] wav = WavFile.write(SAMPLE_RATE, sample.samples(SAMPLE_RATE));
            samples.put(name, Recording.parse(wav));
        }
        return samples;
    }

    /** The samples side by side, round after round under new names; how many bad ones there are. */
    private int send(KafkaProducer<byte[], byte[]> producer) {
        Map<String, List<Hypothesis>> heard = new HashMap<>();
        Recognizer recognizer = new Recognizer(ModelFile.builtIn("digits"));
        samples.forEach((name, sample) -> heard.put(name, recognizer.transcribe(name, sample)));
        int sent = 0;
        for (int round = 0; sent < COUNT; round++) {
            String before = round + "/";
            heard.forEach(
                    (name, finals) -> {
                        String stream = before + name;
                        List<String> all = finals.stream().map(one -> json(stream, one)).toList();
                        if (!all.isEmpty()) {
                            expected.put(stream, new ArrayList<>(all));
                        }
                    });
            sent = sendRound(producer, before, sent);
        }
        producer.flush();
        return sent;
    }

    private static String json(String stream, Hypothesis heard) {
        return new String(TranscriptJson.write(heard.ofStream(stream)), UTF_8);
    }

    private int sendRound(KafkaProducer<byte[], byte[]> producer, String before, int sent) {
        Map<String, Integer> places = new TreeMap<>();
        samples.keySet().forEach(name -> places.put(name, 0));
        int number = sent;
        while (!places.isEmpty()) {
            for (String name : List.copyOf(places.keySet())) {
                Recording sample = samples.get(name);
                int from = places.get(name);
                int to = Math.min(sample.data().length, from + CHUNK_BYTES);
                boolean last = to == sample.data().length;
                producer.send(malformed(number++, before + name));
                AudioChunk chunk =
                        AudioChunk.of(
                                before + name,
                                Arrays.copyOfRange(sample.data(), from, to),
                                sample.format(),
                                last);
                producer.send(AudioRecords.toRecord(AUDIO, chunk));
                places.put(name, to);
                if (last) {
                    places.remove(name);
                }
            }
        }
        return number;
    }

    /** The same for the same number and stream: the first one its random numbers make. */
    private ProducerRecord<byte[], byte[]> malformed(int number, String stream) {
        Random random = new Random(number);
        ProducerRecord<byte[], byte[]> record;
        do {
            record = random(random, stream);
            record.headers().add(NUMBER, ByteBuffer.allocate(4).putInt(number).array());
            record.headers().add("stream", stream.getBytes(UTF_8));
        } while (!isMalformed(record));
        return record;
    }

    private ProducerRecord<byte[], byte[]> random(Random random, String stream) {
        byte[] key = stream.getBytes(UTF_8);
        byte[] noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        return switch (random.nextInt(10)) {
            case 0 -> record(null, noise);
            case 1 -> record(new byte[] {(byte) random.nextInt(), -1}, noise);
            case 2 -> record(key, new byte[0]);
            case 3 -> record(key, noise, "encoding", "mp" + random.nextInt(9));
            case 4 -> record(key, noise, "sample-rate", "" + random.nextInt(8_000));
            case 5 -> record(key, noise, "channels", "-" + random.nextInt(9));
            case 6 -> record(key, noise, "encoding", random.nextBoolean() ? "wav" : "flac");
            case 7 -> record(key, broken(random), "encoding", "wav");
            case 8 -> record(key, noise, "encoding", "pcm_f32le", "channels", "2");
            default -> record(key, noise, "transfer-encoding", "base64");
        };
    }

    /** A file with some of its bytes changed, or its end lost. */
    private static byte[] broken(Random random) {
        byte[] file = WavFile.write(SAMPLE_RATE, new float[50]);
        for (int i = random.nextInt(8); i >= 0; i--) {
            file[random.nextInt(44)] = (byte) random.nextInt();
        }
        return Arrays.copyOf(file, file.length - random.nextInt(60));
    }

    private static ProducerRecord<byte[], byte[]> record(
            byte[] key, byte[] value, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(AUDIO, key, value);
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return record;
    }

    private boolean isMalformed(ProducerRecord<byte[], byte[]> record) {
        Arrival arrival =
                new AudioRecords(SAMPLE_RATE)
                        .read(
                                new ConsumerRecord<>(
                                        AUDIO,
                                        0,
                                        0,
                                        0,
                                        TimestampType.CREATE_TIME,
                                        0,
                                        0,
                                        record.key(),
                                        record.value(),
                                        record.headers(),
                                        Optional.empty()));
        if (!(arrival instanceof Arrival.Usable usable)) {
            return true;
        }
        Turn<FeatureState, AudioChunk, FeatureFrames> turn =
                new Turn<>(stage.begin("any"), usable.chunk());
        stage.advance(List.of(turn));
        return turn.rejection().isPresent();
    }

    private void check(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(TRANSCRIPTS)) {
            checkFinal(record);
        } else {
            checkRejected(record);
        }
    }

    /** Those of a stream come in order. */
    private void checkFinal(ConsumerRecord<byte[], byte[]> record) {
        String stream = new String(record.key(), UTF_8);
        List<String> due = expected.get(stream);
        assertThat(due).as("finals still due of %s", stream).isNotNull();
        assertThat(new String(record.value(), UTF_8)).isEqualTo(due.remove(0));
        if (due.isEmpty()) {
            expected.remove(stream);
        }
    }

    private void checkRejected(ConsumerRecord<byte[], byte[]> record) {
        int number = ByteBuffer.wrap(record.headers().lastHeader(NUMBER).value()).getInt();
        String stream = FromTheBeginning.header(record, "stream");
        ProducerRecord<byte[], byte[]> sent = malformed(number, stream);
        assertThat(rejected.get(number)).as("%d came before", number).isFalse();
        rejected.set(number);
        assertThat(record.key()).isEqualTo(sent.key());
        assertThat(record.value()).isEqualTo(sent.value());
        assertThat(asTheyCame(record.headers())).isEqualTo(sent.headers());
        codes.merge(FromTheBeginning.header(record, "error-code"), 1, Integer::sum);
    }

    /** Without what was added on rejection. */
    private static Headers asTheyCame(Headers headers) {
        RecordHeaders came = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith("error-") && !header.key().startsWith("source-")) {
                came.add(header);
            }
        }
        return came;
    }
}
