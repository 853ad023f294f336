package io.hearken.audio;

import static io.hearken.fuzz.Allocation.SPARE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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

    @MethodSource("images")
    @FuzzTest
    void images(byte[] bytes) throws Exception {
        Path folder = Files.createTempDirectory("images-");
        Path file = folder.resolve("two-images-idx3-ubyte");
        Path labels = folder.resolve("two-labels-idx1-ubyte");
        try {
            Files.write(file, bytes);
            Files.write(labels, IdxFile.labels(new byte[] {7, 2}));
            Allocation.within(200L * bytes.length + SPARE, () -> read(file));
        } finally {
            Files.deleteIfExists(labels);
            Files.delete(file);
            Files.delete(folder);
        }
    }

    static Stream<byte[]> images() throws IOException {
        byte[] two = IdxFile.images(List.of(new byte[6], new byte[6]), 2, 3);
        byte[] huge = two.clone();
        huge[4] = 0x7f;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(two);
        }
        return Stream.of(two, huge, Arrays.copyOf(two, 9), packed.toByteArray());
    }

    private static void read(Path file) throws IOException {
        try {
            assertThat(Manifest.read(file)).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith(file.getParent().toString());
        }
    }
}
