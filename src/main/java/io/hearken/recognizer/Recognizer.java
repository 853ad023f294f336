package io.hearken.recognizer;

import io.hearken.audio.Recording;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.util.ArrayList;
import java.util.List;

/** From audio to words in one process: the two stages, one behind the other. */
public final class Recognizer implements Stage<Recognizer.State, AudioChunk, Hypothesis> {
    private final FeatureStage features;
    private final Stage<TranscriptState, FeatureFrames, Hypothesis> transcripts;

    /** What a stream leaves behind in both stages. */
    public record State(FeatureState features, TranscriptState transcripts) {}

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
        this.features = new FeatureStage(model, ordering);
        this.transcripts = Stages.transcripts(model, settings);
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
        int most = first.stream().mapToInt(turn -> turn.outputs().size()).max().orElse(0);
        for (int i = 0; i < most; i++) {
            listen(turns, first, i);
        }
    }

    /** To the frames in this place of every stream that has some: a stream's come one by one. */
    private void listen(
            List<Turn<State, AudioChunk, Hypothesis>> turns,
            List<Turn<FeatureState, AudioChunk, FeatureFrames>> first,
            int place) {
        List<Turn<State, AudioChunk, Hypothesis>> heard = new ArrayList<>();
        List<Turn<TranscriptState, FeatureFrames, Hypothesis>> second = new ArrayList<>();
        for (int b = 0; b < turns.size(); b++) {
            List<FeatureFrames> made = first.get(b).outputs();
            if (place < made.size()) {
                heard.add(turns.get(b));
                second.add(new Turn<>(turns.get(b).state().transcripts, made.get(place)));
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
