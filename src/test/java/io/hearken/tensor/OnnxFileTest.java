package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.assertRefused;
import static io.hearken.tensor.TestTensors.assertSame;
import static io.hearken.tensor.TestTensors.fractions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxFileTest {
    private static final Proto OPSET = Proto.of().whole(2, 14);

    /** An operator of every kind of attribute, and what it starts from. */
    static OnnxFile example() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("hidden_size", 3L);
        attributes.put("clip", 0.5f);
        attributes.put("direction", "bidirectional");
        attributes.put("perm", List.of(1L, 0L, -2L));
        attributes.put("alphas", List.of(0.25f, -1f));
        attributes.put("activations", List.of("Sigmoid", "Tanh"));
        attributes.put("value", fractions(4, 2));
        attributes.put("none", List.of());
        Map<String, Tensor> initializers = new LinkedHashMap<>();
        initializers.put("W", fractions(0, 1, 12, 2));
        initializers.put("B", fractions(1, 4));
        initializers.put("number", fractions(2));
        initializers.put("none", fractions(3, 0, 2));
        return new OnnxFile(
                14,
                List.of(
                        new OnnxFile.Node(
                                "lstm", "LSTM", List.of("x", "W", ""), List.of("y"), attributes),
                        new OnnxFile.Node("", "Softmax", List.of("y"), List.of("z"), Map.of())),
                initializers,
                List.of("x"),
                List.of("z"),
                Map.of("made", "by händ"));
    }

    @Test
    void readsWhatItWrites() {
        OnnxFile file = example();

        OnnxFile again = OnnxFile.parse(file.bytes());

        assertThat(again.opset()).isEqualTo(14);
        assertThat(again.inputs()).containsExactly("x");
        assertThat(again.outputs()).containsExactly("z");
        assertThat(again.metadata()).isEqualTo(Map.of("made", "by händ"));
        assertThat(again.initializers().keySet()).containsExactly("W", "B", "number", "none");
        file.initializers()
                .forEach((name, tensor) -> assertSame(again.initializers().get(name), tensor));
        OnnxFile.Node lstm = again.nodes().get(0);
        OnnxFile.Node wanted = file.nodes().get(0);
        assertThat(lstm.name()).isEqualTo("lstm");
        assertThat(lstm.op()).isEqualTo("LSTM");
        assertThat(lstm.inputs()).containsExactly("x", "W", "");
        assertThat(lstm.outputs()).containsExactly("y");
        assertThat(lstm.attributes().keySet())
                .containsExactlyElementsOf(wanted.attributes().keySet());
        assertSame((Tensor) lstm.attributes().get("value"), fractions(4, 2));
        wanted.attributes().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("value"))
                .forEach(entry -> assertThat(lstm.attributes()).contains(entry));
        assertThat(again.nodes().get(1)).isEqualTo(file.nodes().get(1));
        assertThat(again.bytes()).isEqualTo(file.bytes());
    }

    @Test
    void writesWhatAnEncoderByHandWrites() {
        OnnxFile file =
                new OnnxFile(
                        14,
                        List.of(
                                new OnnxFile.Node(
                                        "n",
                                        "Gemm",
                                        List.of("x", "w"),
                                        List.of("y"),
                                        Map.of("transB", 1L))),
                        Map.of("w", new Tensor(new int[] {2, 1}, new float[] {0.5f, -2})),
                        List.of("x"),
                        List.of("y"),
                        Map.of("a", "b"));
        Proto floats = Proto.of().message(1, Proto.of().whole(1, 1));
        Proto attribute = Proto.of().text(1, "transB").whole(3, 1).whole(20, 2);
        Proto node =
                Proto.of()
                        .text(1, "x")
                        .text(1, "w")
                        .text(2, "y")
                        .text(3, "n")
                        .text(4, "Gemm")
                        .message(5, attribute);
        Proto tensor =
                Proto.of()
                        .whole(1, 2)
                        .whole(1, 1)
                        .whole(2, 1)
                        .text(8, "w")
                        .bytes(9, Proto.floats(0.5f, -2));
        Proto graph =
                Proto.of()
                        .message(1, node)
                        .text(2, "hearken")
                        .message(5, tensor)
                        .message(11, Proto.of().text(1, "x").message(2, floats))
                        .message(12, Proto.of().text(1, "y").message(2, floats));
        Proto model =
                Proto.of()
                        .whole(1, 8)
                        .text(2, "hearken")
                        .message(7, graph)
                        .message(8, OPSET)
                        .message(14, Proto.of().text(1, "a").text(2, "b"));

        assertThat(file.bytes()).isEqualTo(model.bytes());
    }

    /** A file of one initializer. */
    private static byte[] initializer(Proto tensor) {
        return model(Proto.of().message(5, tensor));
    }

    private static byte[] model(Proto graph) {
        return Proto.of().message(8, OPSET).message(7, graph).bytes();
    }

    private static Proto tensor(int type, long... shape) {
        Proto tensor = Proto.of().text(8, "w").whole(2, type);
        Arrays.stream(shape).forEach(size -> tensor.whole(1, size));
        return tensor;
    }

    private static float[] read(Proto tensor) {
        return OnnxFile.parse(initializer(tensor)).initializers().get("w").values();
    }

    @Test
    void readsNumbersInTheFieldOfTheirType() {
        assertThat(read(tensor(1, 2).bytes(4, Proto.floats(0.5f, -2)))).containsExactly(0.5f, -2);
        assertThat(read(tensor(1, 2).real(4, 0.5f).real(4, -2))).containsExactly(0.5f, -2);
        assertThat(read(tensor(7, 3).packed(7, 1, -1, 1L << 40))).containsExactly(1, -1, 1L << 40);
        assertThat(read(tensor(7, 2).whole(7, 1).whole(7, -1))).containsExactly(1, -1);
        assertThat(read(tensor(6, 2).packed(5, 7, -7))).containsExactly(7, -7);
        assertThat(read(tensor(9, 2).packed(5, 1, 0))).containsExactly(1, 0);
        assertThat(read(tensor(10, 2).packed(5, 0x3c00, 0xc000))).containsExactly(1, -2);
        assertThat(read(tensor(16, 2).packed(5, 0x3f80, 0xc000))).containsExactly(1, -2);
        assertThat(read(tensor(11, 1).bytes(10, doubles(0.25)))).containsExactly(0.25f);
        assertThat(read(tensor(1).real(4, 3))).containsExactly(3);
        assertThat(read(Proto.of().text(8, "w").whole(2, 1).packed(1, 1, 2).real(4, 1).real(4, 2)))
                .containsExactly(1, 2);
    }

    @Test
    void readsRawNumbers() {
        assertThat(read(tensor(1, 2).bytes(9, Proto.floats(0.5f, -2)))).containsExactly(0.5f, -2);
        assertThat(read(tensor(10, 2).bytes(9, new byte[] {0, 0x3c, 0, -0x40})))
                .containsExactly(1, -2);
        assertThat(read(tensor(16, 1).bytes(9, new byte[] {-0x80, 0x3f}))).containsExactly(1);
        assertThat(read(tensor(7, 1).bytes(9, longs(-3)))).containsExactly(-3);
        assertThat(read(tensor(6, 1).bytes(9, new byte[] {-3, -1, -1, -1}))).containsExactly(-3);
        assertThat(read(tensor(11, 1).bytes(9, doubles(0.25)))).containsExactly(0.25f);
    }

    private static byte[] doubles(double value) {
        return longs(Double.doubleToLongBits(value));
    }

    private static byte[] longs(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    @Test
    void tellsInputsFromInitializers() {
        // Before IR version 4 each initializer was an input too.
        Proto graph =
                Proto.of()
                        .message(11, Proto.of().text(1, "x"))
                        .message(11, Proto.of().text(1, "w"))
                        .message(5, tensor(1).real(4, 3));

        assertThat(OnnxFile.parse(model(graph)).inputs()).containsExactly("x");
    }

    @Test
    void readsPackedAttributesAndForeignDomains() {
        Proto attribute = Proto.of().whole(20, 7).text(1, "perm").packed(8, 1, 0);
        Proto node = Proto.of().text(4, "Fused").text(7, "com.microsoft").message(5, attribute);
        OnnxFile file = OnnxFile.parse(model(Proto.of().message(1, node)));

        assertThat(file.nodes().get(0).op()).isEqualTo("com.microsoft.Fused");
        assertThat(file.nodes().get(0).attributes()).containsEntry("perm", List.of(1L, 0L));
        assertThatThrownBy(file::bytes)
                .hasMessage(
                        "com.microsoft.Fused is not an operator of ONNX's own: it cannot be written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If | 6 | 5 | the ONNX file's If holds a graph within the graph (attribute body),",
                "Loop | 11 | 10 | the ONNX file's Loop holds a graph within the graph",
                "Scan | 99 | 5 | the ONNX file's Scan holds a graph within the graph",
                "Cast | 22 | 11 | the ONNX file's Cast has an attribute body of type 11, which cannot",
                "Constant | 99 | 4 | the ONNX file's Constant has a tensor body without any"
            })
    void refusesGraphsWithinTheGraph(String op, int field, int type, String message) {
        Proto attribute = Proto.of().text(1, "body").message(field, Proto.of()).whole(20, type);
        Proto node = Proto.of().text(4, op).message(5, attribute);

        assertRefused(OnnxFile::parse, model(Proto.of().message(1, node)), message);
    }

    @Test
    void refusesTensorsThatAreNotHere() {
        Proto location = Proto.of().text(1, "location").text(2, "/etc/passwd");

        assertRefused(
                OnnxFile::parse,
                initializer(tensor(1, 2).message(13, location).whole(14, 1)),
                "refused: the ONNX file keeps tensor w in another file");
        assertRefused(
                OnnxFile::parse,
                initializer(tensor(1, 2).whole(14, 1)),
                "refused: the ONNX file keeps tensor w in another file");
    }

    @Test
    void refusesTensorsThatDoNotFit() {
        refuses(tensor(1, 2).real(4, 1), "tensor w of shape [2] holds 2 numbers, got 1");
        refuses(tensor(1, 2).bytes(9, new byte[4]), "tensor w of shape [2] takes 8 bytes, got 4");
        refuses(tensor(1, 1L << 30, 4), "holds more than 2147483647 numbers");
        refuses(tensor(1, 1L << 40), "tensor w has an absurd shape, of size 1099511627776");
        refuses(tensor(1, -1), "tensor w has an absurd shape, of size -1 in dimension 0");
        refuses(tensor(1, new long[65]), "in dimension 64");
        refuses(tensor(14, 2), "tensor w is of type 14, which cannot be read");
        refuses(tensor(8, 0), "tensor w is of type 8, which cannot be read");
    }

    private static void refuses(Proto tensor, String message) {
        assertRefused(OnnxFile::parse, initializer(tensor), message);
    }

    @Test
    void refusesWhatIsNoModel() {
        assertRefused(OnnxFile::parse, new byte[0], "not an ONNX file, or one without a graph");
        assertRefused(OnnxFile::parse, new byte[] {'P', 'K', 3, 4}, "not an ONNX file");
        assertRefused(OnnxFile::parse, TestTensors.golden("hdf-links.h5"), "not an ONNX file");
        assertRefused(
                OnnxFile::parse,
                Proto.of().message(7, Proto.of()).bytes(),
                "the ONNX file does not say which opset it is of");
        assertRefused(
                OnnxFile::parse,
                Proto.of().message(7, Proto.of()).message(7, Proto.of()).bytes(),
                "the ONNX file holds two graphs");
        assertRefused(
                OnnxFile::parse, Proto.of().message(25, Proto.of()).bytes(), "holds functions");
        assertRefused(
                OnnxFile::parse, Proto.of().message(20, Proto.of()).bytes(), "training graphs");
        assertRefused(
                OnnxFile::parse, model(Proto.of().message(15, Proto.of())), "sparse initializer");
        assertRefused(
                OnnxFile::parse,
                model(Proto.of().message(5, tensor(1, 0)).message(5, tensor(1, 0))),
                "two initializers w");
    }

    @Test
    void holdsOnlyWhatOnnxKnows() {
        assertThatThrownBy(() -> node(1)).hasMessage("attribute a is of a type ONNX does not have");
        assertThatThrownBy(() -> node(List.of(1L, "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new OnnxFile(0, List.of(), Map.of(), List.of(), List.of(), Map.of()))
                .hasMessage("an ONNX file's opset must be at least 1, got 0");
    }

    private static OnnxFile.Node node(Object attribute) {
        return new OnnxFile.Node("", "Cast", List.of(), List.of(), Map.of("a", attribute));
    }

    @Test
    void refusesAFileCutAnywhere() {
        OnnxFile whole = example();
        OnnxFile file =
                new OnnxFile(
                        whole.opset(),
                        whole.nodes(),
                        whole.initializers(),
                        whole.inputs(),
                        whole.outputs(),
                        Map.of());

        TestTensors.assertRefusedCutAnywhere(OnnxFile::parse, file.bytes());
    }

    @Test
    void doesNothingWorseThanRefuseDamage() {
        TestTensors.assertNothingWorseWhereverDamaged(OnnxFile::parse, example().bytes());
    }
}
