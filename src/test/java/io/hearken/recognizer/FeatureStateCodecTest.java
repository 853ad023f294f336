package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.golden;
import static io.hearken.recognizer.TestStates.restored;
import static io.hearken.recognizer.TestStates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Origin;
import io.hearken.stream.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureStateCodecTest {
    private static final FeatureStateCodec CODEC = new FeatureStateCodec();

    @Test
    void readsVersionOne() {
        FeatureState state = restored(CODEC, golden("feature-state-1.txt"), 1);

        assertThat(state.samples).isEqualTo(3);
        assertThat(state.sequence.next).isEqualTo(SequenceState.ANY);
        assertThat(state.sequence.isUnused()).isTrue();
    }

    @Test
    void readsAndWritesVersionTwo() {
        FeatureState state = restored(CODEC, golden("feature-state-2.txt"), 2);

        assertThat(state.begun).isEqualTo(1_700_000_000_000L);
        assertThat(state.sequence.held).extracting(AudioChunk::sequence).containsExactly(43L);
        assertThat(saved(CODEC, state)).isEqualTo(golden("feature-state-2.txt"));
        state = some();
        state.begun = 1_700_000_000_000L;
        assertThat(saved(CODEC, state)).isEqualTo(golden("feature-state-2.txt"));
    }

    @Test
    void aStreamWithoutNumbersTakesTwoBytesMore() {
        FeatureState state = new FeatureStage(TestModels.echo()).begin("s");
        int before = saved(CODEC, state).length;

        hear(state, AudioChunk.NO_SEQUENCE);

        assertThat(state.sequence.isUnused()).isTrue();
        // Eight bytes of these are of one waiting sample and of half another's.
        assertThat(saved(CODEC, state).length - before).isLessThan(60);
    }

    @Test
    void refusesAVersionToCome() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.read(null, 3))
                .withMessage("feature state of version 3 cannot be read, only 1 and 2");
    }

    @Test
    void aCopyStandsAlone() {
        FeatureState state = some();

        FeatureState copy = CODEC.copy(state);
        state.sequence.held.get(0).bytes()[0] = 99;
        hear(state, 44);
        hear(state, 42);

        assertThat(saved(CODEC, copy)).isEqualTo(saved(CODEC, some()));
    }

    /** Three samples and half of a fourth heard; a chunk is missing, and another waits. */
    private static FeatureState some() {
        FeatureState state = new FeatureStage(TestModels.echo()).begin("golden");
        state.sequence.next = 41;
        hear(state, 41);
        hear(state, 43);
        return state;
    }

    private static void hear(FeatureState state, long sequence) {
        byte[] bytes = {0, 0x40, 0, (byte) 0x80, 1, 0, 0x7f};
        AudioFormat format = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
        AudioChunk chunk = new AudioChunk("golden", bytes, format, sequence, false, Origin.NONE);
        new FeatureStage(TestModels.echo()).advance(List.of(new Turn<>(state, chunk)));
    }
}
