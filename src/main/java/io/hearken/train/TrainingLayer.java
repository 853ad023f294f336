package io.hearken.train;

import io.hearken.acoustic.Matrix;
import java.util.Arrays;

/**
 * One LSTM layer with a backward pass, and everything that one needs of the forward pass. The
 * products are small on purpose, and work on what the step has just written.
 */
final class TrainingLayer {
    private static final int GATES = GateWeights.GATES;

    /** So many columns are gathered before they are multiplied into the weights' gradients. */
    private static final int GATHERED = 128;

    private final int steps;
    private final int gather;
    private final GateWeights weights;
    private final GateWeights gradients;
    private final Matrix[] turnedIh = new Matrix[GATES];
    private final Matrix[] turnedHh = new Matrix[GATES];
    private final Steps[] gathered = new Steps[GATES];
    private final Steps z;

    /** h before the first step, then after each. */
    private final Steps hiddens;

    private final Steps output;
    private final Steps dropped;
    private final Steps outputGradient;
    private final Matrix recurrent;
    private final float[][] gates;
    private final float[][] cells;
    private final float[][] tanhCells;
    private final float[] bias;
    private final float[] masks;
    private final float[] dh;
    private final float[] dhLater;
    private final float[] dc;
    private final float[] dz;
    private final float[] biasGradient;
    private boolean masked;

    TrainingLayer(GateWeights weights, GateWeights gradients, int steps, int streams) {
        this.weights = weights;
        this.gradients = gradients;
        this.steps = steps;
        this.gather = Math.min(steps, Math.max(1, GATHERED / streams));
        int hidden = weights.hidden();
        for (int g = 0; g < GATES; g++) {
            turnedIh[g] = new Matrix(weights.inputs(), hidden);
            turnedHh[g] = new Matrix(hidden, hidden);
            gathered[g] = new Steps(hidden, gather, streams);
        }
        z = new Steps(hidden, GATES, streams);
        hiddens = new Steps(hidden, steps + 1, streams);
        output = hiddens.from(1, steps);
        dropped = new Steps(hidden, steps, streams);
        outputGradient = new Steps(hidden, steps, streams);
        recurrent = new Matrix(hidden, streams);
        int n = hidden * streams;
        gates = new float[steps][GATES * n];
        cells = new float[steps + 1][n];
        tanhCells = new float[steps][n];
        bias = new float[GATES * n];
        masks = new float[steps * n];
        dh = new float[n];
        dhLater = new float[n];
        dc = new float[n];
        dz = new float[GATES * n];
        biasGradient = new float[GATES * n];
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
     * @param c [H·B], overwritten with the state after the last step
     * @param number of this layer, for {@code dropout} of what it passes on
     */
    void forward(Steps x, float[] h, float[] c, Dropout dropout, int number) {
        masked = !dropout.isNone();
        if (masked) {
            dropout.mask(number, masks);
        }
        weights.spreadBias(bias);
        hiddens.at(0).put(0, h, h.length);
        System.arraycopy(c, 0, cells[0], 0, c.length);
        for (int t = 0; t < steps; t++) {
            for (int g = 0; g < GATES; g++) {
                z.at(g).product(weights.ih(g), x.at(t), 0);
                z.at(g).product(weights.hh(g), hiddens.at(t), 1);
            }
            z.all().get(0, gates[t], gates[t].length);
            LstmCell.forward(gates[t], bias, cells[t], cells[t + 1], tanhCells[t], h);
            output.at(t).put(0, h, h.length);
            if (masked) {
                dropped.at(t).put(0, mask(h.clone(), t), h.length);
            }
        }
        System.arraycopy(cells[steps], 0, c, 0, c.length);
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
        for (int g = 0; g < GATES; g++) {
            turn(weights.hh(g), turnedHh[g]);
            turn(weights.ih(g), turnedIh[g]);
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
        LstmCell.backward(gates[t], cells[t], tanhCells[t], dh, dc, dz);
        add(dz, biasGradient);
        for (int g = 0; g < GATES; g++) {
            Matrix now = gathered[g].at(place);
            now.put(0, dz, g * dh.length, dh.length);
            recurrent.product(turnedHh[g], now, g == 0 ? 0 : 1);
            if (dx != null) {
                dx.at(t).product(turnedIh[g], now, g == 0 ? 0 : 1);
            }
        }
        recurrent.get(0, dhLater, dhLater.length);
    }

    private void addToGradients(Steps x, int from, int count, float keep) {
        Matrix xs = x.some(from, count);
        Matrix hs = hiddens.some(from, count);
        for (int g = 0; g < GATES; g++) {
            Matrix dz = gathered[g].some(0, count);
            gradients.ih(g).productTransposedRight(dz, xs, keep);
            gradients.hh(g).productTransposedRight(dz, hs, keep);
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
