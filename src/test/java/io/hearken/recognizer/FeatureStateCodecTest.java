package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.golden;
import static io.hearken.recognizer.TestStates.restored;
import static io.hearken.recognizer.TestStates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureStateCodecTest {
    private static final FeatureStateCodec CODEC = new FeatureStateCodec();

    @Test
    void readsVersionOne() {
        FeatureState state = restored(CODEC, golden("feature-state-1.txt"), 1);

        assertThat(state.samples).isEqualTo(3);
        assertThat(saved(CODEC, state)).isEqualTo(saved(CODEC, some()));
    }

    @Test
    void readsVersionTwo() {
        FeatureState state = restored(CODEC, golden("feature-state-2.txt"), 2);

        assertThat(state.begun).isEqualTo(1_700_000_000_000L);
        assertThat(saved(CODEC, state)).isEqualTo(golden("feature-state-2.txt"));
    }

    @Test
    void writesVersionTwo() {
        FeatureState state = some();
        state.begun = 1_700_000_000_000L;

        assertThat(saved(CODEC, state)).isEqualTo(golden("feature-state-2.txt"));
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
        hear(state);

        assertThat(saved(CODEC, copy)).isEqualTo(saved(CODEC, some()));
    }

    /** Three samples and half of a fourth heard. */
    private static FeatureState some() {
        FeatureState state = new FeatureStage(TestModels.echo()).begin("golden");
        hear(state);
        return state;
    }

    private static void hear(FeatureState state) {
        byte[] bytes = {0, 0x40, 0, (byte) 0x80, 1, 0, 0x7f};
        AudioFormat format = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
        AudioChunk chunk = AudioChunk.of("golden", bytes, format, false);
        new FeatureStage(TestModels.echo()).advance(List.of(new Turn<>(state, chunk)));
    }
}
