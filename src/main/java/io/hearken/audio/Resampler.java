package io.hearken.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of streams, band-limited and without shifting time: output {@code n} is
 * the signal at input position {@code n·in/out}.
 *
 * <pre>
 *   y[n] = s · Σ_k x[k] · h(s·(n·in/out − k))      s = min(1, out/in)
 *   h(t) = r · sinc(r·t) · kaiser(t / Z)           |t| &lt; Z zero crossings, 0 beyond
 * </pre>
 *
 * One table of {@code h} serves all rates, with linear interpolation between its entries (J. O.
 * Smith, Digital Audio Resampling). Frequencies up to 0.84 of the lower Nyquist frequency pass
 * unchanged; those above it are lowered by 80 dB.
 *
 * <p>TarsosDSP has a resampler too, but hides what it remembers, and a stream's memory must be
 * plain data to survive a restart. Here positions are exact integers and every output is summed in
 * the same order, so outputs do not depend on how the input was cut.
 *
 * <p>Keeps scratch memory: one thread at a time.
 */
final class Resampler {
    /** Zero crossings of the prototype on each side. */
    private static final int CROSSINGS = 32;

    /** r, which puts the end of the transition at the lower Nyquist frequency. */
    private static final double CUTOFF = 0.92;

    /** The Kaiser window's β for 80 dB. */
    private static final double BETA = 7.86;

    /** Entries of the table from one zero crossing to the next. */
    private static final int STEPS = 512;

    private static final int END = CROSSINGS * STEPS;
    private static final float[] TABLE = table();

    /** Outputs made together: what they rest on stays in the processor's nearest cache. */
    private static final int BLOCK = 1024;

    private final int in;
    private final int out;
    private final double entriesPerUnit;
    private final double gain;
    private final int reach;
    private final double[] left;
    private final double[] right;

    /**
     * @param from input samples per second
     * @param to output samples per second
     */
    Resampler(int from, int to) {
        int divisor = greatestCommonDivisor(from, to);
        in = from / divisor;
        out = to / divisor;
        entriesPerUnit = (double) STEPS / Math.max(in, out);
        gain = Math.min(1, (double) out / in);
        reach = (int) ceilDiv((long) CROSSINGS * Math.max(in, out), out);
        left = new double[reach];
        right = new double[reach];
    }

    /** All outputs whose inputs have been heard. */
    float[] process(ResamplerState state, float[] samples) {
        long read = state.read + samples.length;
        return advance(state, samples, ceilDiv(Math.max(0, read - reach) * out, in));
    }

    /**
     * The outputs still owed when the stream ends: ⌈samples·out/in⌉ in all, as if zeros followed.
     */
    float[] finish(ResamplerState state) {
        return advance(state, new float[0], ceilDiv(state.read * out, in));
    }

    private float[] advance(ResamplerState state, float[] samples, long end) {
        int length = state.history.length + samples.length;
        // No output looks beyond the silence put around what was heard.
        float[] heard = new float[reach + length + reach];
        System.arraycopy(state.history, 0, heard, reach, state.history.length);
        System.arraycopy(samples, 0, heard, reach + state.history.length, samples.length);
        long first = state.read - state.history.length;
        float[] outputs = new float[(int) (end - state.written)];
        for (int from = 0; from < outputs.length; from += BLOCK) {
            int to = Math.min(outputs.length, from + BLOCK);
            for (int i = from; i < to && i < from + out; i++) {
                fill(outputs, i, to, state.written + i, heard, first - reach);
            }
        }
        state.read += samples.length;
        state.written = end;
        int known = reach + forgettable(length, first, end);
        state.history = Arrays.copyOfRange(heard, known, reach + length);
        return outputs;
    }

    /** How many of the samples, the first of which is {@code first}, no later output needs. */
    private int forgettable(int length, long first, long nextOutput) {
        long oldest = nextOutput * in / out - reach + 1;
        return (int) Math.max(0, Math.min(length, oldest - first));
    }

    /**
     * Outputs that lie alike between input samples: every {@code out}-th one. They share their
     * weights. Each is summed from the middle outwards, to the left and to the right; two at once,
     * so that four sums do not wait for one another.
     *
     * @param i the first of them, and its number in the stream {@code n}
     * @param heard input samples, the first of which is {@code first}
     */
    private void fill(float[] outputs, int i, int to, long n, float[] heard, long first) {
        long centre = n * in / out;
        int rest = (int) (n * in - centre * out);
        weigh(rest, left);
        weigh(out - rest, right);
        int k1 = (int) (centre - first);
        for (int i1 = i; i1 < to; i1 += 2 * out, k1 += 2 * in) {
            boolean isLast = i1 + out >= to;
            int i2 = isLast ? i1 : i1 + out;
            int k2 = isLast ? k1 : k1 + in;
            double left1 = 0;
            double left2 = 0;
            double right1 = 0;
            double right2 = 0;
            for (int j = 0; j < reach; j++) {
                left1 += heard[k1 - j] * left[j];
                left2 += heard[k2 - j] * left[j];
                right1 += heard[k1 + 1 + j] * right[j];
                right2 += heard[k2 + 1 + j] * right[j];
            }
            outputs[i1] = bounded(left1 + right1);
            outputs[i2] = bounded(left2 + right2);
        }
    }

    /** Steep signals at full scale overshoot. */
    private float bounded(double sum) {
        return (float) Math.max(-1, Math.min(1, gain * sum));
    }

    /**
     * Writes the weights of the samples on one side, from the middle outwards.
     *
     * @param distance from an output's position to the nearest sample, in 1/out of an input sample
     */
    private void weigh(int distance, double[] weights) {
        for (int j = 0; j < reach; j++) {
            weights[j] = weight(distance + j * out);
        }
    }

    /**
     * h without its gain.
     *
     * @param distance from an output's position to a sample, in 1/out of an input sample
     */
    private double weight(int distance) {
        double position = distance * entriesPerUnit;
        int entry = (int) position;
        if (entry >= END) {
            return 0;
        }
        float weight = TABLE[entry];
        return weight + (position - entry) * (TABLE[entry + 1] - weight);
    }

    // StrictMath: the table is the same on every machine.
    private static float[] table() {
        float[] table = new float[END + 1];
        table[0] = (float) CUTOFF;
        for (int i = 1; i < END; i++) {
            double t = (double) i / STEPS;
            double sinc = StrictMath.sin(Math.PI * CUTOFF * t) / (Math.PI * t);
            table[i] = (float) (sinc * kaiser(t / CROSSINGS));
        }
        return table;
    }

    private static double kaiser(double x) {
        return bessel(BETA * StrictMath.sqrt(1 - x * x)) / bessel(BETA);
    }

    /** The modified Bessel function I₀, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int i = 1; term > 1e-17 * sum; i++) {
            term *= x * x / (4.0 * i * i);
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private static long ceilDiv(long a, long b) {
        return (a + b - 1) / b;
    }
}
