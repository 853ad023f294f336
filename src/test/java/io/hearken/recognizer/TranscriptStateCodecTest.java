package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.golden;
import static io.hearken.recognizer.TestStates.restored;
import static io.hearken.recognizer.TestStates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.acoustic.NetworkState;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.Ending;
import io.hearken.ctc.Heard;
import io.hearken.ctc.Path;
import io.hearken.ctc.Peak;
import io.hearken.stream.Gap;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptStateCodecTest {
    private static final TranscriptStateCodec CODEC = new TranscriptStateCodec();

    @Test
    void readsVersion1() {
        TranscriptState state = restored(CODEC, golden("transcript-state-1.txt"), 1);

        assertThat(state.network.h()).isDeepEqualTo(some().network.h());
        assertThat(state.network.c()).isDeepEqualTo(some().network.c());
        assertThat(state.decoder.best().last()).isEqualTo(2);
        assertThat(state.decoder.best().isRunning()).isTrue();
        assertThat(state.decoder.heard())
                .containsExactly(
                        heard(1, 3, 5, 3, 0.75f, Float.NaN),
                        heard(2, 1L << 32, (1L << 32) + 4, 1L << 32, 1, Float.NaN));
        assertThat(state.steps).isEqualTo(1L << 33);
        assertThat(state.utterance).isEqualTo(7);
        assertThat(state.revision).isEqualTo(3);
        assertThat(state.shown).containsExactly(1, 2);
    }

    @Test
    void readsVersion2() {
        TranscriptState state = restored(CODEC, golden("transcript-state-2.txt"), 2);

        assertThat(state.network.h()).isDeepEqualTo(some().network.h());
        assertThat(state.network.c()).isDeepEqualTo(some().network.c());
        assertThat(state.decoder.paths()).isEqualTo(some().decoder.paths());
        assertThat(state.steps).isEqualTo(1L << 33);
        assertThat(state.begun).isEqualTo(1L << 34);
        assertThat(state.utterance).isEqualTo(7);
        assertThat(state.revision).isEqualTo(3);
        assertThat(state.shown).containsExactly(1, 2);
        assertThat(state.gaps).isEmpty();
    }

    @Test
    void readsVersion3() {
        TranscriptState state = restored(CODEC, golden("transcript-state-3.txt"), 3);

        assertThat(state.decoder.paths()).isEqualTo(some().decoder.paths());
        assertThat(state.shown).containsExactly(1, 2);
        assertThat(state.gaps).containsExactly(new Gap(0.5, 0.75), new Gap(2, 2));
    }

    @Test
    void readsVersion4() {
        TranscriptState state = restored(CODEC, golden("transcript-state-4.txt"), 4);

        assertThat(state.decoder.paths()).isEqualTo(some().decoder.paths());
        assertThat(state.windows.open).hasSize(2);
        assertThat(state.windows.open.get(1).h()).isDeepEqualTo(new float[][] {{4}});
        assertThat(state.windows.finished).containsExactly(new float[] {0.25f, 0.75f});
        assertThat(state.windows.latest).containsExactly(0.5f, 0.5f);
        assertThat(state.windows.quietUntil).isEqualTo(1L << 35);
        assertThat(state.windows.activity.isFresh()).isTrue();
        assertThat(state.windows.lead).isEmpty();
    }

    @Test
    void readsVersion5() {
        TranscriptState state = restored(CODEC, golden("transcript-state-5.txt"), 5);

        assertThat(state.windows.quietUntil).isEqualTo(1L << 35);
        assertThat(state.windows.activity.noise).isEqualTo(12.5);
        assertThat(state.windows.activity.latest).containsExactly(13.0, 11.5);
        assertThat(state.windows.activity.loudest).isEqualTo(50);
        assertThat(state.windows.activity.isSpeech).isTrue();
        assertThat(state.windows.activity.quiet).isEqualTo(3);
        assertThat(state.windows.lead).containsExactly(-0.5f, 2);
    }

    @Test
    void writesVersion5() {
        byte[] written = saved(CODEC, some());

        assertThat(written).isEqualTo(golden("transcript-state-5.txt"));
    }

    @Test
    void aStateWithoutWindowsIsOneByteMoreThanBefore() {
        TranscriptState state = some();
        state.windows.clear();
        state.windows.quietUntil = 0;

        assertThat(saved(CODEC, state)).hasSize(golden("transcript-state-3.txt").length + 1);
    }

    @Test
    void refusesAVersionToCome() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.read(null, 6))
                .withMessage("transcript state of version 6 cannot be read, only 1 to 5");
    }

    @Test
    void aCopyStandsAlone() {
        TranscriptState state = some();

        TranscriptState copy = CODEC.copy(state);
        state.network.h()[0][0] = 99;
        state.network.c()[1][1] = 99;
        state.decoder.endUtterance();
        state.windows.open.get(0).h()[0][0] = 99;
        state.windows.activity.hear(99, 1);
        state.windows.clear();
        state.steps = 0;

        assertThat(saved(CODEC, copy)).isEqualTo(saved(CODEC, some()));
    }

    private static TranscriptState some() {
        NetworkState lstm =
                new NetworkState(
                        new float[][] {{0.5f, -1}, {1 / 3f, 0}},
                        new float[][] {{2, -0f}, {1e-20f, -8}});
        List<Heard> one = List.of(heard(1, 3, 5, 4, 0.75f, 0.5f));
        List<Heard> other =
                List.of(
                        heard(1, 3, 5, 4, 0.75f, 0.5f),
                        heard(2, 1L << 32, (1L << 32) + 4, (1L << 32) + 1, 1, Float.NaN));
        List<Path> paths =
                List.of(
                        new Path(other, 2, Double.NEGATIVE_INFINITY, 0),
                        new Path(one, 1, -2.5, -1 / 3.0));
        DecoderState decoder = new DecoderState(paths);
        List<Gap> gaps = List.of(new Gap(0.5, 0.75), new Gap(2, 2));
        Windows windows = new Windows();
        windows.open.add(new NetworkState(new float[][] {{3}}, new float[][] {{-3}}));
        windows.open.add(new NetworkState(new float[][] {{4}}, new float[][] {{}}));
        windows.finished.add(new float[] {0.25f, 0.75f});
        windows.latest = new float[] {0.5f, 0.5f};
        windows.quietUntil = 1L << 35;
        windows.activity.noise = 12.5;
        windows.activity.latest.addAll(List.of(13.0, 11.5));
        windows.activity.loudest = 50;
        windows.activity.isSpeech = true;
        windows.activity.quiet = 3;
        windows.lead = new float[] {-0.5f, 2};
        return new TranscriptState(
                lstm, windows, decoder, 1L << 33, 1L << 34, 7, 3, List.of(1, 2), gaps);
    }

    private static Heard heard(
            int symbol, long first, long last, long peak, float posterior, float times) {
        return new Heard(
                symbol, first, last, new Peak(peak, posterior, times), new Ending(last, -times));
    }
}
