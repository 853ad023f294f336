package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the file: a model that can be listened with, or a {@link ModelException}. */
class ModelFuzzTest {
    private static final long SPARE = 8 * Allocation.SPARE;

    @MethodSource("files")
    @FuzzTest
    void model(byte[] file) throws Exception {
        Allocation.within(100L * file.length + SPARE, () -> parse(file));
    }

    static Stream<byte[]> files() throws Exception {
        return Stream.of(
                ModelFile.bytes(TestModels.telling()),
                version1(),
                new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    }

    private static byte[] version1() throws IOException {
        try (var in = ModelFuzzTest.class.getResourceAsStream("/golden/model-1.safetensors")) {
            return in.readAllBytes();
        }
    }

    private static void parse(byte[] file) {
        try {
            Model model = ModelFile.parse(file, "fuzzed");
            assertThat(ModelFile.parse(ModelFile.bytes(model), "again").weights().outputSize())
                    .isEqualTo(model.weights().outputSize());
        } catch (ModelException e) {
            assertThat(e).hasMessageStartingWith("fuzzed: ");
        }
    }
}
