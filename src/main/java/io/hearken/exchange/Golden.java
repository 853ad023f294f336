package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Emission;
import io.hearken.acoustic.Hearing;
import io.hearken.acoustic.NetworkState;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.recognizer.Model;
import io.hearken.tensor.NumpyFile;
import io.hearken.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Inputs, and what another framework made of them: arrays {@code x} [T × D] or [B × T × D] and
 * {@code y} [T × V] or [B × T × V], or of the last step alone [V] or [B × V], in an {@code .npz}.
 * Arrays saved without names are taken in this order. {@code y} may be logits, log-posteriors or
 * posteriors; what is compared are log-posteriors, of posteriors posteriors.
 */
public final class Golden {
    private final float[][] inputs;
    private final float[][] outputs;
    private final boolean isProbability;
    private final int symbols;

    /**
     * How far a network is from what it should say.
     *
     * @param largest difference of all
     * @param stream where it is
     * @param step where it is
     * @param output where it is
     * @param steps compared, of all streams
     * @param labels of them, how many have the same likeliest output
     */
    public record Result(double largest, int stream, int step, int output, int steps, int labels) {
        /** Whether every likeliest output is the same. */
        public boolean labelsAgree() {
            return labels == steps;
        }
    }

    private Golden(float[][] inputs, float[][] outputs, boolean isProbability, int symbols) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.isProbability = isProbability;
        this.symbols = symbols;
    }

    /**
     * Reads the arrays for a model.
     *
     * @throws IllegalArgumentException if they are not there, or do not fit the model
     */
    public static Golden parse(byte[] npz, Model model) {
        Map<String, Tensor> arrays = NumpyFile.parse(npz);
        Tensor x = array(arrays, "x", "arr_0");
        Tensor y = array(arrays, "y", "arr_1");
        int D = model.weights().inputSize();
        int V = model.weights().outputSize();
        int[] shape = x.shape();
        require(
                (shape.length == 2 || shape.length == 3) && shape[shape.length - 1] == D,
                "x must be [steps × %d] or [streams × steps × %d], got %s",
                D,
                D,
                x);
        int streams = shape.length == 3 ? shape[0] : 1;
        int steps = shape[shape.length - 2];
        int length = y.values().length;
        require(
                streams > 0
                        && steps > 0
                        && y.shape().length > 0
                        && y.shape()[y.shape().length - 1] == V
                        && (length == streams * steps * V || length == streams * V),
                "y must have %d outputs for each of %d × %d steps, or for each last one, got %s",
                V,
                streams,
                steps,
                y);
        return new Golden(parts(x, streams), parts(y, streams), isProbability(y, V), V);
    }

    private static Tensor array(Map<String, Tensor> arrays, String name, String unnamed) {
        Tensor array = arrays.getOrDefault(name, arrays.get(unnamed));
        require(array != null, "there is no array %s among %s", name, arrays.keySet());
        return array;
    }

    private static float[][] parts(Tensor tensor, int streams) {
        float[][] parts = new float[streams][];
        for (int b = 0; b < streams; b++) {
            parts[b] = Matrices.part(tensor.values(), b, streams);
        }
        return parts;
    }

    /** Rows of numbers that are not negative and add up to one. */
    private static boolean isProbability(Tensor y, int V) {
        for (int at = 0; at < y.values().length; at += V) {
            double sum = 0;
            for (int v = at; v < at + V; v++) {
                if (y.values()[v] < 0) {
                    return false;
                }
                sum += y.values()[v];
            }
            if (Math.abs(sum - 1) > 1e-3) {
                return false;
            }
        }
        return true;
    }

    /** Runs the inputs, all streams at once, and compares. */
    public Result compare(NetworkWeights weights) {
        List<NetworkState> states = new ArrayList<>();
        for (int b = 0; b < inputs.length; b++) {
            states.add(NetworkState.zero(weights));
        }
        List<Emission> heard = Hearing.of(weights).advance(states, Arrays.asList(inputs));
        Comparison comparison = new Comparison();
        for (int b = 0; b < inputs.length; b++) {
            float[] said = heard.get(b).logPosteriors();
            int first = (said.length - outputs[b].length) / symbols;
            for (int t = 0; t * symbols < outputs[b].length; t++) {
                comparison.step(b, first + t, said, outputs[b], t);
            }
        }
        return comparison.result();
    }

    /** Goes through the steps. */
    private final class Comparison {
        private double largest = -1;
        private int[] where = new int[3];
        private int steps;
        private int labels;

        void step(int stream, int step, float[] said, float[] expected, int place) {
            double shift = isProbability ? 0 : logSum(expected, place);
            int ours = 0;
            int theirs = 0;
            for (int v = 0; v < symbols; v++) {
                float log = said[step * symbols + v];
                float right = expected[place * symbols + v];
                double off =
                        Math.abs(isProbability ? Math.exp(log) - right : log - (right - shift));
                // Written so that NaN is the worst of all.
                if (!Double.isNaN(largest) && !(off <= largest)) {
                    largest = off;
                    where = new int[] {stream, step, v};
                }
                ours = log > said[step * symbols + ours] ? v : ours;
                theirs = right > expected[place * symbols + theirs] ? v : theirs;
            }
            steps++;
            labels += ours == theirs ? 1 : 0;
        }

        private double logSum(float[] values, int place) {
            double most = Double.NEGATIVE_INFINITY;
            for (int v = 0; v < symbols; v++) {
                most = Math.max(most, values[place * symbols + v]);
            }
            double sum = 0;
            for (int v = 0; v < symbols; v++) {
                sum += Math.exp(values[place * symbols + v] - most);
            }
            return most + Math.log(sum);
        }

        Result result() {
            return new Result(largest, where[0], where[1], where[2], steps, labels);
        }
    }
}
