package io.hearken.feature;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.mfcc.MFCC;
import java.util.Random;
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
 * What do the coefficients of one frame cost, beside TarsosDSP's own way to them, and beside a
 * plain one from tables with another library's Fourier transform?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3) // one process may compile this a third worse than another
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class MfccFrame {
    /** Sample rate/frame length/filters/coefficients. */
    @Param({"8000/256/24/13", "8000/256/24/20", "16000/512/32/24", "16000/400/26/13"})
    private String spec;

    private float[] samples;
    private float[] frame;
    private float[] out;
    private Mfcc ours;
    private JTransformsMfcc jtransforms;
    private MFCC tarsos;
    private AudioEvent event;

    @Setup
    public void setUp() {
        String[] sizes = spec.split("/");
        int rate = Integer.parseInt(sizes[0]);
        int length = Integer.parseInt(sizes[1]);
        int filters = Integer.parseInt(sizes[2]);
        int coefficients = Integer.parseInt(sizes[3]);
        FeatureSpec spec =
                new FeatureSpec(
                        rate,
                        length,
                        rate / 100,
                        filters,
                        100,
                        rate * 0.475,
                        coefficients,
                        3e-3,
                        1);
        ours = new Mfcc(spec);
        jtransforms = new JTransformsMfcc(spec);
        tarsos = new MFCC(length, rate, coefficients, filters, 100, rate * 0.475f);
        // Its own edges are wrong: the last filter would hear, and cost, the whole spectrum.
        System.arraycopy(spec.filterEdges(), 0, tarsos.getCenterFrequencies(), 0, filters + 2);
        event = new AudioEvent(new TarsosDSPAudioFormat(rate, 16, 1, true, false));
        samples = new float[length];
        Random random = new Random(1);
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        frame = new float[length];
        out = new float[coefficients];
        requireParity();
    }

    /** All compute the same, or a comparison says nothing. */
    private void requireParity() {
        float[] tarsos = tarsosProcess().clone();
        float[] jtransforms = jtransforms().clone();
        hearken();
        for (int n = 0; n < out.length; n++) {
            // TarsosDSP adds in float, up to hundreds in c0.
            if (!(Math.abs(out[n] - jtransforms[n]) < 1e-4)
                    || !(Math.abs(out[n] - tarsos[n]) < 1e-4)) {
                throw new IllegalStateException(
                        "c%d: %s, %s and %s".formatted(n, out[n], jtransforms[n], tarsos[n]));
            }
        }
    }

    @Benchmark
    public float[] hearken() {
        ours.coefficients(samples, 0, out, 0);
        return out;
    }

    @Benchmark
    public float[] jtransforms() {
        jtransforms.coefficients(samples, out);
        return out;
    }

    /** It works on the frame in place, and so takes a copy. */
    @Benchmark
    public float[] tarsosProcess() {
        System.arraycopy(samples, 0, frame, 0, frame.length);
        event.setFloatBuffer(frame);
        tarsos.process(event);
        return tarsos.getMFCC();
    }
}
