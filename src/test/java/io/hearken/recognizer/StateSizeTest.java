package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.saved;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a live stream keeps in Flink's state, in bytes. With two layers of 160 it was 5,264 at most,
 * of a call at 44,100 Hz in stereo; two layers of 128 would take 512 less.
 */
class StateSizeTest {
    private static final FeatureStateCodec FEATURES = new FeatureStateCodec();
    private static final TranscriptStateCodec TRANSCRIPTS = new TranscriptStateCodec();
    private static final int MOST_BYTES = 6_000;

    private final Model model = ModelFile.builtIn("digits");

    @Test
    void aLiveStreamTakesAtMostSixKilobytes() {
        Recognizer recognizer = new Recognizer(model);

        int most = 0;
        for (Manifest.Entry call : Manifest.read(Path.of("../audio-samples/transcripts.tsv"))) {
            most = Math.max(most, mostBytes(recognizer, Recording.read(call.audio())));
        }

        assertThat(most)
                .as("a stream in the middle of words takes %d bytes with %s", most, network())
                .isBetween(MOST_BYTES / 2, MOST_BYTES);
    }

    /** At any time in the recording, which comes in chunks of 100 ms. */
    private static int mostBytes(Recognizer recognizer, Recording recording) {
        Recognizer.State state = recognizer.begin("call-7");
        byte[] data = recording.data();
        int step = recording.format().sampleRate() / 10 * recording.format().bytesPerFrame();
        int most = 0;
        for (int from = 0; from < data.length; from += step) {
            byte[] cut = Arrays.copyOfRange(data, from, Math.min(data.length, from + step));
            AudioChunk chunk = AudioChunk.of("call-7", cut, recording.format(), false);
            Turn<Recognizer.State, AudioChunk, Hypothesis> turn = new Turn<>(state, chunk);
            recognizer.advance(List.of(turn));
            int features = saved(FEATURES, state.features()).length;
            int transcripts = saved(TRANSCRIPTS, state.transcripts()).length;
            most = Math.max(most, features + transcripts);
        }
        return most;
    }

    private String network() {
        return model.weights().layers().size()
                + " layers of "
                + model.weights().layers().get(0).hiddenSize();
    }
}
