package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others write: numbers of other types than ours. */
class SafetensorsTest {
    /** Each type's bytes for -1.5 and 0.25. */
    @ParameterizedTest
    @CsvSource({
        "F16,  00be0034",
        "BF16, c0bf803e",
        "F32,  0000c0bf0000803e",
        "F64,  000000000000f8bf000000000000d03f"
    })
    void readsEveryTypeWeightsComeIn(String type, String hex) {
        Tensor tensor = Safetensors.parse(file(type, "[1,2]", hex)).tensors().get("w");

        assertThat(tensor.shape()).containsExactly(1, 2);
        assertThat(tensor.values()).containsExactly(-1.5f, 0.25f);
    }

    /** Its smallest number, its largest, infinity and none. */
    @Test
    void readsTheEndsOfF16() {
        Tensor tensor =
                Safetensors.parse(file("F16", "[4]", "0100ff7b007c007e")).tensors().get("w");

        assertThat(tensor.values())
                .containsExactly(0x1p-24f, 65504f, Float.POSITIVE_INFINITY, Float.NaN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I32 | [1]  | 01000000   | tensor w is of type I32, expected F32, F16, BF16 or F64",
                "F8  | [1]  | 01         | tensor w is of type F8, expected F32, F16, BF16 or F64",
                "F32 | [1]  | 0000803f00 | tensor w takes 5 bytes, which is no whole number of F32",
                "F32 | [2]  | 0000803f   | a tensor of shape [2] holds 2 numbers, got 1",
                "F32 | [-1] | 0000803f   | a tensor's shape has a negative size -1",
                "F32 | 1    | 0000803f   | tensor w has no shape",
                "F32 | [1.5] | 0000803f  | tensor w has shape [1.5]",
                "F32 | [\"1\"] | 0000803f | tensor w has shape [\"1\"]"
            })
    void refuses(String type, String shape, String hex, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.parse(file(type, shape, hex)).tensors())
                .withMessageStartingWith(message);
    }

    private static byte[] file(String type, String shape, String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        byte[] header =
                "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
                        .formatted(type, shape, data.length)
                        .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }
}
