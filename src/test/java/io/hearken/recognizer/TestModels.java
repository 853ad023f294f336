package io.hearken.recognizer;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.acoustic.RandomNetwork;
import io.hearken.acoustic.RecurrentLayer;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small models that need no training. */
public final class TestModels {
    public static final FeatureSpec SPEC = FeatureSpec.SPEECH_8K;
    private static final int D = SPEC.dimension();

    private TestModels() {}

    /**
     * Hears symbol v in every vector whose number v - 1 is positive, without any memory; of audio
     * it hears "one" wherever sound is loud.
     *
     * <pre>
     *   i, o open   f shut   g = tanh(10·x_j)   logits = 20·h, the blank's 8
     * </pre>
     */
    public static Model echo() {
        return adding("echo", -20);
    }

    /**
     * As {@link #echo}, but f is open: it adds up what it hears for ever, and after so much silence
     * hears nothing for as long.
     */
    public static Model weary() {
        return adding("weary", 20);
    }

    private static Model adding(String name, float forgetBias) {
        int H = 3;
        float[] weightIh = new float[4 * H * D];
        float[] bias = new float[4 * H];
        for (int j = 0; j < H; j++) {
            weightIh[(2 * H + j) * D + j] = 10;
            bias[j] = 20;
            bias[H + j] = forgetBias;
            bias[3 * H + j] = 20;
        }
        RecurrentLayer layer =
                new RecurrentLayer(
                        Cell.LSTM, D, H, weightIh, new float[4 * H * H], bias, new float[4 * H]);
        float[] output = new float[(H + 1) * H];
        for (int j = 0; j < H; j++) {
            output[(j + 1) * H + j] = 20;
        }
        NetworkWeights weights =
                new NetworkWeights(List.of(layer), output, new float[] {8, 0, 0, 0});
        return model(name, loudness(), List.of("one", "two", "three"), weights);
    }

    /**
     * The echo with more to tell: "three" is a silent word, "one" must be sure, and every word
     * began 0.2 s before its likeliest step and ends 0.1 s after.
     */
    public static Model telling() {
        Model echo = echo();
        NetworkWeights weights =
                new NetworkWeights(
                        echo.weights().layers(),
                        echo.weights().outputWeight(),
                        echo.weights().outputBias(),
                        new float[2 * 3],
                        new float[] {0.2f, 0.1f});
        Speech speech =
                new Speech(List.of("two", "one"), new Calibration(1.5, -0.5), Map.of("one", 0.25));
        return model("telling", loudness(), List.of("one", "two", "three"), weights, speech);
    }

    /** Vectors in which the echo hears these symbols, written as digits. */
    public static float[] vectors(String symbols) {
        float[] vectors = new float[symbols.length() * D];
        for (int t = 0; t < symbols.length(); t++) {
            if (symbols.charAt(t) != '0') {
                vectors[t * D + symbols.charAt(t) - '1'] = 1;
            }
        }
        return vectors;
    }

    /** Digital silence has a c0 of -139, loud sounds one above 0; nothing else may count. */
    private static Normalization loudness() {
        float[] mean = new float[D];
        Arrays.fill(mean, 1e4f);
        mean[0] = -40;
        float[] scale = new float[D];
        Arrays.fill(scale, 1);
        return new Normalization(mean, scale);
    }

    /** Has learned nothing, and says something else every other moment. */
    public static Model restless() {
        return restless(Cell.LSTM);
    }

    /** The same made of other cells. */
    public static Model restless(Cell cell) {
        return restless("restless", RandomNetwork.weights(cell, 1, D, 16, 2, 5));
    }

    /** The same that also goes backwards. */
    public static Model bothWays(Cell cell) {
        return restless("both-ways", RandomNetwork.bothWays(cell, 1, D, 16, 2, 5));
    }

    private static Model restless(String name, NetworkWeights random) {
        List<RecurrentLayer> layers = random.layers().stream().map(TestModels::moody).toList();
        NetworkWeights weights =
                new NetworkWeights(
                        layers, times(12, random.outputWeight()), new float[] {0.5f, 0, 0, 0, 0});
        float[] mean = new float[D];
        float[] scale = new float[D];
        Arrays.fill(scale, 0.3f);
        for (int d = 0; d < D; d += SPEC.coefficients()) {
            mean[d] = -20;
        }
        Normalization normalization = new Normalization(mean, scale);
        return model(name, normalization, List.of("a", "b", "c", "d"), weights);
    }

    /** The restless one as a classifier, which says all but b, and e only if it is sure. */
    public static Model classifier(Cell cell, Head head) {
        Model restless = restless(cell);
        return classifier(restless, restless.weights(), head);
    }

    /** The same that also goes backwards. */
    static Model bothWays(Cell cell, Head head, boolean bothEnds) {
        Model both = bothWays(cell);
        NetworkWeights weights = both.weights();
        return classifier(both, bothEnds ? weights.withBothEnds() : weights, head);
    }

    private static Model classifier(Model restless, NetworkWeights weights, Head head) {
        Model model =
                new Model(
                        "classifier",
                        "",
                        restless.features(),
                        restless.normalization(),
                        List.of("e", "a", "b", "c", "d"),
                        weights,
                        new Speech(List.of("a", "c", "d", "e"), Calibration.NONE, Map.of("e", 0.3)),
                        head,
                        Map.of());
        return ModelFile.parse(ModelFile.bytes(model), "classifier");
    }

    /** Without biases, which would settle on one symbol. */
    private static RecurrentLayer moody(RecurrentLayer layer) {
        float factor = layer.cell() == Cell.RELU ? 1 : 3; // which has no bounds
        RecurrentLayer forward = moody(layer, factor);
        return layer.backward().map(half -> forward.with(moody(half, factor))).orElse(forward);
    }

    private static RecurrentLayer moody(RecurrentLayer layer, float factor) {
        return new RecurrentLayer(
                layer.cell(),
                layer.inputSize(),
                layer.hiddenSize(),
                times(factor, layer.weightIh()),
                times(factor, layer.weightHh()),
                new float[layer.biasIh().length],
                new float[layer.biasHh().length]);
    }

    private static float[] times(float factor, float[] values) {
        float[] product = values.clone();
        for (int j = 0; j < product.length; j++) {
            product[j] *= factor;
        }
        return product;
    }

    private static Model model(
            String name, Normalization normalization, List<String> words, NetworkWeights weights) {
        return model(name, normalization, words, weights, Speech.of(words));
    }

    private static Model model(
            String name,
            Normalization normalization,
            List<String> words,
            NetworkWeights weights,
            Speech speech) {
        List<String> symbols = new ArrayList<>(List.of(Model.BLANK));
        symbols.addAll(words);
        Model model =
                new Model(
                        name,
                        SPEC,
                        normalization,
                        symbols,
                        weights,
                        Map.of("made", "by hand", "updates", "0"));
        return ModelFile.parse(ModelFile.bytes(model.with(speech)), name);
    }
}
