package io.hearken.acoustic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Networks that have learned nothing, and frames for them. */
public final class RandomNetwork {
    private RandomNetwork() {}

    /** Of LSTMs: weights uniform within ±1/√H, as PyTorch begins. */
    public static NetworkWeights weights(long seed, int D, int H, int layers, int V) {
        return weights(Cell.LSTM, seed, D, H, layers, V);
    }

    /** The same of other cells. */
    public static NetworkWeights weights(Cell cell, long seed, int D, int H, int layers, int V) {
        Random random = new Random(seed);
        float bound = (float) (1 / Math.sqrt(H));
        int rows = cell.gates() * H;
        List<RecurrentLayer> stack = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int inputs = l == 0 ? D : H;
            stack.add(
                    new RecurrentLayer(
                            cell,
                            inputs,
                            H,
                            uniform(random, rows * inputs, bound),
                            uniform(random, rows * H, bound),
                            uniform(random, rows, bound),
                            uniform(random, rows, bound)));
        }
        return new NetworkWeights(stack, uniform(random, V * H, bound), uniform(random, V, bound));
    }

    /** The same whose layers have backward halves, with a head that tells times. */
    public static NetworkWeights bothWays(Cell cell, long seed, int D, int H, int layers, int V) {
        List<RecurrentLayer> stack = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int inputs = l == 0 ? D : 2 * H;
            RecurrentLayer ahead = weights(cell, seed + l, inputs, H, 1, V).layers().get(0);
            RecurrentLayer back = weights(cell, ~seed - l, inputs, H, 1, V).layers().get(0);
            stack.add(ahead.with(back));
        }
        NetworkWeights top = withTimes(cell, seed, D, 2 * H, 1, V);
        return new NetworkWeights(
                stack, top.outputWeight(), top.outputBias(), top.timesWeight(), top.timesBias());
    }

    /** The same with a head that tells times. */
    public static NetworkWeights withTimes(long seed, int D, int H, int layers, int V) {
        return withTimes(Cell.LSTM, seed, D, H, layers, V);
    }

    public static NetworkWeights withTimes(Cell cell, long seed, int D, int H, int layers, int V) {
        NetworkWeights plain = weights(cell, seed, D, H, layers, V);
        Random random = new Random(~seed);
        float bound = (float) (1 / Math.sqrt(H));
        return new NetworkWeights(
                plain.layers(),
                plain.outputWeight(),
                plain.outputBias(),
                uniform(random, 2 * H, bound),
                uniform(random, 2, bound));
    }

    /** Frames as normalization leaves them: [frames × D], mean 0, deviation 1. */
    public static float[] frames(Random random, int frames, int D) {
        float[] values = new float[frames * D];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return values;
    }

    public static float[] uniform(Random random, int count, float bound) {
        float[] values = new float[count];
        for (int j = 0; j < count; j++) {
            values[j] = (random.nextFloat() * 2 - 1) * bound;
        }
        return values;
    }
}
