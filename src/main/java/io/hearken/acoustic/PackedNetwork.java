package io.hearken.acoustic;

import io.hearken.stream.Floats;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

/**
 * A network's weights as {@link Kernel} wants them, or those of a part of it: one layer, or the
 * linear one. Never changed: networks of the same weights share one, whatever their threads.
 *
 * @param layers from the input up; none of the linear layer alone
 * @param output the linear layer on top: what gives the logits, then what gives the times; null of
 *     a recurrent layer alone, which gives h
 * @param outputBias with rows that fill the last panel
 * @param symbols V
 * @param told numbers that tell the times
 */
record PackedNetwork(
        List<PackedLayer> layers, Panels output, float[] outputBias, int symbols, int told) {
    private static final Map<NetworkWeights, WeakReference<PackedNetwork>> IN_USE =
            new WeakHashMap<>();

    /** Packs weights, unless some network in use has them packed already. */
    static synchronized PackedNetwork of(NetworkWeights weights) {
        WeakReference<PackedNetwork> before = IN_USE.get(weights);
        PackedNetwork packed = before == null ? null : before.get();
        if (packed == null) {
            packed = pack(weights);
            IN_USE.put(weights, new WeakReference<>(packed));
        }
        return packed;
    }

    /** Holds nothing of the weights themselves, or they would stay in use for ever. */
    private static PackedNetwork pack(NetworkWeights weights) {
        return pack(weights, weights.layers().stream().map(PackedLayer::of).toList());
    }

    /** One direction of a layer. */
    static PackedNetwork ofLayer(RecurrentLayer layer) {
        return new PackedNetwork(List.of(PackedLayer.of(layer)), null, new float[0], 0, 0);
    }

    /** The linear layer. */
    static PackedNetwork ofOutput(NetworkWeights weights) {
        return pack(weights, List.of());
    }

    private static PackedNetwork pack(NetworkWeights weights, List<PackedLayer> layers) {
        int symbols = weights.outputSize();
        int told = weights.timesBias().length;
        Panels output =
                new Panels(
                        PackedLayer.UNITS,
                        IntStream.range(0, symbols + told).toArray(),
                        weights.layers().get(weights.layers().size() - 1).outputSize(),
                        Floats.join(weights.outputWeight(), weights.timesWeight()));
        float[] bias = Floats.join(weights.outputBias(), weights.timesBias());
        return new PackedNetwork(layers, output, Arrays.copyOf(bias, output.rows()), symbols, told);
    }

    /** D: numbers in an input vector. */
    int inputs() {
        return layers.isEmpty() ? output.depth() : layers.get(0).inputs();
    }

    /** Numbers given of an input vector, but for the times: V, or H of a recurrent layer alone. */
    int outputs() {
        return output == null ? layers.get(0).hidden() : symbols;
    }
}
