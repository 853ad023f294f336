package io.hearken.train;

import io.hearken.acoustic.LstmLayer;
import io.hearken.acoustic.Matrix;
import java.util.Arrays;

/**
 * One LSTM layer's weights, or their gradients, in a vector: W of the gates i, f, g, o [H × D each,
 * column-major], then U [H × H each], then the biases [4H]. Each gate has matrices of its own, so
 * that a gate's values come out in one run for all streams.
 */
final class GateWeights {
    static final int GATES = 4;

    private final int inputs;
    private final int hidden;
    private final Matrix[] ih = new Matrix[GATES];
    private final Matrix[] hh = new Matrix[GATES];
    private final Matrix bias;

    /** Views of {@code vector} from {@code at} on. */
    GateWeights(int inputs, int hidden, Matrix vector, int at) {
        this.inputs = inputs;
        this.hidden = hidden;
        int hhAt = at + GATES * hidden * inputs;
        for (int g = 0; g < GATES; g++) {
            ih[g] = vector.view(at + g * hidden * inputs, hidden, inputs);
            hh[g] = vector.view(hhAt + g * hidden * hidden, hidden, hidden);
        }
        bias = vector.view(hhAt + GATES * hidden * hidden, GATES * hidden, 1);
    }

    static int size(int inputs, int hidden) {
        return GATES * hidden * (inputs + hidden + 1);
    }

    /** What {@code values} from {@code at} on are to the rest of the world. */
    static LstmLayer layer(int inputs, int hidden, float[] values, int at) {
        int hhAt = at + GATES * hidden * inputs;
        int biasAt = hhAt + GATES * hidden * hidden;
        return new LstmLayer(
                inputs,
                hidden,
                rows(values, at, hidden, inputs),
                rows(values, hhAt, hidden, hidden),
                Arrays.copyOfRange(values, biasAt, biasAt + GATES * hidden),
                new float[GATES * hidden]);
    }

    /** The gates' matrices, column-major, below one another, row-major. */
    private static float[] rows(float[] values, int at, int rows, int columns) {
        float[] turned = new float[GATES * rows * columns];
        for (int row = 0; row < GATES * rows; row++) {
            int gate = at + row / rows * rows * columns;
            for (int c = 0; c < columns; c++) {
                turned[row * columns + c] = values[gate + c * rows + row % rows];
            }
        }
        return turned;
    }

    int inputs() {
        return inputs;
    }

    int hidden() {
        return hidden;
    }

    /** W of a gate, [H × D]. */
    Matrix ih(int gate) {
        return ih[gate];
    }

    /** U of a gate, [H × H]. */
    Matrix hh(int gate) {
        return hh[gate];
    }

    /** Each gate's bias B times over, as values of all streams lie: [4·B·H]. */
    void spreadBias(float[] spread) {
        float[] values = new float[GATES * hidden];
        bias.get(0, values, values.length);
        int ofGate = spread.length / GATES;
        for (int j = 0; j < spread.length; j++) {
            spread[j] = values[j / ofGate * hidden + j % hidden];
        }
    }

    /** The other way round: sums over the streams. */
    void gatherBias(float[] spread) {
        float[] values = new float[GATES * hidden];
        int ofGate = spread.length / GATES;
        for (int j = 0; j < spread.length; j++) {
            values[j / ofGate * hidden + j % hidden] += spread[j];
        }
        bias.put(0, values, values.length);
    }
}
