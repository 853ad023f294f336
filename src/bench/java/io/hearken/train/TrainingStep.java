package io.hearken.train;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.Matrix;
import io.hearken.ctc.CtcLoss;
import java.util.Random;
import java.util.SplittableRandom;
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

/** What does one update of training cost, on one core: forward, backward and Adam? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class TrainingStep {
    private static final int SYMBOLS = 29;
    private static final int WORDS = 15;

    /** Streams × steps × inputs, layers × units. The first is the shape of the bar of 85 ms. */
    @Param({"32x100x40,2x128", "24x133x60,2x160", "24x133x60,3x128"})
    private String shape;

    private int streams;
    private int steps;
    private Matrix parameters;
    private TrainingNetwork network;
    private Adam adam;
    private float[] values;
    private float[] sum;
    private float[] x;
    private float[][] h;
    private float[][] c;
    private float[] gradient;
    private float[] posteriors;
    private int[] labels;

    @Setup
    public void setUp() {
        String[] sizes = shape.split("[x,]");
        streams = Integer.parseInt(sizes[0]);
        steps = Integer.parseInt(sizes[1]);
        TrainingNetwork.Shape network =
                new TrainingNetwork.Shape(
                        Cell.LSTM,
                        Integer.parseInt(sizes[2]),
                        Integer.parseInt(sizes[4]),
                        Integer.parseInt(sizes[3]),
                        SYMBOLS,
                        0);
        values = TrainingNetwork.initial(network, new SplittableRandom(1));
        parameters = new Matrix(values.length, 1);
        this.network = new TrainingNetwork(network, parameters, steps, streams);
        adam = new Adam(values.length, 2);
        sum = new float[values.length];
        x = normal(steps * streams * network.inputs());
        h = this.network.zeroState();
        c = this.network.zeroState();
        gradient = normal(steps * streams * SYMBOLS);
        posteriors = this.network.forward(x, h, c);
        labels = new Random(2).ints(WORDS, 1, SYMBOLS).toArray();
    }

    private static float[] normal(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }

    @Benchmark
    public float[] forwardBackwardAdam() {
        parameters.put(0, values, values.length);
        network.forward(x, h, c);
        network.backward(gradient, sum);
        adam.step(values, sum, 1e-4);
        return values;
    }

    /** The loss of all streams, 15 words each. */
    @Benchmark
    public double ctcLoss() {
        float[] own = new float[steps * SYMBOLS];
        float[] into = new float[steps * SYMBOLS];
        double loss = 0;
        for (int b = 0; b < streams; b++) {
            for (int t = 0; t < steps; t++) {
                int from = (t * streams + b) * SYMBOLS;
                System.arraycopy(posteriors, from, own, t * SYMBOLS, SYMBOLS);
            }
            loss += CtcLoss.gradient(own, SYMBOLS, labels, into);
        }
        return loss;
    }
}
