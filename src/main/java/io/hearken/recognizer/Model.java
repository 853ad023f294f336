package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.NetworkWeights;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is needed to recognize speech: how features are made, and what the network learned.
 * Shared and never changed.
 *
 * @param name such as {@code digits}
 * @param fingerprint the first eight hex digits of the model file's SHA-256; empty before it has
 *     been written
 * @param symbols what the network's outputs stand for; with CTC, symbol 0 is the blank
 * @param speech which of the symbols it says, and when
 * @param head what is made of the outputs
 * @param training how it was made, for people to read
 */
public record Model(
        String name,
        String fingerprint,
        FeatureSpec features,
        Normalization normalization,
        List<String> symbols,
        NetworkWeights weights,
        Speech speech,
        Head head,
        Map<String, String> training) {
    /** How the blank is written in the list of symbols. */
    public static final String BLANK = "<blank>";

    /** A model of CTC not yet written, which says all it has symbols for. */
    public Model(
            String name,
            FeatureSpec features,
            Normalization normalization,
            List<String> symbols,
            NetworkWeights weights,
            Map<String, String> training) {
        this(
                name,
                "",
                features,
                normalization,
                symbols,
                weights,
                Speech.of(symbols),
                Head.CTC,
                training);
    }

    public Model {
        symbols = List.copyOf(symbols);
        training = Map.copyOf(training);
        require(
                symbols.size() == weights.outputSize(),
                "%d symbols for a network with %d outputs",
                symbols.size(),
                weights.outputSize());
        require(
                symbols.size() > 1 && (head.isLabel() || symbols.get(0).equals(BLANK)),
                "symbols must begin with %s and hold at least one word, got %s",
                BLANK,
                symbols);
        require(
                new HashSet<>(symbols).size() == symbols.size(),
                "symbols must differ from one another, got %s",
                symbols);
        require(
                Set.copyOf(symbols).containsAll(speech.vocabulary()),
                "vocabulary %s must be some of the symbols %s",
                speech.vocabulary(),
                symbols);
        require(
                features.dimension() == weights.inputSize(),
                "features have %d numbers per vector, but the network takes %d",
                features.dimension(),
                weights.inputSize());
        if (head.hasWindows()) {
            requireMultiple(features.stepsIn(head.window()), features.stepsIn(head.hop()));
        }
        require(
                !head.isLabel() || !weights.hasTimes(),
                "a label head says nothing of the times of words");
        require(
                head.isLabel() || !weights.bothEnds(),
                "a network whose last outputs rest on both ends of a recording is a classifier,"
                        + " which needs a label head");
        require(
                normalization.mean().length == features.dimension(),
                "normalization has %d numbers, but features have %d",
                normalization.mean().length,
                features.dimension());
    }

    private static void requireMultiple(int window, int hop) {
        require(
                hop > 0 && window % hop == 0,
                "a window must be a multiple of the hop, got %d and %d steps",
                window,
                hop);
    }

    /** The same with another choice of what it says; not yet written. */
    public Model with(Speech speech) {
        return new Model(
                name, "", features, normalization, symbols, weights, speech, head, training);
    }

    /**
     * Refuses a model that hears whole recordings only.
     *
     * @throws IllegalArgumentException if its network also goes backwards
     */
    public void requireLive() {
        require(
                !weights.isBidirectional(),
                "model %s goes through a recording in both directions, which needs its end: use"
                        + " transcribe or evaluate; live streams need a network that goes forward"
                        + " only",
                name);
    }

    /** The words it says; see {@link Speech}. */
    public List<String> vocabulary() {
        return speech.vocabulary();
    }

    /**
     * Name and fingerprint, such as {@code digits@3f9c2a1b}: what a transcript quotes. The name
     * alone if the model was not written as it is.
     */
    public String id() {
        return fingerprint.isEmpty() ? name : name + "@" + fingerprint;
    }
}
