package io.hearken.train;

import io.hearken.acoustic.Matrix;
import java.util.Arrays;

/**
 * One recurrent layer with a backward pass, and everything that one needs of the forward pass. The
 * products are small on purpose, and work on what the step has just written.
 */
final class TrainingLayer {
    /** So many columns are gathered before they are multiplied into the weights' gradients. */
    private static final int GATHERED = 128;

    private final int steps;
    private final int gather;
    private final TrainingCell cell;
    private final GateWeights weights;
    private final GateWeights gradients;
    private final Matrix[] turnedIh;
    private final Matrix[] turnedHh;
    private final Steps[] gathered;
    private final Steps z;

    /** h before the first step, then after each. */
    private final Steps hiddens;

    private final Steps output;
    private final Steps dropped;
    private final Steps outputGradient;
    private final Matrix recurrent;
    private final float[][] parts;
    private final float[][] remembered;
    private final float[][] spares;
    private final float[] bias;
    private final float[] masks;
    private final float[] dh;
    private final float[] dhLater;
    private final float[] dc;
    private final float[] dz;
    private final float[] biasGradient;
    private boolean masked;

    TrainingLayer(GateWeights weights, GateWeights gradients, int steps, int streams) {
        this.cell = weights.cell();
        this.weights = weights;
        this.gradients = gradients;
        this.steps = steps;
        this.gather = Math.min(steps, Math.max(1, GATHERED / streams));
        int hidden = weights.hidden();
        int count = cell.parts();
        turnedIh = new Matrix[count];
        turnedHh = new Matrix[count];
        gathered = new Steps[count];
        for (int p = 0; p < count; p++) {
            turnedIh[p] = new Matrix(weights.inputs(), hidden);
            turnedHh[p] = new Matrix(hidden, hidden);
            gathered[p] = new Steps(hidden, gather, streams);
        }
        z = new Steps(hidden, count, streams);
        hiddens = new Steps(hidden, steps + 1, streams);
        output = hiddens.from(1, steps);
        dropped = new Steps(hidden, steps, streams);
        outputGradient = new Steps(hidden, steps, streams);
        recurrent = new Matrix(hidden, streams);
        int n = hidden * streams;
        parts = new float[steps][count * n];
        remembered = new float[steps + 1][n];
        spares = new float[steps][n];
        bias = new float[count * n];
        masks = new float[steps * n];
        dh = new float[n];
        dhLater = new float[n];
        dc = new float[n];
        dz = new float[count * n];
        biasGradient = new float[count * n];
    }

    /** What the layer above hears. */
    Steps passedOn() {
        return masked ? dropped : output;
    }

    /** The gradient with respect to {@link #passedOn}, to be written before going backward. */
    Steps outputGradient() {
        return outputGradient;
    }

    /**
     * The forward pass.
     *
     * @param h [H·B], overwritten with the state after the last step
     * @param c [H·B], what the cell remembers beside h; overwritten likewise
     * @param number of this layer, for {@code dropout} of what it passes on
     */
    void forward(Steps x, float[] h, float[] c, Dropout dropout, int number) {
        masked = !dropout.isNone();
        if (masked) {
            dropout.mask(number, masks);
        }
        weights.spreadBias(bias);
        hiddens.at(0).put(0, h, h.length);
        System.arraycopy(c, 0, remembered[0], 0, c.length);
        for (int t = 0; t < steps; t++) {
            for (int p = 0; p < cell.parts(); p++) {
                if (cell.hears(p)) {
                    z.at(p).product(weights.ih(p), x.at(t), 0);
                }
                if (cell.remembers(p)) {
                    z.at(p).product(weights.hh(p), hiddens.at(t), cell.hears(p) ? 1 : 0);
                }
            }
            z.all().get(0, parts[t], parts[t].length);
            cell.forward(parts[t], bias, remembered[t], remembered[t + 1], spares[t], h);
            output.at(t).put(0, h, h.length);
            if (masked) {
                dropped.at(t).put(0, mask(h.clone(), t), h.length);
            }
        }
        System.arraycopy(remembered[steps], 0, c, 0, c.length);
    }

    private float[] mask(float[] values, int t) {
        int from = t * values.length;
        for (int j = 0; j < values.length; j++) {
            values[j] *= masks[from + j];
        }
        return values;
    }

    /**
     * The backward pass of the last {@link #forward}, from {@link #outputGradient} to the gradients
     * of the parameters.
     *
     * @param x what went forward
     * @param dx receives the gradient with respect to it; null if nobody asks
     */
    void backward(Steps x, Steps dx) {
        for (int p = 0; p < cell.parts(); p++) {
            if (cell.hears(p)) {
                turn(weights.ih(p), turnedIh[p]);
            }
            if (cell.remembers(p)) {
                turn(weights.hh(p), turnedHh[p]);
            }
        }
        Arrays.fill(dhLater, 0);
        Arrays.fill(dc, 0);
        Arrays.fill(biasGradient, 0);
        int from = steps;
        while (from > 0) {
            int to = from;
            from = Math.max(0, to - gather);
            for (int t = to - 1; t >= from; t--) {
                backward(t, t - from, dx);
            }
            addToGradients(x, from, to - from, to == steps ? 0 : 1);
        }
        gradients.gatherBias(biasGradient);
    }

    private void backward(int t, int place, Steps dx) {
        outputGradient.at(t).get(0, dh, dh.length);
        if (masked) {
            mask(dh, t);
        }
        add(dhLater, dh);
        cell.backward(parts[t], remembered[t], spares[t], dh, dc, dz);
        add(dz, biasGradient);
        for (int p = 0; p < cell.parts(); p++) {
            Matrix now = gathered[p].at(place);
            now.put(0, dz, p * dh.length, dh.length);
            float keep = p == 0 ? 0 : 1; // the first part always has both products
            if (cell.remembers(p)) {
                recurrent.product(turnedHh[p], now, keep);
            }
            if (cell.hears(p) && dx != null) {
                dx.at(t).product(turnedIh[p], now, keep);
            }
        }
        recurrent.get(0, dhLater, dhLater.length);
    }

    private void addToGradients(Steps x, int from, int count, float keep) {
        Matrix xs = x.some(from, count);
        Matrix hs = hiddens.some(from, count);
        for (int p = 0; p < cell.parts(); p++) {
            Matrix dz = gathered[p].some(0, count);
            if (cell.hears(p)) {
                gradients.ih(p).productTransposedRight(dz, xs, keep);
            }
            if (cell.remembers(p)) {
                gradients.hh(p).productTransposedRight(dz, hs, keep);
            }
        }
    }

    private static void turn(Matrix weight, Matrix turned) {
        float[] rows = weight.toRows();
        turned.put(0, rows, rows.length);
    }

    private static void add(float[] values, float[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += values[j];
        }
    }
}
