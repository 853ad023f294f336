package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.golden;
import static io.hearken.recognizer.TestStates.restored;
import static io.hearken.recognizer.TestStates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.acoustic.LstmState;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.Heard;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptStateCodecTest {
    private static final TranscriptStateCodec CODEC = new TranscriptStateCodec();

    @Test
    void readsVersionOne() {
        TranscriptState state = restored(CODEC, golden("transcript-state-1.txt"));

        assertThat(state.lstm.h()).isDeepEqualTo(some().lstm.h());
        assertThat(state.lstm.c()).isDeepEqualTo(some().lstm.c());
        assertThat(state.decoder.lastSymbol()).isEqualTo(2);
        assertThat(state.decoder.heard()).isEqualTo(some().decoder.heard());
        assertThat(state.steps).isEqualTo(1L << 33);
        assertThat(state.utterance).isEqualTo(7);
        assertThat(state.revision).isEqualTo(3);
    }

    @Test
    void writesVersionOne() {
        assertThat(saved(CODEC, some())).isEqualTo(golden("transcript-state-1.txt"));
    }

    @Test
    void refusesAVersionToCome() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.read(null, 2))
                .withMessage("transcript state of version 2 cannot be read, only 1");
    }

    @Test
    void aCopyStandsAlone() {
        TranscriptState state = some();

        TranscriptState copy = CODEC.copy(state);
        state.lstm.h()[0][0] = 99;
        state.lstm.c()[1][1] = 99;
        state.decoder.heard().clear();
        state.steps = 0;

        assertThat(saved(CODEC, copy)).isEqualTo(saved(CODEC, some()));
    }

    private static TranscriptState some() {
        LstmState lstm =
                new LstmState(
                        new float[][] {{0.5f, -1}, {1 / 3f, 0}},
                        new float[][] {{2, -0f}, {1e-20f, -8}});
        List<Heard> heard =
                List.of(new Heard(1, 3, 5, 0.75f), new Heard(2, 1L << 32, (1L << 32) + 4, 1));
        return new TranscriptState(lstm, new DecoderState(2, heard), 1L << 33, 7, 3);
    }
}
