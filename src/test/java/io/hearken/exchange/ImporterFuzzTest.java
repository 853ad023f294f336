package io.hearken.exchange;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import io.hearken.recognizer.ModelException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the file: a model, or a sentence that says why there is none. */
class ImporterFuzzTest {
    private static final long SPARE = 16 * Allocation.SPARE;

    @MethodSource("files")
    @FuzzTest
    void network(byte[] file) throws Exception {
        Allocation.within(200L * file.length + SPARE, () -> read(file));
    }

    static Stream<byte[]> files() {
        return Stream.of(
                        "lstm-1.pt",
                        "gru-1.onnx",
                        "classifier.onnx",
                        "keras-gru.h5",
                        "keras3-lstm.weights.h5",
                        "keras-stack.keras",
                        "checkpoint.pt",
                        "ours.safetensors",
                        "both-lstm-2.pt",
                        "both-gru-1.onnx",
                        "keras-both.h5")
                .map(ImporterFuzzTest::bytes);
    }

    private static byte[] bytes(String name) {
        try (var in = ImporterFuzzTest.class.getResourceAsStream("/golden/exchange/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void read(byte[] file) {
        try {
            Importer.read(file, "fuzzed", ImportSettings.DEFAULT);
        } catch (IllegalArgumentException | ModelException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("no reason given", e);
            }
        }
    }
}
