package io.hearken.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.acoustic.Cell;
import io.hearken.recognizer.Head;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.TestModels;
import io.hearken.tensor.Archive;
import io.hearken.tensor.HdfFile;
import io.hearken.tensor.NumpyFile;
import io.hearken.tensor.OnnxFile;
import io.hearken.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of PyTorch, Keras and ONNX, and what those computed over 1,000 steps. */
class ImporterTest {
    private static final Path GOLDEN = Path.of("test/resources/golden");
    private static final ImportSettings CTC = ImportSettings.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "lstm-1.pt, LSTM, 1",
        "lstm-3.pt, LSTM, 3",
        "gru-1.pt, GRU, 1",
        "gru-3.pt, GRU, 3",
        "rnn-1.pt, TANH, 1",
        "rnn-3.pt, TANH, 3",
        "no-bias.pt, GRU, 1",
        "classifier.pt, LSTM, 2",
        "checkpoint.pt, LSTM, 1",
        "mixed.pt, GRU, 1",
        "lstm-1.onnx, LSTM, 1",
        "lstm-3.onnx, LSTM, 3",
        "gru-1.onnx, GRU, 1",
        "rnn-1.onnx, TANH, 1",
        "relu-1.onnx, RELU, 1",
        "classifier.onnx, LSTM, 2",
        "keras-lstm.h5, LSTM, 1",
        "keras-gru.h5, GRU, 1",
        "keras-rnn.h5, TANH, 1",
        "keras3-lstm.weights.h5, LSTM, 1",
        "keras3-gru.weights.h5, GRU, 1",
        "both-lstm-2.pt, LSTM, 2",
        "both-lstm-2.onnx, LSTM, 2",
        "both-dynamic.onnx, LSTM, 2",
        "both-gru-1.pt, GRU, 1",
        "both-gru-1.onnx, GRU, 1",
        "both-relu-1.onnx, RELU, 1",
        "both-last.pt, LSTM, 1",
        "both-last.onnx, LSTM, 1",
        "keras-both.h5, LSTM, 2",
        "keras3-both.keras, GRU, 1"
    })
    void computesWhatTheyComputed(String file, Cell cell, int layers) throws IOException {
        Model model = read(file, CTC);

        assertThat(model.weights().cell()).isEqualTo(cell);
        assertThat(model.weights().layers()).hasSize(layers);
        assertAgrees(model, file.replaceFirst("(\\.weights)?\\.[a-z0-9]+$", ".npz"));
    }

    /** One network; names, optimizer and all else as each of them has it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keras-stack.keras",
                "keras-stack.weights.h5",
                "keras3-stack.h5",
                "keras2-stack-weights.h5"
            })
    void everyLayoutOfKerasIsRead(String file) throws IOException {
        Model model = read(file, CTC);

        assertThat(model.weights().layers()).hasSize(2);
        assertThat(model.head()).isEqualTo(Head.CTC);
        assertAgrees(model, "keras-stack.npz");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | its configuration names no layers",
                "[{ | its configuration is not JSON",
                "{\"config\": [{\"class_name\": \"Evil\"}]} | Evil is not supported",
                "{\"config\": [{\"class_name\": \"LSTM\", \"config\": {\"activation\": null}}]}"
                        + " | activation null is not supported",
                "{\"config\": [{\"class_name\": \"LSTM\", \"config\": {\"activation\": {}}}]}"
                        + " | activation {} is not supported"
            })
    void whatAConfigurationSaysOfLayersIsChecked(String config, String reason) throws IOException {
        byte[] file = kerasArchive(config);

        assertThatThrownBy(() -> Importer.read(file, "m", CTC)).hasMessageContaining(reason);
    }

    /** Good weights. */
    private static byte[] kerasArchive(String config) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write(config.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(bytes("keras-stack.weights.h5"));
        }
        return bytes.toByteArray();
    }

    @Test
    void whatAPlainCellDoesMustBeSaid() throws IOException {
        Model relu = read("relu-1.pt", CTC.with(Map.of("cell", "rnn-relu")));

        assertThat(relu.weights().cell()).isEqualTo(Cell.RELU);
        assertAgrees(relu, "relu-1.npz");
    }

    /** Keras's classifiers do, whether or not their file tells; of PyTorch's settings say so. */
    @Test
    void aClassifierMayReadBothEnds() throws IOException {
        Model torch = read("both-ends.pt", CTC.with(Map.of("bothEnds", "true")));
        Model told = read("keras3-both.keras", CTC);
        Model untold = read("keras3-both.weights.h5", CTC.with(Map.of("head", "label")));

        for (Model model : List.of(torch, told, untold)) {
            assertThat(model.head()).isEqualTo(Head.UTTERANCE);
            assertThat(model.weights().bothEnds()).isTrue();
        }
        assertAgrees(torch, "both-ends.npz");
        assertAgrees(untold, "keras3-both.npz");
        assertThat(read("both-last.onnx", CTC).weights().bothEnds()).isFalse();
        assertThat(read("keras-both.h5", CTC.with(Map.of("head", "label"))).weights().bothEnds())
                .isFalse();
        assertThat(Importer.read(Exporter.onnx(torch), "again", CTC).weights())
                .usingRecursiveComparison()
                .isEqualTo(torch.weights());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"concat\" | \"sum\" | layer bidirectional: merge_mode \"sum\" is not supported, concat is",
                "\"concat\" | null | layer bidirectional: merge_mode null is not supported",
                "\"GRU\" | \"ConvLSTM1D\" | layer bidirectional: Bidirectional of ConvLSTM1D is not supported",
                "\"tanh\" | \"elu\" | layer forward_gru: activation \"elu\" is not supported",
                "\"go_backwards\": true | \"go_backwards\": false | layer bidirectional: its backward layer must be set up as its forward one",
                "\"return_sequences\": false, \"go_backwards\": true | \"go_backwards\": true | its backward layer must be set up",
                "\"return_sequences\": false, \"go_backwards\": false | \"go_backwards\": true | layer forward_gru goes backwards only, which is not supported; Bidirectional is",
            })
    void aBidirectionalLayerOfKerasIsOfTwoAlike(String right, String wrong, String reason)
            throws IOException {
        Archive archive = Archive.of(bytes("keras3-both.keras"));
        String config = new String(archive.find("config.json").orElseThrow(), UTF_8);
        HdfFile file = HdfFile.parse(bytes("keras3-both.weights.h5"));
        assertThat(config).contains(right);

        assertThatThrownBy(() -> KerasNetwork.read(file, config.replace(right, wrong), Cell.TANH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "GRU, direction, reverse, 'GRU: direction reverse is not supported, forward and bidirectional are'",
        "Transpose, perm, wrong, 'behind a bidirectional layer, Transpose by [0, 2, 1, 3] and Reshape'",
        "Reshape, op, Identity, 'must lay its halves side by side, this is another Identity'"
    })
    void theHalvesOfAnOnnxLayerMustBeLaidSideBySide(
            String op, String what, String value, String reason) throws IOException {
        OnnxFile file = OnnxFile.parse(bytes("both-gru-1.onnx"));
        List<OnnxFile.Node> nodes =
                file.nodes().stream()
                        .map(node -> node.op().equals(op) ? changed(node, what, value) : node)
                        .toList();
        byte[] bytes =
                new OnnxFile(
                                file.opset(),
                                nodes,
                                file.initializers(),
                                file.inputs(),
                                file.outputs(),
                                Map.of())
                        .bytes();

        assertThatThrownBy(() -> Importer.read(bytes, "m", CTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static OnnxFile.Node changed(OnnxFile.Node node, String what, String value) {
        Map<String, Object> attributes = new HashMap<>(node.attributes());
        attributes.put(what, value);
        boolean isOp = what.equals("op");
        return new OnnxFile.Node(
                node.name(),
                isOp ? value : node.op(),
                node.inputs(),
                node.outputs(),
                isOp ? Map.of() : attributes);
    }

    private static void assertAgrees(Model model, String npz) throws IOException {
        Golden.Result result = Golden.parse(bytes(npz), model).compare(model.weights());

        assertThat(result.largest()).isLessThanOrEqualTo(1e-5);
        assertThat(result.steps()).isPositive();
        assertThat(result.labelsAgree()).isTrue();
    }

    @Test
    void whatIsOffIsFound() throws IOException {
        Model lstm = read("lstm-1.pt", CTC);
        Model gru = read("gru-1.pt", CTC);

        Golden.Result result = Golden.parse(bytes("gru-1.npz"), lstm).compare(lstm.weights());

        assertThat(result.largest()).isGreaterThan(0.01);
        assertThat(result.labelsAgree()).isFalse();
        assertThat(result.steps()).isEqualTo(2_000);
        assertThat(Golden.parse(bytes("gru-1.npz"), gru).compare(gru.weights()).largest())
                .isLessThan(1e-5);
    }

    @Test
    void arraysWithoutNamesAreTakenInTheirOrder() throws IOException {
        Model gru = read("gru-1.pt", CTC);
        Map<String, Tensor> named = NumpyFile.parse(bytes("gru-1.npz"));
        byte[] unnamed = NumpyFile.npz(Map.of("arr_0", named.get("x"), "arr_1", named.get("y")));

        Golden.Result result = Golden.parse(unnamed, gru).compare(gru.weights());

        assertThat(result.largest()).isLessThan(1e-5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classifier.onnx", "keras-lstm.h5", "keras-rnn.h5"})
    void theFileSaysWhetherOnlyTheLastStepCounts(String file) throws IOException {
        assertThat(read(file, CTC).head()).isEqualTo(Head.UTTERANCE);
        assertThat(read(file, CTC.with(Map.of("head", "ctc"))).head()).isEqualTo(Head.CTC);
    }

    @Test
    void settingsSayWhatTheFileCannotKnow() throws IOException {
        Model model =
                read(
                        "classifier.pt",
                        CTC.with(
                                Map.of(
                                        "head", "label",
                                        "symbols", "[yes, no, <other>]",
                                        "window", "0.96",
                                        "hop", "0.24",
                                        "smoothing", "2",
                                        "refractory", "0.5",
                                        "mean", "[1, 2, 3, 4]",
                                        "scale", "[0.5, 0.5, 0.5, 0.5]")));

        assertThat(model.symbols()).containsExactly("yes", "no", "<other>");
        assertThat(model.vocabulary()).containsExactly("yes", "no");
        assertThat(model.head()).isEqualTo(Head.windows(0.96, 0.24, 2, 0.5));
        assertThat(model.normalization().mean()).containsExactly(1, 2, 3, 4);
        assertThat(ModelFile.parse(ModelFile.bytes(model), "again").head()).isEqualTo(model.head());
        assertThat(model.features().dimension()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exchange/projected.pt | rnn.weight_hr_l0: projections (proj_size) are not supported",
                "exchange/both-ends.onnx | must lay its halves side by side, this is another",
                "exchange/keras-lambda.h5 | layer shout is a Lambda, which is code: no code of a model file is ever run",
                "exchange/keras-lambda.keras | layer shout is a Lambda, which is code",
                "tensor/torch-os-system.pt | system",
                "tensor/torch-whole-model.pt | state_dict",
                "tensor/torch-legacy.pt | before 1.6",
                "tensor/torch-views.pt | expected one Linear layer on top, found the weights []",
                "exchange/make.py | ",
            })
    void whatIsNoSuchNetworkIsRefusedByName(String file, String reason) {
        assertThatThrownBy(() -> Importer.read(Files.readAllBytes(GOLDEN.resolve(file)), "m", CTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason == null ? "" : reason);
        assertThat(Path.of("hearken-pickle-ran")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "symbols | [a, b] | the network has 3 outputs, but symbols has 2",
                "symbols | ~ | symbols has no value: give one, or leave the line out",
                "hopLength | 80 | sampleRate is missing",
                "refractory | 1 | smoothing and refractory are of windows",
                "head | hmm | head must be ctc or label, got hmm",
                "bothEnds | maybe | bothEnds must be true or false",
                "bothEnds | true | only a top layer with a backward half has two ends",
                "cell | elman | a cell is one of [lstm, gru, rnn-tanh, rnn-relu], got elman",
                "mean | [1, 2] | mean needs one number for all, or one for each of 4 inputs, got 2",
                "rawFrame | 5 | features have 5 numbers per vector, but the network takes 4",
                "window | 1 | hop must be above 0 s and at most the window's 1.0 s, got 0.0 s",
                "smothing | 2 | no setting smothing among",
                "vocabulary | [shout] | vocabulary [shout] must be some of the symbols",
            })
    void aWrongSettingSaysWhatWouldBeRight(String name, String value, String reason) {
        assertThatThrownBy(() -> read("classifier.pt", CTC.with(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm-1",
                "lstm-3",
                "gru-1",
                "gru-3",
                "rnn-1",
                "rnn-3",
                "bidirectional",
                "both-lstm-2",
                "both-gru-1",
                "both-relu-1"
            })
    void whatOnnxIsWrittenIsReadAgain(String name) throws IOException {
        Model model = read(name + ".pt", CTC);

        Model again = Importer.read(Exporter.onnx(model), "again", CTC);

        assertThat(again.weights()).usingRecursiveComparison().isEqualTo(model.weights());
    }

    /** The file {@code make.py} loads into PyTorch; the same bytes of weights come back. */
    @Test
    void aModelGoesToPyTorchAndBack() throws IOException {
        Model ours = TestModels.restless(Cell.GRU);
        assertThat(bytes("ours.safetensors")).isEqualTo(ModelFile.bytes(ours));

        Model back = read("ours.pt", CTC);

        assertThat(back.weights()).usingRecursiveComparison().isEqualTo(ours.weights());
    }

    @Test
    void aModelOfOursNeedsNoImport() {
        byte[] ours = ModelFile.bytes(TestModels.restless());

        assertThatThrownBy(() -> Importer.read(ours, "m", CTC))
                .hasMessage("is a model file of Hearken's own: use it as it is");
    }

    /** It would take gigabytes of zeros for a bias. */
    @Test
    void aMatrixOfManyRowsAndNoNumbersIsRefused() {
        Tensor empty = new Tensor(new int[] {Integer.MAX_VALUE, 0}, new float[0]);

        assertThatThrownBy(() -> Linear.of("fc.weight", empty, null))
                .hasMessageStartingWith("fc.weight is empty");
    }

    @Test
    void whatIsNoNumberIsTheWorstOfAll() throws IOException {
        Model model = read("lstm-1.pt", CTC);
        float[] x = new float[3 * 4];
        float[] y = {5, Float.NaN, 1, 1, 0, 0, 1, 0, 0};
        byte[] npz =
                NumpyFile.npz(
                        Map.of(
                                "x", new Tensor(new int[] {3, 4}, x),
                                "y", new Tensor(new int[] {3, 3}, y)));

        assertThat(Golden.parse(npz, model).compare(model.weights()).largest()).isNaN();
    }

    private static Model read(String file, ImportSettings settings) throws IOException {
        return Importer.read(bytes(file), "m", settings);
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve("exchange").resolve(file));
    }
}
