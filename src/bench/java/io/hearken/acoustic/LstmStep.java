package io.hearken.acoustic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to advance streams by some frames, ours and by ONNX Runtime? Two layers, 40
 * inputs, states carried, one thread; frames come and outputs go as arrays of Java.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LstmStep {
    private static final int INPUTS = 40;
    private static final int SYMBOLS = 11;

    @Param({"128", "256"})
    private int hidden;

    @Param({"1", "8", "32", "128"})
    private int streams;

    @Param({"1", "10"})
    private int frames;

    private Network network;
    private List<NetworkState> states;
    private List<float[]> inputs;
    private OnnxLstm onnx;
    private float[] together;

    @Setup(Level.Trial)
    public void setUp() throws Exception {
        List<RecurrentLayer> layers = List.of(layer(INPUTS, 1), layer(hidden, 2));
        NetworkWeights weights =
                new NetworkWeights(layers, random(SYMBOLS * hidden, 3), random(SYMBOLS, 4));
        network = new Network(weights);
        states = new ArrayList<>();
        inputs = new ArrayList<>();
        together = new float[frames * streams * INPUTS];
        for (int b = 0; b < streams; b++) {
            states.add(NetworkState.zero(weights));
            inputs.add(random(frames * INPUTS, 10 + b));
            for (int t = 0; t < frames; t++) {
                int to = (t * streams + b) * INPUTS;
                System.arraycopy(inputs.get(b), t * INPUTS, together, to, INPUTS);
            }
        }
        onnx = new OnnxLstm(layers, streams, frames);
        requireParity();
    }

    private RecurrentLayer layer(int in, int seed) {
        int gates = 4 * hidden;
        return new RecurrentLayer(
                Cell.LSTM,
                in,
                hidden,
                random(gates * in, seed * 100),
                random(gates * hidden, seed * 100 + 1),
                random(gates, seed * 100 + 2),
                random(gates, seed * 100 + 3));
    }

    /** Uniform in ±1/√H, as PyTorch begins. */
    private float[] random(int count, int seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(hidden));
        }
        return values;
    }

    /** Both compute the same, or a comparison says nothing. */
    private void requireParity() throws Exception {
        network.advance(states, inputs);
        float[] top = onnx.advance(together);
        for (int b = 0; b < streams; b++) {
            float[] h = states.get(b).h()[1];
            for (int j = 0; j < hidden; j++) {
                float other = top[((frames - 1) * streams + b) * hidden + j];
                if (!(Math.abs(h[j] - other) < 1e-5)) {
                    throw new IllegalStateException(
                            "stream " + b + ", unit " + j + ": " + h[j] + " and " + other);
                }
            }
        }
    }

    @Benchmark
    public List<Emission> hearken() {
        return network.advance(states, inputs);
    }

    @Benchmark
    public float[] onnxRuntime() throws Exception {
        return onnx.advance(together);
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        onnx.close();
    }
}
