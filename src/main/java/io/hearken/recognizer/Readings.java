package io.hearken.recognizer;

import io.hearken.ctc.Path;
import io.hearken.stream.Alternative;
import io.hearken.stream.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways to read an utterance, ordered by the likeliest path of each. */
final class Readings {
    private final Wording wording;
    private final int most;

    /**
     * Readings of finals.
     *
     * @param most how many are told; 1 for none but the final itself, which tells nothing new
     */
    Readings(Wording wording, int most) {
        this.wording = wording;
        this.most = most;
    }

    /**
     * The readings.
     *
     * @param paths what may have been said, likeliest first; those that show the same words are one
     *     reading
     * @param end seconds of the stream heard so far
     */
    List<Alternative> of(List<Path> paths, double end) {
        if (most == 1) {
            return List.of();
        }
        double best = paths.isEmpty() ? 0 : paths.get(0).score();
        double total = paths.stream().mapToDouble(path -> Math.exp(path.score() - best)).sum();
        Map<List<Integer>, Alternative> readings = new LinkedHashMap<>();
        for (Path path : paths) {
            List<Word> words = wording.words(path.heard(), end);
            double share = Math.exp(path.score() - best) / total;
            Alternative reading = new Alternative(words, share);
            readings.merge(wording.shown(path.heard()), reading, Readings::joined);
        }
        return readings.values().stream().limit(most).toList();
    }

    private static Alternative joined(Alternative likelier, Alternative other) {
        return new Alternative(
                likelier.words(), Math.min(1, likelier.probability() + other.probability()));
    }
}
