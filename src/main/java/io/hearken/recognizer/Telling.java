package io.hearken.recognizer;

import io.hearken.feature.FeatureSpec;
import io.hearken.stream.Alternative;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Gap;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Hypotheses of a model: their numbers, their times, and the gaps they tell of. */
final class Telling {
    /** The oldest gaps of a stream in which nobody speaks are forgotten. */
    private static final int MOST_GAPS = 100;

    private final FeatureSpec spec;
    private final String model;
    private final boolean needsEnd;

    Telling(Model model) {
        this.spec = model.features();
        this.model = model.id();
        this.needsEnd = model.weights().isBidirectional();
    }

    /** Takes note of gaps, for the hypotheses to come. */
    static void miss(TranscriptState state, List<Gap> gaps) {
        if (!gaps.isEmpty()) {
            List<Gap> all = new ArrayList<>(state.gaps);
            all.addAll(gaps);
            state.gaps = all.subList(Math.max(0, all.size() - MOST_GAPS), all.size());
        }
    }

    /** Seconds of the stream up to the last vector heard, without the silence after its end. */
    double heardSeconds(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        return heardSeconds(turn, turn.state().steps);
    }

    /** The same up to the last one of so many vectors of the stream. */
    double heardSeconds(Turn<TranscriptState, FeatureFrames, Hypothesis> turn, long vectors) {
        long samples = (vectors - 1) * spec.stepSamples() + spec.vectorSamples();
        boolean isEnd = turn.input().isEnd();
        return (double) (isEnd ? Math.min(samples, turn.input().samples()) : samples)
                / spec.sampleRate();
    }

    /** Emits the next hypothesis of the utterance. */
    void revise(Turn<TranscriptState, FeatureFrames, Hypothesis> turn, List<Word> words) {
        turn.emit(hypothesis(turn, false, words, List.of()));
    }

    /** Emits the last one, and begins the next utterance. */
    void finish(
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn,
            List<Word> words,
            List<Alternative> alternatives) {
        TranscriptState state = turn.state();
        turn.emit(hypothesis(turn, true, words, alternatives));
        double heardSeconds = heardSeconds(turn);
        state.gaps = gaps(state, gap -> gap.start() >= heardSeconds);
        state.utterance++;
        state.revision = 0;
    }

    private Hypothesis hypothesis(
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn,
            boolean isFinal,
            List<Word> words,
            List<Alternative> alternatives) {
        TranscriptState state = turn.state();
        double heardSeconds = heardSeconds(turn);
        return new Hypothesis(
                turn.input().stream(),
                state.utterance,
                state.revision++,
                isFinal,
                words,
                alternatives,
                gaps(state, gap -> gap.start() < heardSeconds),
                needsEnd ? (double) turn.input().samples() / spec.sampleRate() : heardSeconds,
                model);
    }

    private static List<Gap> gaps(TranscriptState state, Predicate<Gap> which) {
        return state.gaps.isEmpty() ? List.of() : state.gaps.stream().filter(which).toList();
    }
}
