package io.hearken.audio;

import static io.hearken.fuzz.Allocation.SPARE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the file: recordings or an {@link IllegalArgumentException}. */
class ManifestFuzzTest {
    @MethodSource("manifests")
    @FuzzTest
    void manifest(byte[] text) throws Exception {
        Path file = Files.createTempFile("manifest-", ".tsv");
        try {
            Files.write(file, text);
            Allocation.within(200L * text.length + SPARE, () -> read(file));
        } finally {
            Files.delete(file);
        }
    }

    static Stream<byte[]> manifests() {
        return Stream.of(
                        "path\twords\tspeaker\na.wav\tone two\tanna\n",
                        "\uFEFFspeaker\tkind\tpath\twords\r\nbob\trir\t../b.flac\t\r\n",
                        "path\twords\n",
                        "")
                .map(text -> text.getBytes(UTF_8));
    }

    private static void read(Path file) throws IOException {
        try {
            assertThat(Manifest.read(file)).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
        }
    }
}
