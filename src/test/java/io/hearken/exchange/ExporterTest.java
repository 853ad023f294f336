package io.hearken.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import io.hearken.recognizer.Head;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Speech;
import io.hearken.tensor.NumpyFile;
import io.hearken.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ONNX Runtime makes of what we export, over 1,000 steps of three streams. */
class ExporterTest {
    private static final FeatureSpec SPEC = FeatureSpec.SPEECH_8K;
    private static final int D = SPEC.dimension();
    private static final List<String> SYMBOLS = List.of(Model.BLANK, "a", "b", "c", "d");
    private static final int V = SYMBOLS.size();
    private static final int STEPS = 1_000;
    private static final int STREAMS = 3;

    @ParameterizedTest
    @CsvSource({
        "LSTM, 1", "LSTM, 3", "GRU, 1", "GRU, 3", "TANH, 1", "TANH, 3", "RELU, 1", "RELU, 3"
    })
    void onnxRuntimeComputesWhatWeDo(Cell cell, int layers) throws Exception {
        assertAgrees(RandomNetwork.weights(cell, 5, D, 24, layers, V), layers);
    }

    @ParameterizedTest
    @CsvSource({"LSTM, 2", "GRU, 1", "TANH, 1"})
    void andWhatGoesBothWays(Cell cell, int layers) throws Exception {
        assertAgrees(RandomNetwork.bothWays(cell, 5, D, 24, layers, V), layers);
    }

    /** Of which the graph gives only the last step. */
    @Test
    void andWhatCountsAtBothEnds() throws Exception {
        NetworkWeights both = RandomNetwork.bothWays(Cell.GRU, 5, D, 24, 2, V);
        NetworkWeights ends =
                new NetworkWeights(both.layers(), both.outputWeight(), both.outputBias())
                        .withBothEnds();
        Model model =
                new Model(
                        "random",
                        "",
                        SPEC,
                        Normalization.identity(D),
                        SYMBOLS,
                        ends,
                        Speech.of(SYMBOLS),
                        Head.UTTERANCE,
                        Map.of());
        float[] x = RandomNetwork.frames(new Random(2), STEPS * STREAMS, D);

        float[] logits = run(Exporter.onnx(model), x);

        assertThat(logits).hasSize(STREAMS * V);
        Tensor last = new Tensor(new int[] {STREAMS, V}, logits);
        byte[] npz = NumpyFile.npz(Map.of("x", byStream(x, D), "y", last));
        Golden.Result result = Golden.parse(npz, model).compare(ends);
        assertThat(result.largest()).isLessThanOrEqualTo(1e-5);
        assertThat(result.labelsAgree()).isTrue();
    }

    private static void assertAgrees(NetworkWeights weights, int seed) throws Exception {
        Model model = model(weights);
        float[] x = RandomNetwork.frames(new Random(seed), STEPS * STREAMS, D);

        float[] logits = run(Exporter.onnx(model), x);

        Golden.Result result = golden(x, logits, model).compare(model.weights());
        assertThat(result.steps()).isEqualTo(STEPS * STREAMS);
        assertThat(result.largest()).isLessThanOrEqualTo(1e-5);
        assertThat(result.labelsAgree()).isTrue();
    }

    private static Model model(NetworkWeights weights) {
        return new Model("random", SPEC, Normalization.identity(D), SYMBOLS, weights, Map.of());
    }

    /**
     * Runs a graph.
     *
     * @param x [steps × streams × D]
     * @return logits [steps × streams × V], or of the last step alone [streams × V]
     */
    private static float[] run(byte[] onnx, float[] x) throws Exception {
        OrtEnvironment environment = environment();
        long[] shape = {STEPS, STREAMS, D};
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
                OrtSession.Result result = session.run(Map.of("x", in))) {
            return values((OnnxTensor) result.get("logits").orElseThrow());
        }
    }

    private static float[] values(OnnxTensor tensor) throws OrtException {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** Its making recurses with the length of the command line: the usual stack is too small. */
    private static OrtEnvironment environment() throws InterruptedException {
        OrtEnvironment[] made = new OrtEnvironment[1];
        Thread deep =
                new Thread(null, () -> made[0] = OrtEnvironment.getEnvironment(), "onnx", 1 << 28);
        deep.start();
        deep.join();
        return made[0];
    }

    private static Golden golden(float[] x, float[] logits, Model model) {
        return Golden.parse(
                NumpyFile.npz(Map.of("x", byStream(x, D), "y", byStream(logits, V))), model);
    }

    /** [steps × streams × width] becomes [streams × steps × width]. */
    private static Tensor byStream(float[] values, int width) {
        float[] turned = new float[values.length];
        for (int t = 0; t < STEPS; t++) {
            for (int b = 0; b < STREAMS; b++) {
                int from = (t * STREAMS + b) * width;
                System.arraycopy(values, from, turned, (b * STEPS + t) * width, width);
            }
        }
        return new Tensor(new int[] {STREAMS, STEPS, width}, turned);
    }
}
