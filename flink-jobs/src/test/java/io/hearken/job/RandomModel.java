package io.hearken.job;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import io.hearken.recognizer.Head;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.Speech;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model that learned nothing, but hears words in any audio: the same ones every time. */
final class RandomModel {
    private static final FeatureSpec SPEC = FeatureSpec.SPEECH_8K;
    private static final List<String> SYMBOLS = List.of(Model.BLANK, "ba", "bo", "bu");
    private static final int HIDDEN = 8;

    private RandomModel() {}

    static ShippedModel create() {
        return create(Cell.LSTM);
    }

    static ShippedModel create(Cell cell) {
        return create(cell, Head.CTC);
    }

    static ShippedModel create(Cell cell, Head head) {
        Random random = new Random(7);
        return create(List.of(layer(cell, random)), random, head);
    }

    /** The same that also goes backwards. */
    static ShippedModel bothWays() {
        Random random = new Random(7);
        RecurrentLayer forward = layer(Cell.LSTM, random);
        return create(List.of(forward.with(layer(Cell.LSTM, random))), random, Head.CTC);
    }

    private static RecurrentLayer layer(Cell cell, Random random) {
        int rows = cell.gates() * HIDDEN;
        int inputs = SPEC.dimension();
        return new RecurrentLayer(
                cell,
                inputs,
                HIDDEN,
                gaussian(random, rows * inputs, 0.5),
                gaussian(random, rows * HIDDEN, 0.5),
                new float[rows],
                new float[rows]);
    }

    private static ShippedModel create(List<RecurrentLayer> layers, Random random, Head head) {
        float[] scale = new float[SPEC.dimension()];
        Arrays.fill(scale, 0.1f);
        NetworkWeights weights =
                new NetworkWeights(
                        layers,
                        gaussian(random, SYMBOLS.size() * layers.get(0).outputSize(), 3),
                        new float[SYMBOLS.size()]);
        Model model =
                new Model(
                        "random",
                        "",
                        SPEC,
                        new Normalization(new float[scale.length], scale),
                        SYMBOLS,
                        weights,
                        Speech.of(SYMBOLS),
                        head,
                        Map.of());
        return new ShippedModel("random", ModelFile.bytes(model));
    }

    private static float[] gaussian(Random random, int size, double deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
