package io.hearken.recognizer;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.Codec;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to write and read what a live stream leaves behind, as RocksDB does for every
 * chunk? The stream has been heard for four seconds and is in the middle of words.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class StreamStates {
    private static final int CHUNKS = 40;

    @Param({"features", "transcripts"})
    private String stage;

    private Live<?> live;
    private byte[] bytes;

    /** A state and how it is written. */
    private record Live<T>(Codec<T> codec, T state) {
        byte[] write() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
            codec.write(state, new DataOutputStream(out));
            return out.toByteArray();
        }

        T read(byte[] bytes) throws IOException {
            return codec.read(
                    new DataInputStream(new ByteArrayInputStream(bytes)), codec.version());
        }
    }

    @Setup
    public void setUp() throws IOException {
        live =
                stage.equals("features")
                        ? new Live<>(new FeatureStateCodec(), features())
                        : new Live<>(new TranscriptStateCodec(), transcripts());
        bytes = live.write();
    }

    private static FeatureState features() {
        FeatureStage stage = new FeatureStage(Calls.model());
        FeatureState state = stage.begin("call-7");
        for (AudioChunk chunk : Calls.chunks(8_000).subList(0, CHUNKS)) {
            Turn<FeatureState, AudioChunk, FeatureFrames> turn = new Turn<>(state, chunk);
            stage.advance(List.of(turn));
        }
        return state;
    }

    private static TranscriptState transcripts() {
        Model model = Calls.model();
        TranscriptStage stage = new TranscriptStage(model);
        TranscriptState state = stage.begin("call-7");
        for (FeatureFrames frames : Calls.frames(model).subList(0, CHUNKS)) {
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn = new Turn<>(state, frames);
            stage.advance(List.of(turn));
        }
        return state;
    }

    @Benchmark
    public byte[] write() throws IOException {
        return live.write();
    }

    @Benchmark
    public Object read() throws IOException {
        return live.read(bytes);
    }
}
