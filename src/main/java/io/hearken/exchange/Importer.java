package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import io.hearken.recognizer.Calibration;
import io.hearken.recognizer.Head;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.Safetensors;
import io.hearken.recognizer.Speech;
import io.hearken.tensor.Archive;
import io.hearken.tensor.HdfFile;
import io.hearken.tensor.OnnxFile;
import io.hearken.tensor.TorchFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a model of another framework's file: PyTorch's {@code .pt} and {@code .safetensors},
 * Keras's {@code .h5} and {@code .keras}, ONNX. What the file is shows its content, not its name.
 * Nothing in a file is run.
 */
public final class Importer {
    private static final byte[] HDF = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final String KERAS_CONFIG = "config.json";
    private static final String KERAS_WEIGHTS = "model.weights.h5";
    private static final int SAFETENSORS_AT = 8;
    private static final int RAW_RATE = 8_000;
    private static final double USUAL_FLOOR = 3e-3;

    private Importer() {}

    /**
     * A model of a file's bytes.
     *
     * @param name the model's
     * @throws IllegalArgumentException if the network is not one of those known here, or the
     *     settings do not fit it; the message says what would
     */
    public static Model read(byte[] bytes, String name, ImportSettings settings) {
        Foreign foreign = network(bytes, Cell.of(settings.cell()));
        boolean isLabel = isLabel(foreign, settings);
        require(isLabel || !settings.bothEnds(), "bothEnds is of a classifier, and head is ctc");
        NetworkWeights weights =
                isLabel && (foreign.bothEnds() || settings.bothEnds())
                        ? foreign.weights().withBothEnds()
                        : foreign.weights();
        require(
                weights.outputSize() > 1,
                "the network has %d outputs, a model needs at least 2",
                weights.outputSize());
        List<String> symbols = symbols(weights.outputSize(), settings, isLabel);
        FeatureSpec features = features(weights.inputSize(), settings);
        Speech all = Speech.of(symbols);
        List<String> said =
                settings.vocabulary().isEmpty() ? all.vocabulary() : settings.vocabulary();
        Model model =
                new Model(
                        name,
                        "",
                        features,
                        normalization(features.dimension(), settings),
                        symbols,
                        weights,
                        new Speech(said, Calibration.NONE, Map.of()),
                        head(isLabel, settings),
                        Map.of("imported", "by hearken import"));
        return ModelFile.parse(ModelFile.bytes(model), name);
    }

    /** The network in a file. */
    private static Foreign network(byte[] bytes, Cell plain) {
        if (isHdf(bytes)) {
            return keras(bytes, "", plain);
        }
        if (bytes.length > SAFETENSORS_AT && bytes[SAFETENSORS_AT] == '{') {
            Safetensors file = Safetensors.parse(bytes);
            require(
                    !file.hasMetadata("format_version"),
                    "is a model file of Hearken's own: use it as it is");
            return TorchNetwork.sorted(file.tensors(), plain);
        }
        if (!Archive.isOne(bytes)) {
            return TorchFile.isPickle(bytes)
                    ? TorchNetwork.read(TorchFile.parse(bytes), plain)
                    : OnnxNetwork.read(onnx(bytes));
        }
        Archive zip = Archive.of(bytes);
        Optional<byte[]> weights = zip.find(KERAS_WEIGHTS);
        if (weights.isEmpty()) {
            return TorchNetwork.read(TorchFile.parse(bytes), plain);
        }
        String config =
                new String(zip.find(KERAS_CONFIG).orElse(new byte[0]), StandardCharsets.UTF_8);
        return keras(weights.get(), config, plain);
    }

    /** What has no marks of its own. */
    private static OnnxFile onnx(byte[] bytes) {
        try {
            return OnnxFile.parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "neither PyTorch's nor Keras's, and as ONNX: " + e.getMessage(), e);
        }
    }

    private static Foreign keras(byte[] bytes, String config, Cell plain) {
        HdfFile file = HdfFile.parse(bytes);
        String own = config.isEmpty() ? file.attribute("/", "model_config").orElse("") : config;
        return KerasNetwork.read(file, own, plain);
    }

    private static boolean isHdf(byte[] bytes) {
        return bytes.length >= HDF.length && Arrays.equals(Arrays.copyOf(bytes, HDF.length), HDF);
    }

    private static boolean isLabel(Foreign foreign, ImportSettings settings) {
        return switch (settings.head()) {
            case "" -> foreign.isLastStep() || settings.window() > 0 || settings.bothEnds();
            case "label" -> true;
            case "ctc" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "head must be ctc or label, got " + settings.head());
        };
    }

    private static Head head(boolean isLabel, ImportSettings settings) {
        return new Head(
                isLabel,
                settings.window(),
                settings.hop(),
                settings.smoothing(),
                settings.refractory());
    }

    private static List<String> symbols(int outputs, ImportSettings settings, boolean isLabel) {
        List<String> symbols = new ArrayList<>(settings.symbols());
        if (symbols.isEmpty()) {
            IntStream.range(0, outputs).mapToObj(String::valueOf).forEach(symbols::add);
            if (!isLabel) {
                symbols.set(0, Model.BLANK);
            }
        }
        require(
                symbols.size() == outputs,
                "the network has %d outputs, but symbols has %d: name each, such as symbols=[%s]",
                outputs,
                symbols.size(),
                isLabel ? "yes, no, …" : "<blank>, yes, no, …");
        return symbols;
    }

    private static FeatureSpec features(int inputs, ImportSettings settings) {
        if (settings.rawFrame() != 0) {
            require(
                    !settings.hasFeatures(),
                    "with rawFrame, vectors are samples as they are: frameLength, hopLength, filters,"
                            + " lowHz, highHz, coefficients and stack say otherwise");
            int rate = settings.sampleRate() > 0 ? settings.sampleRate() : RAW_RATE;
            return FeatureSpec.ofSamples(rate, settings.rawFrame());
        }
        if (settings.sampleRate() > 0) {
            return new FeatureSpec(
                    settings.sampleRate(),
                    settings.frameLength(),
                    settings.hopLength(),
                    settings.filters(),
                    settings.lowHz(),
                    settings.highHz(),
                    settings.coefficients(),
                    USUAL_FLOOR,
                    settings.stack());
        }
        require(
                !settings.hasFeatures(),
                "sampleRate is missing: frameLength, hopLength, filters, lowHz, highHz, coefficients"
                        + " and stack go with it");
        for (FeatureSpec usual : List.of(FeatureSpec.SPEECH_8K, FeatureSpec.SPEECH_16K)) {
            if (usual.dimension() == inputs) {
                return usual;
            }
        }
        // One frame for a step, as many coefficients as inputs.
        int filters = Math.max(40, inputs);
        require(
                inputs < 256,
                "the network takes %d numbers a step: say how they are made of audio, by sampleRate,"
                        + " frameLength, hopLength, filters, lowHz, highHz, coefficients and stack",
                inputs);
        return new FeatureSpec(
                16_000,
                filters > 100 ? 1_024 : 512,
                160,
                filters,
                80,
                7_600,
                inputs,
                USUAL_FLOOR,
                1);
    }

    private static Normalization normalization(int dimension, ImportSettings settings) {
        return new Normalization(
                floats("mean", settings.mean(), dimension, 0),
                floats("scale", settings.scale(), dimension, 1));
    }

    private static float[] floats(String name, List<Double> values, int count, float absent) {
        float[] floats = new float[count];
        Arrays.fill(floats, absent);
        require(
                values.size() <= 1 || values.size() == count,
                "%s needs one number for all, or one for each of %d inputs, got %d",
                name,
                count,
                values.size());
        for (int j = 0; j < count && !values.isEmpty(); j++) {
            floats[j] = values.get(j % values.size()).floatValue();
        }
        return floats;
    }
}
