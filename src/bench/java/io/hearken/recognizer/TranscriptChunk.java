package io.hearken.recognizer;

import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
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

/** What does one chunk of 100 ms of each of some streams cost from feature vectors to words? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class TranscriptChunk {
    @Param({"1", "32"})
    private int streams;

    /** How many strings the search keeps; 0 for greedy decoding. */
    @Param({"0", "8"})
    private int beam;

    private List<FeatureFrames> frames;
    private TranscriptStage stage;
    private List<TranscriptState> states;
    private int now;

    @Setup
    public void setUp() {
        Model model = Calls.model();
        frames = Calls.frames(model);
        stage = new TranscriptStage(model, DecoderSettings.GREEDY.withBeam(beam));
        states = new ArrayList<>();
        for (int b = 0; b < streams; b++) {
            states.add(stage.begin("call-" + b));
        }
    }

    @Benchmark
    public List<Turn<TranscriptState, FeatureFrames, Hypothesis>> hearken() {
        List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns = new ArrayList<>(streams);
        for (int b = 0; b < streams; b++) {
            turns.add(new Turn<>(states.get(b), frames.get((now + 7 * b) % frames.size())));
        }
        stage.advance(turns);
        now = (now + 1) % frames.size();
        return turns;
    }
}
