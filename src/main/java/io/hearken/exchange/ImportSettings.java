package io.hearken.exchange;

import static io.hearken.stream.Checks.require;

import io.hearken.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the file of a network cannot know: what its inputs are made of, and what its outputs mean.
 *
 * @param symbols what the outputs stand for, in their order; for CTC {@code <blank>} first. None:
 *     numbered
 * @param vocabulary the symbols that are said; none: all
 * @param head {@code ctc}, {@code label}, or empty for what the file says
 * @param window seconds in a window of a label head; 0: the whole utterance
 * @param hop seconds from one window to the next
 * @param smoothing windows averaged
 * @param refractory seconds of rest behind a label
 * @param bothEnds whether a classifier whose file does not tell reads the last states of both
 *     directions, as PyTorch's {@code h_n}, and not its layers' outputs at the last step
 * @param cell of a plain RNN whose file does not tell: {@code rnn-tanh} or {@code rnn-relu}
 * @param sampleRate Hz; with the seven behind it, how vectors are made of samples (see {@link
 *     io.hearken.feature.FeatureSpec}); 0 for what fits the number of inputs
 * @param frameLength samples
 * @param hopLength samples
 * @param filters mel filters
 * @param lowHz of the lowest
 * @param highHz of the highest
 * @param coefficients of a frame
 * @param stack frames in a vector
 * @param rawFrame samples that are an input vector as they are, such as the pixels of a row of an
 *     image, instead of the seven; 0: cepstra
 * @param mean subtracted from vectors; one number for all, or one for each; none: zeros
 * @param scale they are then multiplied with; likewise; none: ones
 */
public record ImportSettings(
        List<String> symbols,
        List<String> vocabulary,
        String head,
        double window,
        double hop,
        int smoothing,
        double refractory,
        boolean bothEnds,
        String cell,
        int sampleRate,
        int frameLength,
        int hopLength,
        int filters,
        double lowHz,
        double highHz,
        int coefficients,
        int stack,
        int rawFrame,
        List<Double> mean,
        List<Double> scale) {
    public static final ImportSettings DEFAULT =
            new ImportSettings(
                    List.of(),
                    List.of(),
                    "",
                    0,
                    0,
                    1,
                    0,
                    false,
                    "rnn-tanh",
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    List.of());

    private static final SettingsFile<ImportSettings> FILE =
            new SettingsFile<>(ImportSettings.class, "settings", "symbols: [yes, no]");

    public ImportSettings {
        requireGiven("symbols", symbols);
        requireGiven("vocabulary", vocabulary);
        requireGiven("head", head);
        requireGiven("cell", cell);
        requireGiven("mean", mean);
        requireGiven("scale", scale);
        symbols = List.copyOf(symbols);
        vocabulary = List.copyOf(vocabulary);
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
    }

    private static void requireGiven(String name, Object value) {
        require(value != null, "%s has no value: give one, or leave the line out", name);
    }

    /** Whether anything but the rate is said of how vectors are made. */
    boolean hasFeatures() {
        return frameLength != 0
                || hopLength != 0
                || filters != 0
                || lowHz != 0
                || highHz != 0
                || coefficients != 0
                || stack != 0;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if there is none, or something in it is not a setting
     */
    public static ImportSettings read(Path file) {
        return FILE.read(file, DEFAULT);
    }

    /**
     * These settings with some changed, as texts of YAML.
     *
     * @throws IllegalArgumentException if one is not a setting or has a wrong value
     */
    public ImportSettings with(Map<String, String> changes) {
        return FILE.with(this, changes);
    }
}
