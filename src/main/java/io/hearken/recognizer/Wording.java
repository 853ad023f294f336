package io.hearken.recognizer;

import io.hearken.ctc.Ending;
import io.hearken.ctc.Heard;
import io.hearken.ctc.Peak;
import io.hearken.feature.FeatureSpec;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.List;

/** From symbols heard to words shown: which of them, how sure, and when they were said. */
final class Wording {
    /** A word is at least so long, in seconds. */
    private static final double SHORTEST = 0.01;

    private final FeatureSpec spec;
    private final Calibration calibration;

    /** By symbol; null for those never shown. */
    private final String[] words;

    /** By symbol: the least confidence. */
    private final double[] thresholds;

    Wording(Model model) {
        spec = model.features();
        calibration = model.speech().calibration();
        words = new String[model.symbols().size()];
        thresholds = new double[words.length];
        for (String word : model.vocabulary()) {
            int symbol = model.symbols().indexOf(word);
            words[symbol] = word;
            thresholds[symbol] = model.speech().threshold(word);
        }
    }

    private boolean isShown(Heard heard) {
        double threshold = thresholds[heard.symbol()];
        return words[heard.symbol()] != null && (threshold == 0 || confidence(heard) >= threshold);
    }

    private double confidence(Heard heard) {
        return calibration.confidence(heard.peak().posterior());
    }

    /** Whether all that is not silent is shown. */
    boolean hidesNoWord(List<Heard> all) {
        return all.stream().allMatch(heard -> words[heard.symbol()] == null || isShown(heard));
    }

    /** The symbols that are shown. */
    List<Integer> shown(List<Heard> all) {
        List<Integer> shown = new ArrayList<>(all.size());
        for (Heard heard : all) {
            if (isShown(heard)) {
                shown.add(heard.symbol());
            }
        }
        return shown;
    }

    /**
     * The words that are shown.
     *
     * @param end seconds of the stream heard so far; no word ends later
     */
    List<Word> words(List<Heard> all, double end) {
        List<Word> shown = new ArrayList<>();
        double earliest = 0;
        for (Heard heard : all) {
            if (isShown(heard)) {
                Word word = heard.hasTimes() ? told(heard, earliest, end) : heard(heard, end);
                shown.add(word);
                earliest = word.start();
            }
        }
        return shown;
    }

    /** Where the network said it was: no earlier than the word before, and never empty. */
    private Word told(Heard heard, double earliest, double latest) {
        Peak peak = heard.peak();
        double start =
                Math.min(spec.middleSeconds(peak.frame()) - peak.sinceStart(), latest - SHORTEST);
        start = Math.max(earliest, start);
        Ending ending = heard.ending();
        double end =
                Math.max(spec.middleSeconds(ending.frame()) + ending.untilEnd(), start + SHORTEST);
        return word(heard, start, Math.min(end, latest));
    }

    /** Where the network was sure of it. */
    private Word heard(Heard heard, double latest) {
        double start = spec.startSeconds(heard.firstFrame());
        double end = spec.startSeconds(heard.lastFrame() + 1);
        return word(heard, Math.min(start, latest), Math.min(end, latest));
    }

    private Word word(Heard heard, double start, double end) {
        return new Word(words[heard.symbol()], start, end, confidence(heard));
    }
}
