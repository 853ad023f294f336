package io.hearken.recognizer;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Turn;
import java.util.ArrayList;
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

/** What does one chunk of 100 ms of each of some streams cost on its way to feature vectors? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class FeatureChunk {
    @Param({"1", "32"})
    private int streams;

    /** Samples per second that come in; the model hears 8,000. */
    @Param({"8000", "16000", "44100"})
    private int rate;

    private List<AudioChunk> chunks;
    private FeatureStage stage;
    private List<FeatureState> states;
    private int now;

    @Setup
    public void setUp() {
        chunks = Calls.chunks(rate);
        stage = new FeatureStage(Calls.model());
        states = new ArrayList<>();
        for (int b = 0; b < streams; b++) {
            states.add(stage.begin("call-" + b));
        }
    }

    @Benchmark
    public List<Turn<FeatureState, AudioChunk, FeatureFrames>> hearken() {
        List<Turn<FeatureState, AudioChunk, FeatureFrames>> turns = new ArrayList<>(streams);
        for (int b = 0; b < streams; b++) {
            turns.add(new Turn<>(states.get(b), chunks.get((now + 7 * b) % chunks.size())));
        }
        stage.advance(turns);
        now = (now + 1) % chunks.size();
        return turns;
    }
}
