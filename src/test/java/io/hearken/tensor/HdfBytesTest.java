package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.Superblock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class HdfBytesTest {
    private static final byte[] FILE = golden("hdf-links.h5");

    private final HdfBytes bytes =
            new HdfBytes(
                    FILE,
                    Superblock.readSuperblock(
                            ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN)));

    @Test
    void givesWhatIsThere() {
        assertThat(bytes.map(0, FILE.length)).isEqualTo(ByteBuffer.wrap(FILE));
        assertThat(bytes.readBufferFromAddress(1, 3)).isEqualTo(ByteBuffer.wrap(FILE, 1, 3));
        assertThat(bytes.map(FILE.length, 0).hasRemaining()).isFalse();
    }

    @Test
    void givesNothingFromElsewhere() {
        refuses(-1, 1);
        refuses(1, -1);
        refuses(FILE.length, 1);
        refuses(1, FILE.length);
        refuses(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private void refuses(long address, long length) {
        assertThatThrownBy(() -> bytes.map(address, length))
                .isInstanceOf(HdfRefusal.class)
                .hasMessageContaining("was it cut short?");
    }

    @Test
    void endsTreesThatShareTheirBranches() {
        assertThatThrownBy(() -> follow(0))
                .isInstanceOf(HdfRefusal.class)
                .hasMessageContaining("refers to its " + FILE.length + " bytes over and over");
    }

    /** A tree of 2 to the 64 leaves in eight bytes. */
    private void follow(int depth) {
        if (depth < 64) {
            bytes.map(0, 8);
            follow(depth + 1);
            follow(depth + 1);
        }
    }

    @Test
    void unpacksNoMoreThanSixtyFourTimesAsMuch() {
        bytes.unpack(64 * FILE.length);

        assertThatThrownBy(() -> bytes.unpack((1 << 20) + 1))
                .isInstanceOf(HdfRefusal.class)
                .hasMessageContaining("unpacks to more than 64 times its");
    }
}
