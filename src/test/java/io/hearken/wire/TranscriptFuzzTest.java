package io.hearken.wire;

import static io.hearken.fuzz.Allocation.SPARE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import io.hearken.stream.Hypothesis;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: a hypothesis that can be written, or an {@link IllegalArgumentException}. */
class TranscriptFuzzTest {
    @MethodSource("transcripts")
    @FuzzTest
    void transcript(byte[] json) throws Exception {
        Allocation.within(300L * json.length + 4 * SPARE, () -> read(json));
    }

    static Stream<byte[]> transcripts() {
        return Stream.of(
                        "{\"stream\":\"a\",\"utterance\":3,\"revision\":5,\"final\":true,\"text\":\"x\","
                                + "\"start\":1.5,\"end\":2,\"confidence\":0.9,\"words\":[{\"word\":\"x\","
                                + "\"start\":1.5,\"end\":2,\"confidence\":0.9}],\"alternatives\":[{\"text\":"
                                + "\"\",\"probability\":1,\"words\":[]}],\"audioProcessed\":3,\"model\":\"m\"}",
                        "{\"stream\":\"\\ud800\",\"utterance\":1e3}",
                        "[]")
                .map(text -> text.getBytes(UTF_8));
    }

    private static void read(byte[] json) {
        Hypothesis read;
        try {
            read = TranscriptJson.read(json);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage().length()).isLessThan(200);
            return;
        }
        byte[] written = TranscriptJson.write(read);
        assertThat(TranscriptJson.write(TranscriptJson.read(written))).isEqualTo(written);
    }
}
