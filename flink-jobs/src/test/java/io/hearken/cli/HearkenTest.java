package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.embedded.FreePorts;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import io.hearken.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What people see, and the exit code programs see. */
class HearkenTest {
    private static final String SAMPLES = "../audio-samples/transcripts.tsv";

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int hearken(String... arguments) {
        CommandLine command = Hearken.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "replay",
                "listen",
                "transcribe",
                "train",
                "evaluate",
                "inspect",
                "import",
                "export",
                "verify",
                "draw",
                "bench",
                "bench pipeline",
                "bench features",
                "bench lstm"
            })
    void everyCommandExplainsItselfWithAnExample(String command) {
        assertThat(hearken((command + " --help").split(" "))).isZero();
        assertThat(out.toString())
                .contains("Usage: hearken " + command)
                .containsPattern("Examples?:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "transcribe",
                "evaluate",
                "inspect",
                "replay",
                "bench",
                "train --set updates",
                "demo --model no",
                "demo --model no.safetensors",
                "demo no.wav",
                "demo --manifest no.tsv",
                "demo --at-once 0",
                "demo ../audio-samples/call-14.wav ../flink-jobs/../audio-samples/call-14.wav",
                "evaluate --manifest x.tsv --include words=(on"
            })
    void wrongUseIsExitCode2(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

        assertThat(hearken(arguments)).isEqualTo(2);
        assertThat(err.toString()).containsAnyOf("Usage: hearken", "Did you mean: hearken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transcribe no.wav | no.wav: no such file",
                "bench pipeline --streams 0 | at least 1 stream speaks, got 0",
                "bench lstm --streams 0 | --streams and --frames must be positive, got 0",
                "bench pipeline --speed 0 | speed must be above 0 and at most 1000, got 0.0",
                "bench features --round 0 | a round must last at least 1 ms, got 0",
                "bench pipeline --chunk 0ms | a chunk is 1 ms to 1 minute long, got 0 ms",
                "bench pipeline --speed 999 | each stream would say more than an hour: less --time or --speed",
                "bench pipeline --manifest ../audio-samples/transcripts.tsv --bootstrap localhost:1 --flink jobmanager:8081 | jobmanager:8081 is no address of a page, such as http://localhost:8081",
                "bench pipeline --time 10ms | measure for at least 1 s, got 10 ms",
                "bench pipeline --bootstrap localhost:1 | --bootstrap and --flink go together: the"
                        + " Kafka and the page of a cluster",
                "bench pipeline --manifest no.tsv | no.tsv: no such file",
                "bench pipeline --manifest ../audio-samples/transcripts.tsv -- --model no | no: no such model; give a .safetensors file,"
                        + " digits or commands",
                "bench pipeline --manifest ../audio-samples/transcripts.tsv -- --bacth 3 | Unknown options: '--bacth', '3'",
                "inspect no-such | no-such: no such model; give a .safetensors file, digits or"
                        + " commands",
                "inspect ./no.safetensors | ./no.safetensors: no such model file",
                "evaluate --manifest no.tsv | no.tsv: no such file",
                "evaluate --manifest no.tsv --report no/x.html | no: no such folder",
                "evaluate --manifest ../audio-samples/transcripts.tsv --strings 3 | no speaker says"
                        + " two different words in recordings of one word each, so there is nothing"
                        + " to make strings of",
                "evaluate --manifest ../audio-samples/transcripts.tsv --carried | no recording of a"
                        + " single word of the model's among 28, expected some",
                "evaluate --manifest ../audio-samples/transcripts.tsv --snr 3 | --snr needs"
                        + " --noise, the noise to mix in",
                "train --manifest no.tsv --out no/x.safetensors | no: no such folder",
                "train --manifest no.tsv --out x.safetensors --recipe no.yaml | no.yaml: no such"
                        + " recipe",
                "train --manifest no.tsv --out x.safetensors --set updates=none | updates"
                        + " must be a whole number",
                "train --manifest no.tsv --out target | target: a folder, expected a file to write",
                "draw --out target/drawn --hands 4 | 4 families of fonts are too few to keep one of 5"
                        + " to test: [hand 0, hand 1, hand 2, hand 3]",
                "draw --out target/drawn --test 0 | --train and --test must be positive: 60000, 0",
                "draw --out pom.xml/x | pom.xml/x: no folder, and none can be made there",
                "replay --bootstrap 127.0.0.1:1 no.wav | no.wav: no such file",
                "transcribe --grammar yes ../audio-samples/call-14.wav | grammar: yes is no word of"
                        + " the model, which says eight five four nine one seven six three two zero",
                "transcribe --grammar @no.txt ../audio-samples/call-14.wav | no.txt: no such file",
                "transcribe --beam 0 --n-best 2 ../audio-samples/call-14.wav | insertion penalty,"
                        + " grammar and n-best need a beam, such as 8",
                "listen --bootstrap 127.0.0.1:1 | no Kafka broker answers at 127.0.0.1:1"
                        + " (connection refused)",
                "run --bootstrap 127.0.0.1:1 | no Kafka broker answers at 127.0.0.1:1 (connection"
                        + " refused)"
            })
    void aFailureIsOneLineAndExitCode1(String line, String message) {
        assertThat(hearken(line.split(" "))).isEqualTo(1);

        List<String> lines = err.toString().lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("hearken: ").endsWith(message);
    }

    @Test
    void benchTellsWhatFeaturesAndNetworkCost() throws IOException {
        assertThat(hearken("bench", "features", "--round", "1", "--json")).isZero();
        JsonNode features = json();
        assertThat(hearken("bench", "lstm", "--streams", "1,3", "--round", "1", "--json")).isZero();
        JsonNode lstm = json();

        assertThat(features).hasSize(6);
        assertThat(features.get(0).get("microsPerFrame").asDouble()).isPositive();
        assertThat(lstm.get("engine").asText()).isNotBlank();
        assertThat(lstm.get("calls")).hasSize(4);
        assertThat(lstm.get("calls").get(0).get("gigaflops").asDouble()).isPositive();
    }

    /** What was printed since the last time. */
    private JsonNode json() throws IOException {
        JsonNode json = new ObjectMapper().readTree(out.toString());
        out.getBuffer().setLength(0);
        return json;
    }

    @Test
    @Timeout(120)
    void benchMeasuresAJobThatRunsElsewhere() throws Exception {
        int port = FreePorts.find(1).get(0);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Topics.USUAL.all(), 1);
                EmbeddedFlink flink = flink(kafka.bootstrap(), port)) {
            int exit =
                    hearken(
                            "bench",
                            "pipeline",
                            "--streams",
                            "3",
                            "--warm-up",
                            "2s",
                            "--time",
                            "2s",
                            "--json",
                            "--manifest",
                            SAMPLES,
                            "--bootstrap",
                            kafka.bootstrap(),
                            "--flink",
                            "http://127.0.0.1:" + port);

            assertThat(err.toString()).isEmpty();
            assertThat(exit).isZero();
            JsonNode result = json();
            assertThat(result.get("cpuSeconds").get("job").asDouble()).isPositive();
            assertThat(result.get("cpuSeconds").has("broker")).isFalse();
            assertThat(result.has("heapBytesPerStream")).isFalse();
            assertThat(result.get("latencyMs").get("p50").asDouble()).isPositive();
        }
    }

    private static EmbeddedFlink flink(String bootstrap, int port) throws Exception {
        JobSettings settings = JobSettings.of("--bootstrap", bootstrap, "--parallelism", "1");
        Configuration flink = settings.flink().embedded();
        flink.set(RestOptions.BIND_PORT, "" + port);
        flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        return EmbeddedFlink.start("hearken", flink, HearkenJob.of(settings)::addTo);
    }

    @Test
    @Timeout(120)
    void benchComparesEveryFinalAndDrawsAPlot() throws IOException {
        Path plot = folder.resolve("streams.png");
        int exit =
                hearken(
                        ("bench pipeline --streams 3 --warm-up 2s --time 2s --json --plot "
                                        + plot
                                        + " --manifest "
                                        + SAMPLES)
                                .split(" "));

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("streams").asInt()).isEqualTo(3);
        assertThat(result.get("audioSecondsPerCpuSecond").asDouble()).isPositive();
        assertThat(result.get("cpuSeconds").get("broker").asDouble()).isPositive();
        assertThat(result.get("latencyMs").get("p99").asDouble()).isPositive();
        assertThat(result.get("latencyMs").get("hypotheses").asInt()).isPositive();
        assertThat(result.get("finals").get("expected").asInt()).isGreaterThan(2);
        assertThat(result.get("finals").get("right"))
                .isEqualTo(result.get("finals").get("expected"));
        assertThat(result.get("restarts").asInt()).isZero();
        assertThat(plot).content(StandardCharsets.ISO_8859_1).contains("PNG");
    }

    @Test
    void verboseShowsWhereAnErrorCameFrom() {
        assertThat(hearken("inspect", "no-such", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("ModelException", "at io.hearken");
    }

    @Test
    void oneBadFileDoesNotKeepTheOthersFromBeingTranscribed() {
        assertThat(hearken("transcribe", "no.wav", "../audio-samples/call-14.wav")).isEqualTo(1);
        assertThat(out.toString()).contains("call-14.wav");
        assertThat(err.toString()).isEqualTo("hearken: no.wav: no such file\n");
    }

    @Test
    void readingsAreListedWhereTheyAreAskedFor() throws IOException {
        String sample = "../audio-samples/call-14.wav";
        assertThat(hearken("transcribe", "--json", sample)).isZero();
        assertThat(out.toString()).doesNotContain("alternatives");

        out.getBuffer().setLength(0);
        assertThat(hearken("transcribe", "--json", "--n-best", "2", sample)).isZero();
        JsonNode alternatives =
                new ObjectMapper()
                        .readTree(out.toString().lines().findFirst().orElseThrow())
                        .path("alternatives");
        assertThat(alternatives).hasSizeBetween(1, 2);
        assertThat(alternatives.get(0).path("text").asText()).isNotEmpty();

        out.getBuffer().setLength(0);
        assertThat(hearken("transcribe", "--n-best", "2", sample)).isZero();
        assertThat(out.toString()).containsPattern("\n +[0-9.]+ %  [a-z]");
    }

    @Test
    void evaluatePrintsTheNumbersAsJson() throws IOException {
        assertThat(hearken("evaluate", "--manifest", SAMPLES, "--json")).isZero();

        JsonNode numbers = new ObjectMapper().readTree(out.toString());
        assertThat(numbers.path("utterances").asInt()).isEqualTo(28);
        assertThat(numbers.path("words").asInt()).isEqualTo(180);
        int errors = 0;
        for (String kind : List.of("substitutions", "deletions", "insertions")) {
            assertThat(numbers.path(kind).isInt()).isTrue();
            errors += numbers.path(kind).asInt();
        }
        assertThat(numbers.path("wordErrorRate").asDouble()).isEqualTo(errors / 180.0);
        assertThat(numbers.path("sentenceErrorRate").isDouble()).isTrue();
        assertThat(numbers.path("low").isDouble()).isTrue();
        assertThat(numbers.path("high").isDouble()).isTrue();
        assertThat(numbers.path("bySet").path("audio-samples").path("words").asInt())
                .isEqualTo(180);
        assertThat(numbers.path("bySpeaker").path("espeak-en-us+m3").path("words").isInt())
                .isTrue();
        assertThat(numbers.path("calibrationError").isDouble()).isTrue();
        assertThat(numbers.path("falseAlarmsPerHour").isNull()).isTrue();
    }

    @Test
    void evaluateWritesAPage() throws IOException {
        Path page = folder.resolve("report.html");

        assertThat(
                        hearken(
                                "evaluate",
                                "--manifest",
                                SAMPLES,
                                "--include",
                                "call-01",
                                "--report",
                                page.toString()))
                .isZero();

        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(out.toString()).contains("1 recordings, 7 words", "word error rate 0.00 %");
    }

    @Test
    void includeAndExcludeChooseRecordings() throws IOException {
        assertThat(
                        hearken(
                                "evaluate",
                                "--manifest",
                                SAMPLES,
                                "--json",
                                "--include",
                                "call-0",
                                "--include",
                                "path=call-0[5-9]",
                                "--exclude",
                                "call-0[1-6]",
                                "--exclude",
                                "speaker=^$",
                                "--exclude",
                                "path=call-07"))
                .isZero();

        assertThat(new ObjectMapper().readTree(out.toString()).path("utterances").asInt())
                .isEqualTo(2);
    }

    @Test
    void evaluateMixesNoiseIn() throws IOException {
        Path noise = folder.resolve("noise.tsv");
        Path call = Path.of("../audio-samples/call-14.wav").toAbsolutePath();
        Files.writeString(noise, "path\twords\tspeaker\n" + call + "\t\t\n");
        String line = "evaluate --json --include call-02 --snr 30,0 --manifest " + SAMPLES;

        assertThat(hearken((line + " --noise " + noise).split(" "))).isZero();

        JsonNode conditions = new ObjectMapper().readTree(out.toString()).path("byCondition");
        assertThat(conditions.fieldNames()).toIterable().containsExactly("clean", "30 dB", "0 dB");
    }

    @Test
    void inspectShowsTheSymbols() {
        assertThat(hearken("inspect", "digits")).isZero();
        assertThat(out.toString()).contains("<blank> zero one two three");
    }

    @Test
    void aNetworkOfPyTorchIsImportedVerifiedAndExported() throws IOException {
        Path golden = Path.of("../src/test/resources/golden/exchange");
        String model = folder.resolve("net.safetensors").toString();
        String[] settings = {"--set", "head=label", "--set", "symbols=[yes, no, <other>]"};
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "import",
                                golden.resolve("classifier.pt").toString(),
                                "--out",
                                model));
        arguments.addAll(List.of(settings));

        assertThat(hearken(arguments.toArray(String[]::new))).isZero();
        assertThat(out.toString()).contains("symbols [yes, no, <other>]", "every utterance");
        String right = golden.resolve("classifier.npz").toString();
        assertThat(hearken("verify", model, "--golden", right)).isZero();
        assertThat(out.toString()).contains("labels agree in 4 of 4 steps");
        String wrong = golden.resolve("lstm-1.npz").toString();
        assertThat(hearken("verify", model, "--golden", wrong)).isEqualTo(1);
        String onnx = folder.resolve("net.onnx").toString();
        assertThat(hearken("export", model, "--out", onnx)).isZero();
        assertThat(hearken("import", onnx, "--out", model)).isZero();
        assertThat(hearken("verify", model, "--golden", right)).isZero();
        assertThat(hearken("transcribe", "--model", model, "../audio-samples/call-01.wav"))
                .isZero();
    }

    @Test
    @Timeout(120)
    void theDemoPlaysAnyRecordingsToAnyModel() {
        String model = folder.resolve("net.safetensors").toString();
        assertThat(
                        hearken(
                                "import",
                                "../src/test/resources/golden/exchange/classifier.pt",
                                "--out",
                                model,
                                "--set",
                                "head=label"))
                .isZero();

        int exit =
                hearken(
                        "demo",
                        "--fast",
                        "--model",
                        model,
                        "../audio-samples/call-14.wav",
                        "../audio-samples/call-28.flac");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .containsPattern("· call-14 +[012]\n")
                .containsPattern("· call-28 +[012]\n")
                .endsWith(
                        "\n2 of 2 recordings have the very transcripts hearken transcribe writes\n")
                .doesNotContain("words right");
    }

    @Test
    @Timeout(120)
    void theDemoMarksWhatIsRightWhereThatIsKnown() {
        int exit =
                hearken(
                        "demo",
                        "--fast",
                        "--model",
                        "commands",
                        "--manifest",
                        "../audio-samples/commands/transcripts.tsv");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("✓ commands-1")
                .containsPattern("\n[12][0-9] of 20 words right")
                .contains("\n6 of 6 recordings");
    }

    @Test
    void aNetworkThatAlsoGoesBackwardsIsForWholeFiles() throws IOException {
        Path golden = Path.of("../src/test/resources/golden/exchange");
        String model = folder.resolve("both.safetensors").toString();
        String net = golden.resolve("both-lstm-2.pt").toString();
        String call = "../audio-samples/call-01.wav";

        assertThat(hearken("import", net, "--out", model)).isZero();
        assertThat(out.toString()).contains("in both directions: no live streams");
        String right = golden.resolve("both-lstm-2.npz").toString();
        assertThat(hearken("verify", model, "--golden", right)).isZero();
        assertThat(out.toString()).contains("labels agree in 2000 of 2000 steps");
        assertThat(hearken("inspect", model)).isZero();
        assertThat(out.toString()).contains("bidirectional true");
        assertThat(hearken("transcribe", "--model", model, call)).isZero();
        String evaluate = "evaluate --include call-02 --manifest " + SAMPLES + " --model " + model;
        assertThat(hearken(evaluate.split(" "))).isZero();
        String round = "bench lstm --round 1 --streams 2 --frames 10 --model " + model;
        assertThat(hearken(round.split(" "))).isZero();
    }

    /** Before a broker is looked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --model %s",
                "run --bootstrap localhost:1 --model %s",
                "bench pipeline --manifest " + SAMPLES + " -- --model %s",
                "bench soak -- --model %s",
                "chaos -- --model %s"
            })
    void liveStreamsNeedANetworkThatGoesForwardOnly(String line) {
        String net = "../src/test/resources/golden/exchange/both-lstm-2.pt";
        String model = folder.resolve("both.safetensors").toString();
        assertThat(hearken("import", net, "--out", model)).isZero();

        assertThat(hearken(line.formatted(model).split(" "))).isPositive();

        assertThat(err.toString())
                .contains("model both goes through a recording in both directions")
                .contains("live streams need a network that goes forward only");
    }

    @Test
    void aNetworkThatNeedsTheEndHearsNoStreamThatGoesOn() {
        String net = "../src/test/resources/golden/exchange/both-lstm-2.pt";
        String model = folder.resolve("both.safetensors").toString();
        assertThat(hearken("import", net, "--out", model)).isZero();

        assertThat(hearken("evaluate", "--carried", "--manifest", SAMPLES, "--model", model))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("hears no stream that goes on, which is what is measured");
    }

    @ParameterizedTest
    @CsvSource({
        "tensor/torch-os-system.pt, refused: the pickle asks for posix.system",
        "exchange/keras-lambda.h5, layer shout is a Lambda",
        "exchange/keras-lambda.keras, layer shout is a Lambda"
    })
    void aFileThatWouldRunCodeIsRefused(String name, String reason) {
        String out = folder.resolve("x.safetensors").toString();
        String file = "../src/test/resources/golden/" + name;

        assertThat(hearken("import", file, "--out", out)).isEqualTo(1);

        assertThat(err.toString()).startsWith("hearken: " + file + ": " + reason);
        assertThat(Path.of(out)).doesNotExist();
        assertThat(Path.of("hearken-pickle-ran")).doesNotExist();
    }

    @Test
    void drawnDigitsTrainANetworkThatReadsThem() throws IOException {
        String drawn = folder.resolve("drawn").toString();
        String model = folder.resolve("images.safetensors").toString();

        assertThat(
                        hearken(
                                "draw", "--out", drawn, "--train", "300", "--test", "20", "--hands",
                                "10"))
                .isZero();
        assertThat(
                        hearken(
                                "train",
                                "--recipe",
                                "../src/recipes/images.yaml",
                                "--manifest",
                                drawn + "/train-images-idx3-ubyte.gz",
                                "--out",
                                model,
                                "--set",
                                "updates=5"))
                .as(err.toString())
                .isZero();
        String tests = drawn + "/t10k-images-idx3-ubyte.gz";
        assertThat(hearken("evaluate", "--model", model, "--manifest", tests)).isZero();

        assertThat(out.toString()).contains("300 digits in 8 fonts", "20 digits in 2 fonts");
        assertThat(out.toString()).contains("20 words").containsPattern("accuracy \\d+\\.\\d\\d %");
        assertThat(folder.resolve("drawn/fonts.png")).exists();
        assertThat(hearken("demo", "--fast", "--model", model, "--manifest", tests)).isZero();
        assertThat(out.toString()).contains("20 of 20 recordings have the very transcripts");
    }

    @Test
    void trainingOnOneSpeakerSaysWhatIsMissing() throws IOException {
        Path manifest = folder.resolve("manifest.tsv");
        Path sample = Path.of("../audio-samples/call-14.wav").toAbsolutePath();
        Files.writeString(manifest, "path\twords\tspeaker\n" + sample + "\tyes\tanna\n");

        assertThat(
                        hearken(
                                "train",
                                "--manifest",
                                manifest.toString(),
                                "--out",
                                folder.resolve("x.safetensors").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("hearken: training needs at least two speakers");
    }

    @Test
    void aTrainingThatWasStoppedIsNotOverwritten() throws IOException {
        Path session = Files.createFile(folder.resolve("x.session"));
        String out = folder.resolve("x.safetensors").toString();

        assertThat(hearken("train", "--manifest", "no.tsv", "--out", out)).isEqualTo(1);
        assertThat(err.toString())
                .contains(session + ": a training that was stopped; go on with --resume");
    }

    @Test
    void wordsTheModelDoesNotKnowAreNoticed() throws IOException {
        Path manifest = folder.resolve("manifest.tsv");
        Path sample = Path.of("../audio-samples/call-14.wav").toAbsolutePath();
        Files.writeString(manifest, "path\twords\tspeaker\n" + sample + "\tONE\tanna\n");

        assertThat(hearken("evaluate", "--manifest", manifest.toString())).isZero();
        assertThat(out.toString())
                .contains("none of the words said is one the model speaks: zero one two");
    }

    @Test
    void aTrainingNobodyBeganIsNotResumed() throws IOException {
        Path manifest = folder.resolve("manifest.tsv");
        Path sample = Path.of("../audio-samples/call-14.wav").toAbsolutePath();
        Files.writeString(
                manifest,
                "path\twords\tspeaker\n" + sample + "\tyes\tanna\n" + sample + "\tyes\tben\n");
        Path out = folder.resolve("x.safetensors");

        assertThat(
                        hearken(
                                "train",
                                "--manifest",
                                manifest.toString(),
                                "--resume",
                                "--out",
                                out.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("x.session: no such file: nothing to resume");
    }
}
