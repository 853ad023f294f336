package io.hearken.ctc;

import io.hearken.acoustic.Emission;
import io.hearken.acoustic.Network;
import io.hearken.acoustic.NetworkState;
import io.hearken.recognizer.Calls;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.recognizer.Model;
import io.hearken.stream.FeatureFrames;
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

/**
 * What does it cost to decode one second of what the network says of recorded digits, 33 frames? An
 * utterance is five seconds long.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeSecond {
    private static final int FRAMES = 33;
    private static final int SECONDS = 5;

    /** How many strings the search keeps; 0 for greedy decoding. */
    @Param({"0", "8"})
    private int beam;

    private Decoder decoder;
    private DecoderState state;
    private List<Emission> seconds;
    private int symbols;
    private int now;

    @Setup
    public void setUp() {
        Model model = Calls.model();
        decoder = DecoderSettings.GREEDY.withBeam(beam).decoder(model);
        state = new DecoderState();
        symbols = model.symbols().size();
        seconds = seconds(model);
    }

    private static List<Emission> seconds(Model model) {
        List<FeatureFrames> call = Calls.frames(model);
        int dimension = model.features().dimension();
        float[] second = new float[FRAMES * dimension];
        NetworkState lstm = NetworkState.zero(model.weights());
        Network network = new Network(model.weights());
        List<Emission> seconds = new ArrayList<>();
        int at = 0;
        for (FeatureFrames frames : call) {
            for (int from = 0; from < frames.values().length; from += dimension) {
                System.arraycopy(frames.values(), from, second, at, dimension);
                at = (at + dimension) % second.length;
                if (at == 0) {
                    seconds.addAll(network.advance(List.of(lstm), List.of(second)));
                }
            }
        }
        return seconds;
    }

    @Benchmark
    public Path hearken() {
        Emission second = seconds.get(now % seconds.size());
        for (int t = 0; t < FRAMES; t++) {
            long number = (long) now * FRAMES + t;
            decoder.step(
                    state, new Frame(number, second.logPosteriors(), symbols, second.times(), t));
        }
        now++;
        if (now % SECONDS == 0) {
            state.endUtterance();
        }
        return state.best();
    }
}
