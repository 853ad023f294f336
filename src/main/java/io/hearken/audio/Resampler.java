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

    private final long in;
    private final long out;
    private final double entriesPerUnit;
    private final double gain;
    private final int reach;

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
        reach = (int) ceilDiv(CROSSINGS * Math.max(in, out), out);
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
        float[] heard = Arrays.copyOf(state.history, state.history.length + samples.length);
        System.arraycopy(samples, 0, heard, state.history.length, samples.length);
        long first = state.read - state.history.length;
        float[] outputs = new float[(int) (end - state.written)];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = output(heard, first, state.written + i);
        }
        state.read += samples.length;
        state.written = end;
        state.history = Arrays.copyOfRange(heard, forgettable(heard, first, end), heard.length);
        return outputs;
    }

    /** How many of the samples, the first of which is {@code first}, no later output needs. */
    private int forgettable(float[] heard, long first, long nextOutput) {
        long oldest = nextOutput * in / out - reach + 1;
        return (int) Math.max(0, Math.min(heard.length, oldest - first));
    }

    private float output(float[] heard, long first, long n) {
        long centre = n * in / out;
        long rest = n * in - centre * out;
        int k = (int) (centre - first);
        double sum = wing(heard, k, -1, rest) + wing(heard, k + 1, 1, out - rest);
        // Steep signals at full scale overshoot.
        return (float) Math.max(-1, Math.min(1, gain * sum));
    }

    /**
     * One side of the sum, from the middle outwards.
     *
     * @param distance from the output's position to sample {@code k}, in 1/out of an input sample
     */
    private double wing(float[] heard, int k, int stride, long distance) {
        double sum = 0;
        for (; 0 <= k && k < heard.length; k += stride, distance += out) {
            double position = distance * entriesPerUnit;
            int entry = (int) position;
            if (entry >= END) {
                break;
            }
            float left = TABLE[entry];
            sum += heard[k] * (left + (position - entry) * (TABLE[entry + 1] - left));
        }
        return sum;
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
