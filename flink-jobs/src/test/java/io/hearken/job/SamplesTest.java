package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.exchange.ImportSettings;
import io.hearken.exchange.Importer;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioRecords;
import io.hearken.wire.Topics;
import io.hearken.wire.TranscriptJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job as people run it, with the samples, and bad records among the good. */
@Timeout(240)
class SamplesTest {
    private static final String AUDIO = Topics.USUAL.audio();
    private static final String TRANSCRIPTS = Topics.USUAL.transcripts();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir Path folder;

    @Test
    void transcriptsOnKafkaAreWhatTranscribeSaysWhateverElseIsSent() throws Exception {
        assertTranscripts("digits");
    }

    /** Made by PyTorch; its labels come as windows go by. */
    @Test
    void soAreTheLabelsOfAnImportedClassifier() throws Exception {
        byte[] network =
                Files.readAllBytes(Path.of("../src/test/resources/golden/exchange/checkpoint.pt"));
        ImportSettings settings =
                ImportSettings.DEFAULT.with(
                        Map.of(
                                "symbols", "[yes, no, <other>]",
                                "window", "0.96",
                                "hop", "0.24",
                                "smoothing", "2",
                                "refractory", "0.5",
                                "mean", "[-60, 0, 0, 0]",
                                "scale", "[0.5, 2, 2, 2]"));
        Path file = folder.resolve("imported.safetensors");
        ModelFile.write(Importer.read(network, "imported", settings), file);

        assertTranscripts(file.toString());
    }

    private static void assertTranscripts(String model) throws Exception {
        Map<String, Recording> samples = samples();
        List<String> expected = transcribed(model, samples);
        JobSettings settings;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Topics.USUAL.all(), 2)) {
            settings = settings(kafka, model);
            try (EmbeddedFlink flink = start(settings);
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(kafka.settings().producer())) {
                int bad = send(samples, producer);

                List<String> finals = new ArrayList<>();
                List<String> codes = new ArrayList<>();
                FromTheBeginning.read(
                        kafka.settings(),
                        List.of(TRANSCRIPTS, Topics.USUAL.rejected()),
                        PATIENCE,
                        () -> finals.size() >= expected.size() && codes.size() >= bad,
                        record -> take(record, finals, codes));

                assertThat(finals).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(codes)
                        .hasSize(bad)
                        .contains(
                                "no-key",
                                "empty",
                                "unknown-encoding",
                                "bad-header",
                                "bad-audio",
                                "too-large");
                assertThat(flink.isOver()).isFalse();
            }
        }
    }

    private static Map<String, Recording> samples() {
        Map<String, Recording> samples = new LinkedHashMap<>();
        for (Manifest.Entry entry : Manifest.read(Path.of("../audio-samples/transcripts.tsv"))) {
            samples.put(entry.audio().getFileName().toString(), Recording.read(entry.audio()));
        }
        return samples;
    }

    private static List<String> transcribed(String model, Map<String, Recording> samples) {
        Recognizer recognizer = new Recognizer(ShippedModel.of(model).read());
        List<String> finals = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        samples.forEach(
                (stream, sample) -> {
                    for (Hypothesis one : recognizer.transcribe(stream, sample)) {
                        finals.add(new String(TranscriptJson.write(one), UTF_8));
                        texts.add(one.text());
                    }
                });
        assertThat(finals).hasSizeGreaterThanOrEqualTo(24);
        assertThat(texts).hasSizeGreaterThan(1);
        return finals;
    }

    private static JobSettings settings(EmbeddedKafka kafka, String model) {
        return JobSettings.of(
                "--model",
                model,
                "--bootstrap",
                kafka.bootstrap(),
                "--parallelism",
                "2",
                "--checkpoint-interval",
                "500ms");
    }

    private static EmbeddedFlink start(JobSettings settings) throws Exception {
        return EmbeddedFlink.start(
                "samples", settings.flink().configuration(), HearkenJob.of(settings)::addTo);
    }

    /** All samples side by side in random cuts, a bad record behind every fourth chunk. */
    private static int send(Map<String, Recording> samples, KafkaProducer<byte[], byte[]> producer)
            throws Exception {
        Random random = new Random(6);
        List<ProducerRecord<byte[], byte[]>> bad = badRecords();
        Map<String, Integer> sent = new LinkedHashMap<>();
        samples.keySet().forEach(stream -> sent.put(stream, 0));
        int badSent = 0;
        for (int round = 0; !sent.isEmpty(); round++) {
            for (String stream : List.copyOf(sent.keySet())) {
                Recording sample = samples.get(stream);
                int from = sent.get(stream);
                int to = Math.min(sample.data().length, from + 1 + random.nextInt(9_999));
                boolean last = to == sample.data().length;
                byte[] part = Arrays.copyOfRange(sample.data(), from, to);
                AudioChunk chunk = AudioChunk.of(stream, part, sample.format(), last);
                producer.send(AudioRecords.toRecord(AUDIO, chunk));
                sent.put(stream, to);
                if (last) {
                    sent.remove(stream);
                } else if (random.nextInt(4) == 0) {
                    producer.send(on(stream, bad.get(badSent++ % bad.size())));
                }
            }
        }
        producer.flush();
        return badSent;
    }

    private static List<ProducerRecord<byte[], byte[]>> badRecords() throws Exception {
        byte[] wav = Files.readAllBytes(Path.of("../audio-samples/call-02.wav"));
        byte[] noise = new byte[10 << 20];
        new Random(7).nextBytes(noise);
        byte[] some = Arrays.copyOf(noise, 5_000);
        return List.of(
                bad(Arrays.copyOf(wav, wav.length / 2), "encoding", "wav"),
                bad(some, "encoding", "wav"),
                bad(some, "encoding", "flac"),
                bad(some, "encoding", "mp3"),
                bad(some, "sample-rate", "96000"),
                bad(some, "sample-rate", "fast"),
                bad(some, "channels", "0"),
                bad(some, "sequence", "-1"),
                bad(new byte[0], "encoding", "pcm_s16le"),
                bad(noise, "encoding", "pcm_s16le"),
                bad(some, "no-key", ""));
    }

    private static ProducerRecord<byte[], byte[]> bad(byte[] value, String header, String text) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(AUDIO, value);
        record.headers().add(header, text.getBytes(UTF_8));
        return record;
    }

    /** The record on a stream of its own choice, unless it is the one that has none. */
    private static ProducerRecord<byte[], byte[]> on(
            String stream, ProducerRecord<byte[], byte[]> bad) {
        boolean keyless = bad.headers().lastHeader("no-key") != null;
        byte[] key = keyless ? null : stream.getBytes(UTF_8);
        return new ProducerRecord<>(AUDIO, null, key, bad.value(), bad.headers());
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, List<String> finals, List<String> codes) {
        if (record.topic().equals(TRANSCRIPTS)) {
            finals.add(new String(record.value(), UTF_8));
        } else {
            codes.add(FromTheBeginning.header(record, "error-code"));
        }
    }
}
