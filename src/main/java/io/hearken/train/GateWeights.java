package io.hearken.train;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.Matrix;
import io.hearken.acoustic.RecurrentLayer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One recurrent layer's weights, or their gradients, in a vector: for each part of its cell that
 * has one W [H × D, column-major], then U [H × H], then the biases of all parts [parts·H]. Each
 * part has matrices of its own, so that its values come out in one run for all streams.
 */
final class GateWeights {
    private final TrainingCell cell;
    private final int inputs;
    private final int hidden;
    private final Matrix[] ih;
    private final Matrix[] hh;
    private final Matrix bias;

    /** Views of {@code vector} from {@code at} on. */
    GateWeights(TrainingCell cell, int inputs, int hidden, Matrix vector, int at) {
        this.cell = cell;
        this.inputs = inputs;
        this.hidden = hidden;
        this.ih = new Matrix[cell.parts()];
        this.hh = new Matrix[cell.parts()];
        int next = at;
        for (int p : hearing(cell)) {
            ih[p] = vector.view(next, hidden, inputs);
            next += hidden * inputs;
        }
        for (int p : remembering(cell)) {
            hh[p] = vector.view(next, hidden, hidden);
            next += hidden * hidden;
        }
        bias = vector.view(next, cell.parts() * hidden, 1);
    }

    private static int[] hearing(TrainingCell cell) {
        return IntStream.range(0, cell.parts()).filter(cell::hears).toArray();
    }

    private static int[] remembering(TrainingCell cell) {
        return IntStream.range(0, cell.parts()).filter(cell::remembers).toArray();
    }

    /** How many values are matrices' and not biases. */
    static int products(TrainingCell cell, int inputs, int hidden) {
        return hidden * (hearing(cell).length * inputs + remembering(cell).length * hidden);
    }

    static int size(TrainingCell cell, int inputs, int hidden) {
        return products(cell, inputs, hidden) + cell.parts() * hidden;
    }

    /** What {@code values} from {@code at} on are to the rest of the world. */
    static RecurrentLayer layer(Cell kind, int inputs, int hidden, float[] values, int at) {
        TrainingCell cell = TrainingCell.of(kind);
        int hhAt = at + hidden * hearing(cell).length * inputs;
        int biasAt = at + products(cell, inputs, hidden);
        float[] bias = Arrays.copyOfRange(values, biasAt, biasAt + cell.parts() * hidden);
        float[] biasHh = biases(bias, remembering(cell), hidden);
        for (int g = 0; g < remembering(cell).length; g++) {
            if (cell.hears(remembering(cell)[g])) { // one of the two is enough
                Arrays.fill(biasHh, g * hidden, (g + 1) * hidden, 0);
            }
        }
        return new RecurrentLayer(
                kind,
                inputs,
                hidden,
                rows(values, at, hearing(cell).length, hidden, inputs),
                rows(values, hhAt, remembering(cell).length, hidden, hidden),
                biases(bias, hearing(cell), hidden),
                biasHh);
    }

    private static float[] biases(float[] bias, int[] parts, int hidden) {
        float[] some = new float[parts.length * hidden];
        for (int g = 0; g < parts.length; g++) {
            System.arraycopy(bias, parts[g] * hidden, some, g * hidden, hidden);
        }
        return some;
    }

    /** The gates' matrices, column-major, below one another, row-major. */
    private static float[] rows(float[] values, int at, int gates, int rows, int columns) {
        float[] turned = new float[gates * rows * columns];
        for (int row = 0; row < gates * rows; row++) {
            int gate = at + row / rows * rows * columns;
            for (int c = 0; c < columns; c++) {
                turned[row * columns + c] = values[gate + c * rows + row % rows];
            }
        }
        return turned;
    }

    TrainingCell cell() {
        return cell;
    }

    int inputs() {
        return inputs;
    }

    int hidden() {
        return hidden;
    }

    /** W of a part that has one, [H × D]. */
    Matrix ih(int part) {
        return ih[part];
    }

    /** U of a part that has one, [H × H]. */
    Matrix hh(int part) {
        return hh[part];
    }

    /** Each part's bias B times over, as values of all streams lie: [parts·B·H]. */
    void spreadBias(float[] spread) {
        float[] values = new float[cell.parts() * hidden];
        bias.get(0, values, values.length);
        int ofPart = spread.length / cell.parts();
        for (int j = 0; j < spread.length; j++) {
            spread[j] = values[j / ofPart * hidden + j % hidden];
        }
    }

    /** The other way round: sums over the streams. */
    void gatherBias(float[] spread) {
        float[] values = new float[cell.parts() * hidden];
        int ofPart = spread.length / cell.parts();
        for (int j = 0; j < spread.length; j++) {
            values[j / ofPart * hidden + j % hidden] += spread[j];
        }
        bias.put(0, values, values.length);
    }
}
