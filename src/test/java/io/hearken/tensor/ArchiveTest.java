package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final int METHOD = 10;
    private static final int CRC = 16;
    private static final int SIZE = 24;
    private static final int FLAGS = 8;

    @Test
    void givesWhatWasPutIn() {
        byte[] content = new byte[10_000];
        new Random(1).nextBytes(content);
        Archive zip = Archive.of(new TestZip().with("a/b", content).with("c", new byte[0]).bytes());

        assertThat(zip.names()).containsExactly("a/b", "c");
        assertThat(zip.checked("a/b")).isEqualTo(content);
        assertThat(zip.find("c")).contains(new byte[0]);
        assertThat(zip.find("d")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "/etc/passwd", "C:/a", "a\\b", "a/..", "a\0b"})
    void refusesNamesOfPlacesOutside(String name) {
        byte[] file = new TestZip().with(name, new byte[3]).bytes();

        assertRefused(Archive::of, file, "the zip names a place outside of itself: ");
    }

    @Test
    void refusesSizesDeflateCannotReach() {
        byte[] file = new TestZip().with("a", new byte[100]).bytes();
        change(file, SIZE, 100_000_000);

        assertRefused(Archive::of, file, "states 100000000 bytes, which its");
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 101, 0})
    void refusesAnotherSizeThanStated(int size) {
        byte[] file = new TestZip().with("a", new byte[100]).bytes();
        change(file, SIZE, size);

        assertRefused(
                bytes -> Archive.of(bytes).find("a"),
                file,
                "unpacks to another size than its " + size + " bytes");
    }

    @Test
    void refusesBombs() {
        byte[] file = new TestZip().with("a", new byte[10_000_000]).bytes();

        assertRefused(
                bytes -> Archive.of(bytes).find("a"),
                file,
                "the zip unpacks to more than 64 times its");
    }

    @Test
    void refusesWhatIsDamaged() {
        byte[] file = new TestZip().with("a", new byte[100]).bytes();
        change(file, CRC, 1);
        assertRefused(bytes -> Archive.of(bytes).checked("a"), file, "its checksum is wrong");
        assertThat(Archive.of(file).find("a")).isPresent();

        change(file, FLAGS, 1);
        assertRefused(Archive::of, file, "entry a of the zip is encrypted");
    }

    @Test
    void refusesOtherMethods() {
        byte[] file = new TestZip().with("a", new byte[100]).bytes();
        file[directory(file) + METHOD] = 14;

        assertRefused(Archive::of, file, "packed by method 14");
    }

    private static void change(byte[] file, int field, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(directory(file) + field, value);
    }

    /** Where the first entry of the directory lies. */
    private static int directory(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 6);
    }
}
