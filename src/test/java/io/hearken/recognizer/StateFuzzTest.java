package io.hearken.recognizer;

import static io.hearken.fuzz.Allocation.SPARE;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.audio.AudioStateCodec;
import io.hearken.ctc.DecoderStateCodec;
import io.hearken.feature.FrontEndStateCodec;
import io.hearken.fuzz.Allocation;
import io.hearken.stream.AudioChunkCodec;
import io.hearken.stream.Codec;
import io.hearken.stream.FeatureFramesCodec;
import io.hearken.stream.HypothesisCodec;
import io.hearken.stream.RejectedCodec;
import io.hearken.wire.ArrivalCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes: a value that is written and read again as it is, or an {@link IOException};
 * an {@link IllegalArgumentException} where a value cannot be.
 */
class StateFuzzTest {
    /** New ones at the end, or kept findings lose their meaning. */
    private static final List<Codec<?>> CODECS =
            List.of(
                    new AudioStateCodec(),
                    new FrontEndStateCodec(),
                    new FeatureStateCodec(),
                    new DecoderStateCodec(),
                    new TranscriptStateCodec(),
                    new AudioChunkCodec(),
                    new FeatureFramesCodec(),
                    new HypothesisCodec(),
                    new RejectedCodec(),
                    new ArrivalCodec());

    /** Two bytes say which codec and which version. */
    @MethodSource("states")
    @FuzzTest
    void state(byte[] input) throws Exception {
        if (input.length < 2) {
            return;
        }
        Codec<?> codec = CODECS.get((input[0] & 0xff) % CODECS.size());
        byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
        Allocation.within(100L * bytes.length + SPARE, () -> read(codec, bytes, input[1]));
    }

    static Stream<byte[]> states() {
        return Stream.of(
                seed(0, 1, "audio-state-1.txt"),
                seed(2, 1, "feature-state-1.txt"),
                seed(4, 1, "transcript-state-1.txt"),
                seed(4, 2, "transcript-state-2.txt"),
                seed(5, 1, "codecs/audio-chunk.v1.txt"),
                seed(6, 1, "codecs/feature-frames.v1.txt"),
                seed(7, 1, "codecs/hypothesis.v1.txt"),
                seed(7, 2, "codecs/hypothesis.v2.txt"),
                seed(8, 1, "codecs/rejected.v1.txt"));
    }

    private static byte[] seed(int codec, int version, String golden) {
        byte[] bytes = TestStates.golden(golden);
        return ByteBuffer.allocate(2 + bytes.length)
                .put((byte) codec)
                .put((byte) version)
                .put(bytes)
                .array();
    }

    private static <T> void read(Codec<T> codec, byte[] bytes, int version) {
        T value;
        try {
            value = codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), version);
        } catch (IOException | IllegalArgumentException e) {
            return;
        }
        byte[] written = TestStates.saved(codec, value);
        assertThat(TestStates.saved(codec, codec.copy(value))).isEqualTo(written);
        assertThat(TestStates.saved(codec, TestStates.restarted(codec, value))).isEqualTo(written);
    }
}
