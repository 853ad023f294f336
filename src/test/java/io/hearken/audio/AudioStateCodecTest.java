package io.hearken.audio;

import static io.hearken.audio.TestAudio.bytes;
import static io.hearken.audio.TestAudio.restored;
import static io.hearken.audio.TestAudio.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AudioStateCodecTest {
    @Test
    void readsVersionOne() {
        AudioState state = restored(golden("audio-state-1.txt"), 1);

        assertThat(state.latest).isZero();
        state.latest = some().latest;
        assertThat(saved(state)).isEqualTo(saved(some()));
        assertThat(state.format).isEqualTo(some().format);
        assertThat(state.resampler.history).isEqualTo(some().resampler.history);
    }

    @Test
    void readsAndWritesVersionTwo() {
        AudioState state = restored(golden("audio-state-2.txt"), 2);

        assertThat(state.latest).isEqualTo(4_800);
        assertThat(saved(state)).isEqualTo(golden("audio-state-2.txt"));
        assertThat(saved(some())).isEqualTo(golden("audio-state-2.txt"));
    }

    @Test
    void readsTheStateOfAStreamNothingWasHeardOf() {
        AudioState state = restored(saved(new AudioState()), 2);

        assertThat(state.format).isNull();
        assertThat(state.pending).isEmpty();
    }

    @Test
    void refusesAVersionToCome() {
        assertThatThrownBy(() -> new AudioStateCodec().read(null, 3))
                .hasMessage("audio state of version 3, this build reads 1 and 2");
    }

    private static AudioState some() {
        AudioState state = new AudioState();
        state.pending = bytes(1, 2, 255);
        state.format = new AudioFormat(Encoding.PCM_S24LE, 48000, 2);
        state.resampler.history = new float[] {0.5f, -1, 1 / 3f};
        state.resampler.read = 1L << 40;
        state.resampler.written = (1L << 40) / 6;
        state.latest = 4_800;
        return state;
    }

    private static byte[] golden(String name) {
        String text = new String(TestAudio.golden(name), StandardCharsets.UTF_8);
        String hex = text.substring(text.indexOf('\n')).replaceAll("\\s", "");
        return HexFormat.of().parseHex(hex);
    }
}
