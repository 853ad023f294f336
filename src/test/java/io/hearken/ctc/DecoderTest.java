package io.hearken.ctc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {
    private static final float[] WORD = {-20, 0, -20};
    private static final float[] SILENCE = {0, -20, -20};
    private static final float[] STILL_AHEAD = {1, 1};

    static Stream<Decoder> decoders() {
        return Stream.of(new GreedyDecoder(), new BeamDecoder(8, 0, Language.anything(3)));
    }

    /** Most of what is heard is silence. */
    @ParameterizedTest
    @MethodSource("decoders")
    void silenceAllocatesNothing(Decoder decoder) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        DecoderState state = new DecoderState();
        decoder.step(state, new Frame(0, WORD, STILL_AHEAD));
        Frame silence = new Frame(50, SILENCE, STILL_AHEAD);
        decoder.step(state, silence);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < 1_000; t++) {
            decoder.step(state, silence);
        }

        // Less than one byte a frame: asking costs some itself.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
        assertThat(state.heard()).hasSize(1);
    }
}
