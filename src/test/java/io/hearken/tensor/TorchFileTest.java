package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.assertRefused;
import static io.hearken.tensor.TestTensors.assertSame;
import static io.hearken.tensor.TestTensors.fractions;
import static io.hearken.tensor.TestTensors.golden;
import static io.hearken.tensor.TestTensors.wholes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchFileTest {
    /** Without its last two parts a tensor of shape and strides [2]. */
    private static final String TENSOR =
            "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n"
                    + "X\1\0\0\0000X\3\0\0\0cpuK\2tQK\0";

    @ParameterizedTest
    @CsvSource({"lstm, 1, 4", "lstm, 3, 4", "gru, 1, 3", "gru, 3, 3", "rnn, 1, 1", "rnn, 3, 1"})
    void readsStateDictsOfRecurrentNetworks(String kind, int layers, int gates) {
        Map<String, Tensor> tensors =
                TorchFile.parse(golden("torch-" + kind + "-" + layers + ".pt"));

        assertRecurrent(tensors, layers, gates, "");
    }

    private static void assertRecurrent(
            Map<String, Tensor> tensors, int layers, int gates, String prefix) {
        List<String> names = new ArrayList<>();
        int H = 3;
        int k = 0;
        for (int l = 0; l < layers; l++) {
            int rows = gates * H;
            names.addAll(
                    List.of(
                            prefix + "rnn.weight_ih_l" + l,
                            prefix + "rnn.weight_hh_l" + l,
                            prefix + "rnn.bias_ih_l" + l,
                            prefix + "rnn.bias_hh_l" + l));
            assertSame(tensors.get(names.get(k)), fractions(k++, rows, l == 0 ? 2 : H));
            assertSame(tensors.get(names.get(k)), fractions(k++, rows, H));
            assertSame(tensors.get(names.get(k)), fractions(k++, rows));
            assertSame(tensors.get(names.get(k)), fractions(k++, rows));
        }
        names.addAll(List.of(prefix + "out.weight", prefix + "out.bias"));
        assertSame(tensors.get(names.get(k)), fractions(k++, 4, H));
        assertSame(tensors.get(names.get(k)), fractions(k, 4));
        assertThat(tensors.keySet()).startsWith(names.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-big-endian.pt", "torch-protocol-4.pt"})
    void readsOtherFormsOfTheSame(String name) {
        Map<String, Tensor> tensors = TorchFile.parse(golden(name));

        assertThat(tensors).hasSize(6);
        assertRecurrent(tensors, 1, 4, "");
    }

    @Test
    void readsTheWayBackOfABidirectionalNetwork() {
        Map<String, Tensor> tensors = TorchFile.parse(golden("torch-bidirectional.pt"));

        assertSame(tensors.get("rnn.weight_ih_l0_reverse"), fractions(4, 12, 2));
        assertSame(tensors.get("out.weight"), fractions(8, 4, 6));
    }

    @Test
    void readsEveryTypeOfNumber() {
        Map<String, Tensor> tensors = TorchFile.parse(golden("torch-types.pt"));

        List<String> fractions = List.of("float32", "float64", "float16", "bfloat16");
        List<String> wholes = List.of("int64", "int32", "int16", "int8", "uint8");
        int k = 0;
        for (String type : fractions) {
            assertSame(tensors.get(type), fractions(k++, 2, 3));
        }
        for (String type : wholes) {
            assertSame(tensors.get(type), wholes(64, k++, 2, 3));
        }
        assertSame(tensors.get("bool"), wholes(2, k, 2, 3));
        assertThat(tensors).hasSize(10);
    }

    @Test
    void readsViewsOfAStorage() {
        Map<String, Tensor> tensors = TorchFile.parse(golden("torch-views.pt"));
        Tensor whole = fractions(0, 4, 6);

        assertSame(tensors.get("whole"), whole);
        assertSame(tensors.get("parameter"), whole);
        assertSame(tensors.get("transposed"), pick(whole, 6, 1, 4, 6, 0));
        assertSame(tensors.get("columns"), pick(whole, 4, 6, 3, 1, 1));
        assertSame(tensors.get("every-other"), pick(whole, 2, 12, 2, 3, 0));
        assertSame(tensors.get("expanded"), pick(whole, 2, 0, 3, 0, 0));
        assertThat(tensors.get("one").values()).containsExactly(whole.values()[17]);
        assertThat(tensors.get("one").shape()).isEmpty();
        assertThat(tensors.get("none").shape()).containsExactly(0, 6);
    }

    private static Tensor pick(
            Tensor from, int rows, int rowStride, int columns, int columnStride, int offset) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = from.values()[offset + i * rowStride + j * columnStride];
            }
        }
        return new Tensor(new int[] {rows, columns}, values);
    }

    @Test
    void findsTheStateDictOfACheckpoint() {
        Map<String, Tensor> tensors = TorchFile.parse(golden("torch-checkpoint.pt"));

        assertRecurrent(tensors, 1, 1, "");
        assertThat(tensors).hasSize(6);
    }

    @Test
    void takesTheTensorsOfTheLikeliestDict() {
        String t = TENSOR + "K\2\205K\1\205tR";
        String net = dict("w", t, "b", t);

        assertNames(dict("loss", t, "net", net), "w", "b");
        assertNames(dict("w", t, "b", t, "c", t, "scales", dict("m", t, "s", t)), "w", "b", "c");
        assertNames(dict("g", net, "d", dict("w", t)), "g.w", "g.b", "d.w");
        assertNames(
                dict("nets", "]" + net + "a" + net + "a"),
                "nets.0.w",
                "nets.0.b",
                "nets.1.w",
                "nets.1.b");
    }

    /** Pickled, of pickled values. */
    private static String dict(String... namesAndValues) {
        StringBuilder dict = new StringBuilder("}");
        for (int j = 0; j < namesAndValues.length; j += 2) {
            String name = namesAndValues[j];
            dict.append("X").append((char) name.length()).append("\0\0\0").append(name);
            dict.append(namesAndValues[j + 1]).append("s");
        }
        return dict.toString();
    }

    private static void assertNames(String pickle, String... names) {
        byte[] file = TestZip.torch(bytes(pickle + "."));

        assertThat(TorchFile.parse(file).keySet()).containsExactly(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch-legacy.pt | as PyTorch before 1.6 wrote it: load it in PyTorch and write it"
                        + " again",
                "torch-script.pt | a TorchScript program: write its numbers alone by"
                        + " torch.save(model.state_dict(), …)",
                "torch-whole-model.pt | asks for torch.nn.modules.container.Sequential, as a whole"
                        + " pickled model does: write its numbers alone by"
                        + " torch.save(model.state_dict(), …)",
                "torch-whole-own-model.pt | refused: the pickle asks for __main__.Net, as a whole",
                "torch-eval.pt | refused: the pickle asks for __builtin__.eval; a state dict needs no"
                        + " code",
                "torch-os-system.pt | refused: the pickle asks for posix.system; a state dict needs"
                        + " no code",
                "torch-complex.pt | asks for torch.ComplexFloatStorage, numbers of a type that"
                        + " cannot be read",
                "torch-no-tensors.pt | the file holds no tensors, but epoch: 3, words: a list of 2",
                "torch-list.pt | the file holds a list of 1 where a state dict should be",
                "numpy-types.npz | its zip has 0 entries NAME/data.pkl, and should have one",
                "numpy-one.npy | not a PyTorch file: it does not begin as a zip"
            })
    void refusesWhatIsNoStateDict(String name, String message) {
        assertRefused(TorchFile::parse, golden(name), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-os-system.pt", "torch-eval.pt"})
    void runsNothing(String name) {
        // What the pickle would make, in whatever folder it is read.
        Path marker = Path.of("hearken-pickle-ran");

        assertRefused(TorchFile::parse, golden(name), "needs no code");

        assertThat(Files.exists(marker)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cos\\nsystem\\n(X\\2\\0\\0\\0lstR. | asks for os.system; a state dict needs no code",
                "\\214\\2os\\214\\6system\\223. | asks for os.system",
                "}X\\1\\0\\0\\0a)R. | refused: the pickle calls the text 'a'; a state dict",
                "ccollections\\nOrderedDict\\n(K\\1tR. | fills an OrderedDict in an unknown way",
                "(ios\\nsystem\\n. | refused: the pickle uses opcode 0x69 (i), which a state dict has no"
                        + " need of",
                "ctorch\\nFloatStorage\\n)R. | refused: the pickle calls a storage's type",
                "ctorch\\nFloatStorage\\n)\\201. | refused: the pickle uses opcode 0x81,",
                "c\\n\\n. | asks for .;",
                "]}b. | sets the state of an object",
                "}]K\\0}s. | puts a key in what is no dict",
                "})K\\1s. | whose keys are neither",
                "}(K\\1u. | a key without a value",
                "}K\\1a. | appends to what is no list",
                "h\\1. | recalls what it never kept",
                "t. | goes back to a mark it never made",
                ". | takes more than it gave",
                "K\\1\\206. | takes more than it gave",
                "X\\377\\377\\377\\377a. | a text of 4294967295 bytes where 2 are left",
                "\\215\\377\\377\\377\\377\\377\\377\\377\\377a. | cut short: a text of -1 bytes",
                "K. | the pickle is cut short",
                "\\200\\1}. | the pickle is of protocol 1; 2 to 5 can be read",
                "K\\1Q. | refers to something that is no storage: 1",
                "K\\1. | the file holds 1 where a state dict should be",
                "}. | the file holds no tensors, but an empty dict"
            })
    void refusesPicklesOfMoreThanData(String pickle, String message) {
        byte[] bytes = bytes(pickle.replace("\\n", "\n"));

        assertRefused(TorchFile::parse, TestZip.torch(bytes), message);
    }

    /** With octal escapes, as Java has them. */
    private static byte[] bytes(String escaped) {
        return escaped.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As {@code pickle.dump} writes it, of whatever it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\200\2cposix\nsystem\nX\2\0\0\0ls\205R.",
                "\200\4\214\5posix\214\6system\223\214\2ls\205R.",
                "\200\5}."
            })
    void refusesBarePickles(String pickle) {
        assertRefused(
                TorchFile::parse, bytes(pickle), "refused: a bare pickle, which is a program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "K\\3\\205 | K\\1\\205 | reaches beyond its storage of 2 numbers",
                "K\\2\\205 | K\\2\\205 | reaches beyond its storage of 2 numbers",
                "K\\2\\205 | J\\377\\377\\377\\377\\205 | negative stride -1",
                "K\\2\\205 | \\212\\10\\377\\377\\377\\377\\377\\377\\377\\177\\205 | reaches beyond",
                "J\\377\\377\\377\\377\\205 | K\\1\\205 | tensor's size of -1",
                "J\\377\\377\\377\\177\\205 | K\\0\\205 | the file's tensors are far larger than the file",
                "J\\377\\377\\377\\177J\\377\\377\\377\\177\\206 | K\\0K\\0\\206 | holds more than"
                        + " 2147483647 numbers",
                "K\\2\\205 | ) | has 1 dimensions but 0 strides",
                "K\\2 | K\\1\\205 | no list of whole numbers",
                "N\\205 | K\\1\\205 | no list of whole numbers"
            })
    void refusesViewsThatDoNotFit(String shape, String strides, String message) {
        String pickle = "}X\1\0\0\0a" + TENSOR + shape + strides + "tRs.";

        assertRefused(TorchFile::parse, TestZip.torch(bytes(pickle)), message);
    }

    @Test
    void readsAPickleWrittenByHand() {
        String pickle = "}X\1\0\0\0a" + TENSOR + "K\2\205K\1\205tRs.";

        Map<String, Tensor> tensors = TorchFile.parse(TestZip.torch(bytes(pickle)));

        assertSame(tensors.get("a"), new Tensor(new int[] {2}, new float[] {1, 2}));
    }

    @Test
    void refusesAStorageThatIsMissing() {
        String pickle = "}X\1\0\0\0a" + (TENSOR + "K\2\205K\1\205tRs.").replace("\0000X", "\0001X");

        assertRefused(
                TorchFile::parse, TestZip.torch(bytes(pickle)), "the file lacks the storage 1");
    }

    @Test
    void givesWhatHoldsItselfNoEndlessName() {
        byte[] circle = bytes("}q\0X\1\0\0\0ah\0s.");

        assertRefused(
                TorchFile::parse, TestZip.torch(circle), "holds no tensors, but a: a dict of 1");
    }

    @Test
    void refusesDeepNests() {
        String lists = "]".repeat(40) + "a".repeat(39);
        assertRefused(
                TorchFile::parse,
                TestZip.torch(bytes("}X\1\0\0\0a" + lists + "s.")),
                "nested deeper than 16");
        assertRefused(
                TorchFile::parse, TestZip.torch(bytes("(".repeat(65))), "nested deeper than 64");
    }

    @Test
    void takesNoMoreStepsThanThePickleJustifies() {
        // Each dict holds the one before under two hundred long names.
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(bytes("}X\1\0\0\0a" + TENSOR + "K\2\205K\1\205tRsq\0"));
        for (int depth = 1; depth < 10; depth++) {
            pickle.writeBytes(bytes("}("));
            for (int j = 0; j < 200; j++) {
                pickle.writeBytes(
                        bytes("X\2\0\0\0" + (char) (j / 16 + 'a') + (char) (j % 16 + 'a')));
                pickle.writeBytes(new byte[] {'h', (byte) (depth - 1)});
            }
            pickle.writeBytes(bytes("uq"));
            pickle.write(depth);
        }
        pickle.write('.');

        assertThat(TorchFile.parse(TestZip.torch(pickle.toByteArray()))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-rnn-1.pt", "torch-big-endian.pt", "torch-legacy.pt"})
    void refusesAFileCutAnywhere(String name) {
        TestTensors.assertRefusedCutAnywhere(TorchFile::parse, golden(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-rnn-1.pt", "torch-views.pt", "torch-protocol-4.pt"})
    void doesNothingWorseThanRefuseDamage(String name) {
        TestTensors.assertNothingWorseWhereverDamaged(TorchFile::parse, golden(name));
    }
}
