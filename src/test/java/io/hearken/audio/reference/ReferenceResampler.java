package io.hearken.audio.reference;

/**
 * The resampler's formula, summed directly in double precision over the whole input.
 *
 * <pre>
 *   y[n] = s · Σ_k x[k] · h(s·(n·in/out − k))      s = min(1, out/in)
 *   h(t) = 0.92 · sinc(0.92·t) · I₀(7.86·√(1 − (t/32)²)) / I₀(7.86)
 * </pre>
 */
public final class ReferenceResampler {
    private ReferenceResampler() {}

    public static double[] run(float[] x, int in, int out) {
        double s = Math.min(1, (double) out / in);
        double[] y = new double[(int) Math.ceil((double) x.length * out / in)];
        for (int n = 0; n < y.length; n++) {
            for (int k = 0; k < x.length; k++) {
                y[n] += s * x[k] * h(s * ((double) n * in / out - k));
            }
        }
        return y;
    }

    private static double h(double t) {
        if (Math.abs(t) >= 32) {
            return 0;
        }
        double window = bessel(7.86 * Math.sqrt(1 - t * t / 1024)) / bessel(7.86);
        return window * (t == 0 ? 0.92 : Math.sin(Math.PI * 0.92 * t) / (Math.PI * t));
    }

    /** I₀(x) = Σ ((x/2)ⁱ / i!)² */
    private static double bessel(double x) {
        double sum = 0;
        double root = 1;
        for (int i = 1; i < 60; i++) {
            sum += root * root;
            root *= x / 2 / i;
        }
        return sum;
    }
}
