package io.hearken.recognizer;

import io.hearken.acoustic.WholeNetwork;
import io.hearken.audio.Recording;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.RejectionCodes;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * From audio to words in one process: the two stages, one behind the other. Between them lie the
 * vectors of a recording that is not over, if the network needs its end.
 */
public final class Recognizer implements Stage<Recognizer.State, AudioChunk, Hypothesis> {
    private final FeatureStage features;
    private final Stage<TranscriptState, FeatureFrames, Hypothesis> transcripts;
    private final boolean needsEnd;
    private final int mostVectors;
    private final double stepSeconds;

    /** What a stream leaves behind in both stages, and between them. */
    public record State(FeatureState features, TranscriptState transcripts, WholeVectors vectors) {
        /** Of a model that hears live streams. */
        public State(FeatureState features, TranscriptState transcripts) {
            this(features, transcripts, new WholeVectors());
        }
    }

    /** A recognizer that decodes greedily. */
    public Recognizer(Model model) {
        this(model, DecoderSettings.GREEDY);
    }

    /**
     * A recognizer of one model.
     *
     * @throws IllegalArgumentException if the model has no words for the settings' grammar
     */
    public Recognizer(Model model, DecoderSettings settings) {
        this(model, settings, Ordering.USUAL);
    }

    /**
     * A recognizer of one model, for streams whose chunks are numbered.
     *
     * @throws IllegalArgumentException if the model has no words for the settings' grammar
     */
    public Recognizer(Model model, DecoderSettings settings, Ordering ordering) {
        this(model, settings, ordering, WholeNetwork.mostFrames(model.weights()));
    }

    /**
     * @param mostVectors of a recording whose end the network needs
     */
    Recognizer(Model model, DecoderSettings settings, Ordering ordering, int mostVectors) {
        this.features = new FeatureStage(model, ordering);
        this.transcripts = Stages.of(model, settings);
        this.needsEnd = model.weights().isBidirectional();
        this.mostVectors = mostVectors;
        this.stepSeconds = model.features().stepSeconds();
    }

    @Override
    public State begin(String stream) {
        return new State(features.begin(stream), transcripts.begin(stream));
    }

    @Override
    public AudioChunk ending(String stream) {
        return features.ending(stream);
    }

    @Override
    public void advance(List<Turn<State, AudioChunk, Hypothesis>> turns) {
        List<Turn<FeatureState, AudioChunk, FeatureFrames>> first =
                turns.stream()
                        .map(
                                t ->
                                        new Turn<FeatureState, AudioChunk, FeatureFrames>(
                                                t.state().features, t.input()))
                        .toList();
        features.advance(first);
        for (int b = 0; b < turns.size(); b++) {
            Turn<State, AudioChunk, Hypothesis> turn = turns.get(b);
            first.get(b).refused().forEach(one -> turn.reject(one.input(), one.reason()));
            first.get(b).dropped().forEach(turn::drop);
        }
        List<List<FeatureFrames>> made = new ArrayList<>();
        for (int b = 0; b < turns.size(); b++) {
            List<FeatureFrames> own = first.get(b).outputs();
            made.add(needsEnd ? whole(turns.get(b), own) : own);
        }
        int most = made.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            listen(turns, made, i);
        }
    }

    /** Holds vectors back until a recording is over. */
    private List<FeatureFrames> whole(
            Turn<State, AudioChunk, Hypothesis> turn, List<FeatureFrames> made) {
        List<FeatureFrames> whole = new ArrayList<>();
        for (FeatureFrames frames : made) {
            if (!turn.state().vectors.take(frames, mostVectors)) {
                turn.reject(
                        RejectionCodes.TOO_LARGE,
                        "the network needs a whole recording at once, of %.0f s at most: cut it"
                                .formatted(mostVectors * stepSeconds));
            }
            if (frames.isEnd()) {
                whole.add(turn.state().vectors.end(frames));
            }
        }
        return whole;
    }

    /** To the frames in this place of every stream that has some: a stream's come one by one. */
    private void listen(
            List<Turn<State, AudioChunk, Hypothesis>> turns,
            List<List<FeatureFrames>> made,
            int place) {
        List<Turn<State, AudioChunk, Hypothesis>> heard = new ArrayList<>();
        List<Turn<TranscriptState, FeatureFrames, Hypothesis>> second = new ArrayList<>();
        for (int b = 0; b < turns.size(); b++) {
            if (place < made.get(b).size()) {
                heard.add(turns.get(b));
                second.add(new Turn<>(turns.get(b).state().transcripts, made.get(b).get(place)));
            }
        }
        transcripts.advance(second);
        for (int b = 0; b < second.size(); b++) {
            second.get(b).outputs().forEach(heard.get(b)::emit);
            if (second.get(b).ended()) {
                heard.get(b).end();
            }
        }
    }

    /** All hypotheses of a whole recording, the finals among them. */
    public List<Hypothesis> recognize(String stream, Recording recording) {
        AudioChunk chunk = AudioChunk.of(stream, recording.data(), recording.format(), true);
        Turn<State, AudioChunk, Hypothesis> turn = new Turn<>(begin(stream), chunk);
        advance(List.of(turn));
        turn.rejection()
                .ifPresent(
                        rejection -> {
                            throw new IllegalArgumentException(stream + ": " + rejection.message());
                        });
        return turn.outputs();
    }

    /** The final hypotheses of a whole recording. */
    public List<Hypothesis> transcribe(String stream, Recording recording) {
        return recognize(stream, recording).stream().filter(Hypothesis::isFinal).toList();
    }
}
