package io.hearken.recognizer;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Turn;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The recorded samples as one long call of 16-bit telephone audio, in chunks of 100 ms. */
public final class Calls {
    private static final Path SAMPLES = Path.of("../audio-samples/transcripts.tsv");
    private static final int RATE = 8_000;
    private static final int CHUNK_BYTES = RATE / 10 * 2;

    private Calls() {}

    public static Model model() {
        return ModelFile.builtIn("digits");
    }

    /** The call's chunks, by a claim of so many samples per second. */
    static List<AudioChunk> chunks(int rate) {
        byte[] call = call();
        int bytes = CHUNK_BYTES * rate / RATE;
        List<AudioChunk> chunks = new ArrayList<>();
        for (int from = 0; from + bytes <= call.length; from += bytes) {
            byte[] cut = Arrays.copyOfRange(call, from, from + bytes);
            chunks.add(AudioChunk.of("call-7", cut, format(rate), false));
        }
        return chunks;
    }

    private static byte[] call() {
        ByteArrayOutputStream call = new ByteArrayOutputStream();
        for (Manifest.Entry entry : Manifest.read(SAMPLES)) {
            Recording recording = Recording.read(entry.audio());
            if (recording.format().equals(format(RATE))) {
                call.writeBytes(recording.data());
            }
        }
        return call.toByteArray();
    }

    private static AudioFormat format(int rate) {
        return new AudioFormat(Encoding.PCM_S16LE, rate, 1);
    }

    /** The call as the network hears it, a chunk at a time. */
    public static List<FeatureFrames> frames(Model model) {
        FeatureStage stage = new FeatureStage(model);
        FeatureState state = stage.begin("call-7");
        List<FeatureFrames> frames = new ArrayList<>();
        for (AudioChunk chunk : chunks(RATE)) {
            Turn<FeatureState, AudioChunk, FeatureFrames> turn = new Turn<>(state, chunk);
            stage.advance(List.of(turn));
            frames.addAll(turn.outputs());
        }
        return frames;
    }
}
