package io.hearken.reference;

import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A network with layers that also go backwards, for one whole sequence, from {@link
 * ReferenceNetwork}'s steps in double: what goes backwards is the same layer over the sequence
 * turned round, and its outputs are turned round again.
 */
public final class ReferenceBidirectional {
    private ReferenceBidirectional() {}

    /** The log-posteriors: [T][V]. */
    public static double[][] run(NetworkWeights weights, double[][] x) {
        double[][] in = x;
        for (RecurrentLayer layer : weights.layers()) {
            double[][] ahead = ReferenceNetwork.hidden(layer, in);
            double[][] turned = turned(in);
            in =
                    layer.backward()
                            .map(half -> turned(ReferenceNetwork.hidden(half, turned)))
                            .map(back -> sideBySide(ahead, back))
                            .orElse(ahead);
        }
        if (weights.bothEnds()) {
            int H = in[0].length / 2;
            double[] last = in[in.length - 1].clone();
            System.arraycopy(in[0], H, last, H, H);
            in[in.length - 1] = last;
        }
        ReferenceNetwork.Weights linear = ReferenceNetwork.Weights.of(weights);
        return Arrays.stream(in)
                .map(h -> ReferenceNetwork.logSoftmax(ReferenceNetwork.logits(linear, h)))
                .toArray(double[][]::new);
    }

    private static double[][] turned(double[][] rows) {
        List<double[]> turned = new ArrayList<>(Arrays.asList(rows));
        Collections.reverse(turned);
        return turned.toArray(double[][]::new);
    }

    private static double[][] sideBySide(double[][] left, double[][] right) {
        double[][] both = new double[left.length][];
        for (int t = 0; t < left.length; t++) {
            both[t] = Arrays.copyOf(left[t], left[t].length + right[t].length);
            System.arraycopy(right[t], 0, both[t], left[t].length, right[t].length);
        }
        return both;
    }
}
