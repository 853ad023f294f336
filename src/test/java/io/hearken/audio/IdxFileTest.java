package io.hearken.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
    private static final byte[] FIRST = {0, (byte) 128, (byte) 255, 1, 2, 3};
    private static final byte[] SECOND = {9, 8, 7, 6, 5, 4};
    private static final byte[] IMAGES = IdxFile.images(List.of(FIRST, SECOND), 2, 3);
    private static final byte[] LABELS = IdxFile.labels(new byte[] {7, 0});

    @TempDir Path folder;

    @Test
    void imagesAreRecordingsAndLabelsTheirWords() throws IOException {
        List<Manifest.Entry> entries = Manifest.read(files(IMAGES, LABELS));

        assertThat(entries)
                .extracting(Manifest.Entry::words)
                .containsExactly(List.of("7"), List.of("0"));
        assertThat(entries).extracting(Manifest.Entry::speaker).doesNotHaveDuplicates();
        assertThat(entries.get(0).recording().data()).isEqualTo(FIRST);
        assertThat(entries.get(0).recording().samples(IdxFile.RATE))
                .startsWith(-1f, 0f, 127 / 128f);
        assertThat(entries.get(1).recording().data()).isEqualTo(SECOND);
    }

    @Test
    void packedFilesAreTheSame() throws IOException {
        List<Manifest.Entry> entries = Manifest.read(files(packed(IMAGES), packed(LABELS)));

        assertThat(entries.get(1).recording().data()).isEqualTo(SECOND);
    }

    @Test
    void refusesFilesThatAreNotWhole() throws IOException {
        refuses(Arrays.copyOf(IMAGES, IMAGES.length - 1), LABELS, "not the 12 bytes its sizes");
        refuses(Arrays.copyOf(IMAGES, IMAGES.length + 1), LABELS, "not the 12 bytes its sizes");
        refuses(Arrays.copyOf(IMAGES, 9), LABELS, "cannot be read: java.io.EOFException");
        refuses(packed(Arrays.copyOf(IMAGES, 20)), LABELS, "not the 12 bytes its sizes");
    }

    @Test
    void refusesSizesBeyondWhatAFileCanHold() throws IOException {
        byte[] huge = IMAGES.clone();
        huge[4] = 0x7f;
        byte[] none = IMAGES.clone();
        none[7] = 0;

        refuses(huge, LABELS, "sizes [2130706434, 2, 3], expected 1 to");
        refuses(packed(huge), LABELS, "sizes [2130706434, 2, 3], expected 1 to");
        refuses(none, LABELS, "sizes [0, 2, 3], expected 1 to");
    }

    @Test
    void refusesMoreImagesThanThereIsMemoryFor() throws IOException {
        int many = (1 << 20) + 1;
        byte[] dots = IdxFile.images(Collections.nCopies(many, new byte[1]), 1, 1);

        refuses(dots, IdxFile.labels(new byte[many]), "1048577 images, expected at most 1048576");
    }

    @Test
    void refusesLabelsOfOtherImages() throws IOException {
        refuses(IMAGES, IdxFile.labels(new byte[3]), "3 labels for 2 images");
        refuses(LABELS, LABELS, "starts with [0, 0, 8, 1], expected [0, 0, 8, 3]");
        refuses(IMAGES, IMAGES, "starts with [0, 0, 8, 3], expected [0, 0, 8, 1]");
    }

    @Test
    void missesLabelsThatAreNotThere() throws IOException {
        Path images = Files.write(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
        Path alone = Files.write(folder.resolve("pictures"), IMAGES);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifest.read(images))
                .withMessageContaining("t10k-labels-idx1-ubyte: no such file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifest.read(alone))
                .withMessageContaining("expected such as train-images-idx3-ubyte");
    }

    private void refuses(byte[] images, byte[] labels, String message) throws IOException {
        Path file = files(images, labels);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifest.read(file))
                .withMessageStartingWith(folder.toString())
                .withMessageContaining(message);
    }

    private Path files(byte[] images, byte[] labels) throws IOException {
        Files.write(folder.resolve("some-labels-idx1-ubyte"), labels);
        return Files.write(folder.resolve("some-images-idx3-ubyte"), images);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
