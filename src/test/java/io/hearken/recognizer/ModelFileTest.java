package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    private static final byte[] FILE = ModelFile.bytes(TestModels.restless());
    private static final byte[] TELLING = ModelFile.bytes(TestModels.telling());
    private static final String HEADER = header(FILE);

    @Test
    void aModelReadIsTheModelWritten() {
        Model written = TestModels.restless();

        Model read = ModelFile.parse(FILE, "test");

        assertThat(ModelFile.bytes(read)).isEqualTo(FILE);
        assertThat(read.name()).isEqualTo(written.name());
        assertThat(read.id()).matches("restless@[0-9a-f]{8}").isEqualTo(written.id());
        assertThat(read.features()).isEqualTo(written.features());
        assertThat(read.normalization()).isEqualTo(written.normalization());
        assertThat(read.symbols()).isEqualTo(written.symbols());
        assertThat(read.training()).isEqualTo(written.training());
        assertThat(read.weights().outputWeight()).isEqualTo(written.weights().outputWeight());
        for (int l = 0; l < 2; l++) {
            RecurrentLayer layer = read.weights().layers().get(l);
            assertThat(layer.weightIh()).isEqualTo(written.weights().layers().get(l).weightIh());
            assertThat(layer.biasHh()).isEqualTo(written.weights().layers().get(l).biasHh());
        }
    }

    @ParameterizedTest
    @CsvSource({"LSTM, 2, lstm", "GRU, 3, gru", "TANH, 3, rnn", "RELU, 3, rnn"})
    void everyCellIsReadAsItWasWritten(Cell cell, int version, String module) {
        byte[] file = ModelFile.bytes(TestModels.restless(cell));

        Model read = ModelFile.parse(file, "test");

        assertThat(header(file))
                .contains("\"format_version\":\"" + version + "\"", module + ".weight_hh_l1");
        assertThat(read.weights().cell()).isEqualTo(cell);
        assertThat(ModelFile.bytes(read)).isEqualTo(file);
    }

    @Test
    void layersOfSeveralSizesAreReadAsTheyWereWritten() {
        Model restless = TestModels.restless();
        NetworkWeights wide = RandomNetwork.weights(1, TestModels.SPEC.dimension(), 16, 1, 5);
        NetworkWeights narrow = RandomNetwork.weights(2, 16, 7, 1, 5);
        List<RecurrentLayer> layers = List.of(wide.layers().get(0), narrow.layers().get(0));
        Model written =
                new Model(
                        "both",
                        restless.features(),
                        restless.normalization(),
                        restless.symbols(),
                        new NetworkWeights(layers, narrow.outputWeight(), narrow.outputBias()),
                        Map.of());

        byte[] file = ModelFile.bytes(written);

        assertThat(header(file)).contains("\"format_version\":\"3\"", "[16,7]");
        assertThat(ModelFile.bytes(ModelFile.parse(file, "test"))).isEqualTo(file);
    }

    @Test
    void olderVersionsKnowNoPlainSamples() {
        FeatureSpec samples = FeatureSpec.ofSamples(8_000, 28);
        Model written =
                new Model(
                        "rows",
                        samples,
                        Normalization.identity(28),
                        List.of(Model.BLANK, "a"),
                        RandomNetwork.weights(1, 28, 8, 1, 2),
                        Map.of());

        byte[] file = ModelFile.bytes(written);

        assertThat(header(file)).contains("\"format_version\":\"4\"");
        assertThat(ModelFile.parse(file, "test").features()).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({"LSTM, lstm", "GRU, gru", "TANH, rnn"})
    void layersThatAlsoGoBackwardsAreReadAsTheyWereWritten(Cell cell, String module) {
        Model written = TestModels.bothWays(cell);
        byte[] file = ModelFile.bytes(written);

        Model read = ModelFile.parse(file, "test");

        assertThat(header(file))
                .contains(
                        "\"format_version\":\"4\"",
                        module + ".weight_hh_l1\"",
                        module + ".weight_hh_l1_reverse\"",
                        "\\\"directions\\\":2}");
        assertThat(read.weights()).usingRecursiveComparison().isEqualTo(written.weights());
        assertThat(ModelFile.bytes(read)).isEqualTo(file);
    }

    @Test
    void someLayersMayGoBackwardsAndTheLastStepMayRestOnBothEnds() {
        Model classifier = TestModels.bothWays(Cell.GRU, Head.UTTERANCE, true);
        NetworkWeights both = classifier.weights();
        RecurrentLayer below =
                RandomNetwork.weights(Cell.GRU, 1, TestModels.SPEC.dimension(), 32, 1, 5)
                        .layers()
                        .get(0);
        NetworkWeights weights =
                new NetworkWeights(
                                List.of(below, both.layers().get(1)),
                                both.outputWeight(),
                                both.outputBias())
                        .withBothEnds();
        Model written =
                new Model(
                        "mixed",
                        "",
                        classifier.features(),
                        classifier.normalization(),
                        classifier.symbols(),
                        weights,
                        classifier.speech(),
                        Head.UTTERANCE,
                        Map.of());

        byte[] file = ModelFile.bytes(written);

        assertThat(header(file)).contains("\\\"directions\\\":[1,2],\\\"bothEnds\\\":true}");
        assertThat(ModelFile.parse(file, "test").weights())
                .usingRecursiveComparison()
                .isEqualTo(weights);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\\"directions\\\":2 | \\\"directions\\\":3       | directions must be 1 or 2, of all layers or of each of 2, got [3]",
                "\\\"directions\\\":2 | \\\"directions\\\":[2,2,2] | directions must be 1 or 2, of all layers or of each of 2, got [2, 2, 2]",
                "\\\"directions\\\":2 | \\\"directions\\\":[2,null] | directions must be 1 or 2",
                "\\\"directions\\\":2 | \\\"directions\\\":1       | tensor lstm.weight_ih_l1 must have shape [64,16], got [64,32]",
                "\\\"directions\\\":2 | \\\"directions\\\":2,\\\"bothEnds\\\":true | a classifier, which needs a label head",
                "lstm.bias_hh_l0_reverse | lstm.bias_hh_l9      | tensor lstm.bias_hh_l0_reverse is missing",
            })
    void aWrongWayBackIsRefusedWithTheReason(String right, String wrong, String reason) {
        byte[] file = ModelFile.bytes(TestModels.bothWays(Cell.LSTM));
        assertThat(header(file)).contains(right);

        assertRefused(withHeader(file, header(file).replace(right, wrong)), reason);
    }

    @Test
    void whatAModelSaysAndWhenIsRead() {
        Model read = ModelFile.parse(TELLING, "test");

        assertThat(ModelFile.bytes(read)).isEqualTo(TELLING);
        assertThat(read.vocabulary()).containsExactly("two", "one");
        assertThat(read.speech()).isEqualTo(TestModels.telling().speech());
        assertThat(read.weights().hasTimes()).isTrue();
        assertThat(read.weights().timesWeight())
                .isEqualTo(TestModels.telling().weights().timesWeight());
        assertThat(read.weights().timesBias()).containsExactly(0.2f, 0.1f);
    }

    @Test
    void readsVersion1() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("test/resources/golden/model-1.safetensors"));
        Model echo = TestModels.echo();

        Model read = ModelFile.parse(file, "golden");

        assertThat(read.id()).isEqualTo("echo@7a3ae161");
        assertThat(read.symbols()).isEqualTo(echo.symbols());
        assertThat(read.vocabulary()).containsExactly("one", "two", "three");
        assertThat(read.speech().calibration()).isEqualTo(Calibration.NONE);
        assertThat(read.speech().thresholds()).isEmpty();
        assertThat(read.weights().hasTimes()).isFalse();
        assertThat(ModelFile.bytes(read)).isEqualTo(ModelFile.bytes(echo));
    }

    @Test
    void aFileThatSaysNothingOfItSaysAllWords() {
        for (String key : List.of("vocabulary", "calibration", "thresholds")) {
            byte[] file = withHeader(h -> h.replace("\"" + key + "\":", "\"no-" + key + "\":"));

            assertThat(ModelFile.parse(file, "test").speech())
                    .isEqualTo(TestModels.restless().speech());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\\\"two\\\",\\\"one\\\"] | [\\\"one\\\",\\\"four\\\"]       | vocabulary [one, four] must be some of the symbols [<blank>, one, two, three]",
                "[\\\"two\\\",\\\"one\\\"] | [\\\"two\\\",\\\"two\\\"] | a vocabulary must name each word once, got [two, two]",
                "[\\\"two\\\",\\\"one\\\"] | [\\\"two\\\",\\\"<blank>\\\"] | <blank> is no word: a vocabulary cannot hold it",
                "[\\\"two\\\",\\\"one\\\"] | [\\\"two\\\",\\\"<other>\\\"] | <other> is no word",
                "[\\\"two\\\",\\\"one\\\"] | [\\\"two\\\",null]    | __metadata__.vocabulary: one of them is null",
                "[\\\"two\\\",\\\"one\\\"] | []                    | a vocabulary must hold at least one word",
                "[\\\"two\\\",\\\"one\\\"] | 7                     | __metadata__.vocabulary",
                "\\\"slope\\\":1.5      | \\\"slope\\\":\\\"NaN\\\" | slope of a calibration must be positive and finite, got NaN",
                "\\\"slope\\\":1.5      | \\\"slope\\\":NaN       | __metadata__.calibration",
                "\\\"slope\\\":1.5      | \\\"slope\\\":1e999     | slope of a calibration must be positive and finite, got Infinity",
                "\\\"slope\\\":1.5      | \\\"slope\\\":0         | slope of a calibration must be positive and finite, got 0.0",
                "\\\"slope\\\":1.5      | \\\"slope\\\":null      | __metadata__.calibration",
                "\\\"slope\\\":1.5,     | ''                    | __metadata__.calibration",
                "\\\"offset\\\":-0.5    | \\\"offset\\\":1e999    | offset of a calibration must be finite, got Infinity",
                "\\\"one\\\":0.25       | \\\"four\\\":0.25      | there is a threshold for four, which is not in the vocabulary",
                "\\\"one\\\":0.25       | \\\"one\\\":-0.25      | threshold of one must be 0 to 1, got -0.25",
                "\\\"one\\\":0.25       | \\\"one\\\":1.25       | threshold of one must be 0 to 1, got 1.25",
                "\\\"one\\\":0.25       | \\\"one\\\":\\\"NaN\\\" | __metadata__.thresholds: one must be a number",
                "{\\\"one\\\":0.25}     | [0.25]                | __metadata__.thresholds",
                "\"times.bias\"         | \"times.bios\"         | tensor times.bias is missing",
                "\"times.weight\"       | \"times.height\"       | tensor times.weight is missing",
                "[2,3]                  | [3,2]                 | tensor times.weight must have shape [2,3], got [3,2]",
            })
    void whatCannotBeSaidIsRefused(String right, String wrong, String reason) {
        String header = header(TELLING);
        assertThat(header).contains(right);

        assertRefused(withHeader(TELLING, header.replace(right, wrong)), reason);
    }

    @Test
    void readsTheFileItWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("restless.safetensors");

        Model written = ModelFile.write(TestModels.restless(), file);

        assertThat(Files.readAllBytes(file)).isEqualTo(FILE);
        assertThat(ModelFile.read(file).id()).isEqualTo(written.id());
    }

    @Test
    void numbersBeginAtAMultipleOfEight() {
        assertThat(HEADER.length() % 8).isZero();
        assertThat(HEADER).startsWith("{\"__metadata__\":{");
    }

    @Test
    void aTensorNobodyAskedForDoesNoHarm() {
        byte[] file =
                withHeader(
                        h -> {
                            String more =
                                    ",\"more\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":["
                                            + numbers(FILE).length
                                            + ","
                                            + (numbers(FILE).length + 2)
                                            + "]}}";
                            return h.stripTrailing().replaceAll("}$", more);
                        });

        Model model = ModelFile.parse(Arrays.copyOf(file, file.length + 2), "test");

        assertThat(model.name()).isEqualTo("restless");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("nowhere.safetensors");

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": no such model file");
    }

    @Test
    void aFolderIsNoModel(@TempDir Path folder) {
        assertThatThrownBy(() -> ModelFile.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(folder + ": cannot be read");
    }

    @Test
    void anUnknownBuiltInModelIsNamed() {
        assertThatThrownBy(() -> ModelFile.builtIn("klingon"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("klingon: no such model");
    }

    @Test
    void aFileCutShortAnywhereIsRefused() {
        for (int length = 0; length < FILE.length; length += 97) {
            byte[] cut = Arrays.copyOf(FILE, length);

            assertThatThrownBy(() -> ModelFile.parse(cut, "cut.safetensors"))
                    .as("first %d bytes", length)
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("cut.safetensors: ");
        }
    }

    @Test
    void bytesBehindTheTensorsAreRefused() {
        assertRefused(
                Arrays.copyOf(FILE, FILE.length + 4),
                "tensors end at byte %d, but there are %d"
                        .formatted(numbers(FILE).length, numbers(FILE).length + 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "RIFF....WAVEfmt ", "hello, I am not a model at all"})
    void anotherKindOfFileIsRefused(String text) {
        assertRefused(text.getBytes(StandardCharsets.UTF_8), "not a safetensors file");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1 << 20})
    void aHeaderThatCannotBeIsRefused(long length) {
        byte[] file = FILE.clone();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);

        assertRefused(file, "header of " + length + " bytes in a file of " + FILE.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"output.bias\"           | \"output.bios\"          | tensor output.bias is missing",
                "\"lstm.weight_hh_l1\"     | \"lstm.weight_hh_l2\"    | tensor lstm.weight_hh_l1 is missing",
                "[5,16]                    | [16,5]                   | tensor output.weight must have shape [5,16], got [16,5]",
                "[5,16]                    | 5                        | tensor output.weight must have shape [5,16], got 5",
                "\"dtype\":\"F32\"         | \"dtype\":\"F16\"        | must be F32, got F16",
                "\"data_offsets\":[0,      | \"data_offsets\":[-4,    | lies at bytes -4 to",
                "\"data_offsets\":[0,      | \"data_offsets\":[4,     | tensors overlap or leave a gap",
                "\"data_offsets\":[0,      | \"data_offsets\":[0.0,   | lies at bytes -1",
                "\"data_offsets\":[0,      | \"data_offsets\":[99999, | lies at bytes 99999",
                "\"data_offsets\":[0,      | \"data_offsets\":[\"0\", | lies at bytes -1",
                "\"__metadata__\"          | \"metadata\"             | tensor metadata lies at bytes -1",
                "\"format_version\":\"2\"  | \"format_version\":\"5\" | format version 5 is newer than 4, the newest this Hearken reads: update Hearken",
                "\"format_version\":\"2\"  | \"format_version\":\"x\" | format_version must be a number, got x",
                "\"format_version\":\"2\"  | \"format_version\":1     | __metadata__ has no format_version",
                "\"format_version\":\"2\"  | \"version\":\"1\"        | __metadata__ has no format_version: was this file written by Hearken?",
                "\"symbols\":              | \"letters\":             | __metadata__ has no symbols",
                "\"features\":             | \"feature\":             | __metadata__ has no features",
                "\"name\":                 | \"title\":               | __metadata__ has no name",
                "<blank>                   | blank                    | symbols must begin with <blank>",
                ">\\\",\\\"a\\\",        | >\\\",null,              | __metadata__.symbols: one of them is null",
                ">\\\",\\\"a\\\",        | >\\\",                   | tensor output.weight must have shape [4,16], got [5,16]",
                ">\\\",\\\"a\\\",        | >\\\",\\\"b\\\",        | symbols must differ from one another, got [<blank>, b, b, c, d]",
                "lstm-ctc                  | transformer              | architecture must be a cell and -ctc or -label, such as lstm-ctc, got transformer",
                "lstm-ctc                  | elman-ctc                | a cell is one of [lstm, gru, rnn-tanh, rnn-relu], got elman",
                "lstm-ctc                  | gru-ctc                  | tensor gru.weight_ih_l0 is missing",
                "\\\"hidden\\\":16         | \\\"hidden\\\":[16,16,16] | must have 1 to 64 layers of 1 to 8192 units, got 2 layers of [16, 16, 16]",
                "\\\"hidden\\\":16         | \\\"hidden\\\":[16,8]    | tensor lstm.weight_ih_l1 must have shape [32,16], got [64,16]",
                "\\\"layers\\\":2          | \\\"layers\\\":3         | tensor lstm.weight_ih_l2 is missing",
                "\\\"layers\\\":2          | \\\"layers\\\":0         | must have 1 to 64 layers of 1 to 8192 units",
                "\\\"layers\\\":2          | \\\"layers\\\":2000000000 | must have 1 to 64 layers",
                "\\\"hidden\\\":16         | \\\"hidden\\\":8192      | tensor lstm.weight_ih_l0 must have shape [32768,60], got [64,60]",
                "\\\"hidden\\\":16         | \\\"hidden\\\":536870912 | must have 1 to 64 layers",
                "\\\"hidden\\\":16         | \\\"hidden\\\":-16       | must have 1 to 64 layers",
                "\\\"hidden\\\":16         | \\\"hidden\\\":null      | __metadata__.architecture",
                "\\\"sampleRate\\\":8000   | \\\"sampleRate\\\":-8000 | __metadata__.features: sampleRate must be 1 to 48000 Hz, got -8000",
                "\\\"hop\\\":80            | \\\"hop\\\":0            | hop must be between 1 and frameLength 256, got 0",
                "\\\"stack\\\":3           | \\\"stack\\\":1          | tensor lstm.weight_ih_l0 must have shape [64,20], got [64,60]",
                "\\\"mean\\\":[            | \\\"mean\\\":[1.0,       | mean and scale must be equally long, got 61 and 60",
                "\\\"scale\\\":[0.3        | \\\"scale\\\":[0         | scale 0 must be positive and finite, got 0.0",
                "\\\"scale\\\"             | \\\"scales\\\"           | __metadata__.normalization",
            })
    void aHeaderThatIsWrongIsRefusedWithTheReason(String right, String wrong, String reason) {
        assertThat(HEADER).contains(right);

        assertRefused(withHeader(h -> h.replace(right, wrong)), reason);
    }

    @Test
    void twoTensorsInOnePlaceAreRefused() {
        String bias = "\"shape\":[64],\"data_offsets\":";
        int at = HEADER.indexOf(bias, HEADER.indexOf("lstm.bias_hh_l0")) + bias.length();
        String place = HEADER.substring(at, HEADER.indexOf(']', at) + 1);
        int before = HEADER.indexOf(bias, HEADER.indexOf("lstm.bias_ih_l0")) + bias.length();
        String other = HEADER.substring(before, HEADER.indexOf(']', before) + 1);

        assertRefused(withHeader(h -> h.replace(place, other)), "overlaps another");
    }

    @Test
    void aTensorNamedTwiceIsRefused() {
        assertRefused(
                withHeader(h -> h.replace("lstm.bias_hh_l0", "lstm.bias_ih_l0")),
                "header is not JSON");
    }

    @Test
    void sizesThatLieTakeNoMemory() {
        byte[] file =
                withHeader(
                        h ->
                                h.replace("\\\"hidden\\\":16", "\\\"hidden\\\":8192")
                                        .replace("[64,60]", "[32768,60]"));

        assertRefused(file, "tensor lstm.weight_ih_l0 of shape [32768,60] takes 7864320 bytes");
    }

    @ParameterizedTest
    @CsvSource({"7fc00000, NaN", "7f800000, Infinity", "ff800000, -Infinity"})
    void weightsThatAreNoNumbersAreRefused(String bits, String value) {
        byte[] file = FILE.clone();
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(file.length - 4, Integer.parseUnsignedInt(bits, 16));

        assertRefused(file, "tensor output.bias holds " + value);
    }

    @Test
    void aHeaderNestedWithoutEndIsRefused() {
        assertRefused(withHeader(h -> "{\"a\":".repeat(100_000)), "header is not JSON");
        assertRefused(withHeader(h -> "{\"a\":" + "[".repeat(100_000)), "header is not JSON");
        assertRefused(
                withHeader(
                        h -> h.replace("\\\"layers\\\":2", "\\\"layers\\\":" + "[".repeat(9999))),
                "__metadata__.architecture");
    }

    @Test
    void textBehindTheHeaderIsRefused() {
        assertRefused(withHeader(h -> h.stripTrailing() + "{}"), "header is not JSON");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingInAHeaderLeadsToAnotherException(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_500; round++) {
            byte[] file = FILE.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                int at = random.nextInt(8 + HEADER.length());
                file[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : file[at] ^ 1);
            }
            try {
                ModelFile.parse(file, "fuzz");
            } catch (ModelException e) {
                assertThat(e).hasMessageStartingWith("fuzz: ");
            }
        }
    }

    private static void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> ModelFile.parse(file, "some.safetensors"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("some.safetensors: ")
                .hasMessageContaining(reason);
    }

    private static String header(byte[] file) {
        return new String(file, 8, headerLength(file), StandardCharsets.UTF_8);
    }

    private static int headerLength(byte[] file) {
        return (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static byte[] numbers(byte[] file) {
        return Arrays.copyOfRange(file, 8 + headerLength(file), file.length);
    }

    /** The restless model's file with another header before the same numbers. */
    private static byte[] withHeader(UnaryOperator<String> change) {
        return withHeader(FILE, change.apply(HEADER));
    }

    private static byte[] withHeader(byte[] file, String newHeader) {
        byte[] header = newHeader.getBytes(StandardCharsets.UTF_8);
        byte[] numbers = numbers(file);
        return ByteBuffer.allocate(8 + header.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(numbers)
                .array();
    }
}
