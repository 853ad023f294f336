package io.hearken.recognizer;

import io.hearken.acoustic.Emission;
import io.hearken.acoustic.Hearing;
import io.hearken.acoustic.NetworkState;
import io.hearken.ctc.Decoder;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.Frame;
import io.hearken.ctc.Heard;
import io.hearken.ctc.Path;
import io.hearken.feature.FeatureSpec;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import io.hearken.stream.Word;
import java.util.List;

/**
 * From feature vectors to words: advances the network, decodes, and ends an utterance when its
 * {@link Endpoint} says so. Writes a hypothesis for every change of the words shown and one for the
 * final, all at the vector that caused it, so that no cut of the audio changes them.
 *
 * <p>An utterance of which nothing was ever shown, because only silent words were heard, leaves no
 * hypothesis and takes no number.
 *
 * <p>If the model's network also goes backwards, its inputs must be whole: see {@link
 * WholeVectors}.
 */
public final class TranscriptStage implements Stage<TranscriptState, FeatureFrames, Hypothesis> {
    private final Model model;
    private final FeatureSpec spec;
    private final Hearing network;
    private final Decoder decoder;
    private final Telling telling;
    private final Wording wording;
    private final Readings readings;
    private final boolean hasGrammar;
    private final long silenceOnlySteps;
    private final long afterSpeechSteps;
    private final long longestSteps;

    /** A stage that decodes greedily. */
    TranscriptStage(Model model) {
        this(model, DecoderSettings.GREEDY);
    }

    /**
     * A stage of one model.
     *
     * @throws IllegalArgumentException if the model has no words for the settings' grammar
     */
    TranscriptStage(Model model, DecoderSettings settings) {
        this.model = model;
        this.spec = model.features();
        this.network = Hearing.of(model.weights());
        this.decoder = settings.decoder(model);
        this.telling = new Telling(model);
        this.wording = new Wording(model);
        this.readings = new Readings(wording, settings.nBest());
        this.hasGrammar = !settings.grammar().isBlank();
        Endpoint endpoint = settings.endpoint();
        this.silenceOnlySteps = Endpoint.steps(endpoint.silenceOnly(), spec);
        this.afterSpeechSteps = Endpoint.steps(endpoint.afterSpeech(), spec);
        this.longestSteps = Endpoint.steps(endpoint.longest(), spec);
    }

    @Override
    public TranscriptState begin(String stream) {
        NetworkState fresh = NetworkState.zero(model.weights());
        return new TranscriptState(
                fresh, new Windows(), new DecoderState(), 0, 0, 0, 0, List.of(), List.of());
    }

    @Override
    public FeatureFrames ending(String stream) {
        // How much was heard nobody says: no less than the vectors rest on.
        return new FeatureFrames(stream, new float[0], spec.dimension(), Long.MAX_VALUE, true);
    }

    @Override
    public void advance(List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns) {
        List<NetworkState> states = turns.stream().map(turn -> turn.state().network).toList();
        List<float[]> vectors = turns.stream().map(turn -> turn.input().values()).toList();
        List<Emission> emissions = network.advance(states, vectors);
        for (int b = 0; b < emissions.size(); b++) {
            listen(turns.get(b), emissions.get(b));
        }
    }

    private void listen(Turn<TranscriptState, FeatureFrames, Hypothesis> turn, Emission emission) {
        TranscriptState state = turn.state();
        Telling.miss(state, turn.input().gaps());
        int symbols = model.symbols().size();
        for (int t = 0; t < emission.logPosteriors().length / symbols; t++) {
            Frame frame =
                    new Frame(state.steps, emission.logPosteriors(), symbols, emission.times(), t);
            boolean changed = decoder.step(state.decoder, frame);
            state.steps++;
            if (changed) {
                revise(turn);
            }
            if (isOver(state)) {
                finish(turn);
            }
        }
        if (turn.input().isEnd()) {
            end(turn);
        }
    }

    private void end(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        TranscriptState state = turn.state();
        if (!state.decoder.heard().isEmpty() || state.revision > 0) {
            finish(turn);
        }
        if (turn.input().last()) {
            turn.end();
        } else {
            long step = turn.input().resumesAt() / spec.stepSamples();
            state.listenAnewFrom(step, NetworkState.zero(model.weights()));
        }
    }

    private void revise(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        TranscriptState state = turn.state();
        List<Integer> shown = wording.shown(state.decoder.heard());
        if (!shown.equals(state.shown)) {
            state.shown = shown;
            double heardSeconds = telling.heardSeconds(turn);
            telling.revise(turn, wording.words(state.decoder.heard(), heardSeconds));
        }
    }

    private boolean isOver(TranscriptState state) {
        List<Heard> heard = state.decoder.heard();
        if (heard.isEmpty()) {
            return silenceOnlySteps > 0 && state.steps - state.begun >= silenceOnlySteps;
        }
        long silence = state.steps - 1 - heard.get(heard.size() - 1).lastFrame();
        long length = state.steps - heard.get(0).firstFrame();
        return heard.size() >= Decoder.LONGEST
                || silence >= afterSpeechSteps
                || longestSteps > 0 && length >= longestSteps;
    }

    private void finish(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        TranscriptState state = turn.state();
        double heardSeconds = telling.heardSeconds(turn);
        List<Heard> heard = state.decoder.heard();
        List<Path> finals = finals(state);
        List<Word> words =
                finals.isEmpty() ? List.of() : wording.words(finals.get(0).heard(), heardSeconds);
        if (heard.isEmpty() || !words.isEmpty() || state.revision > 0) {
            telling.finish(turn, words, readings.of(finals, heardSeconds));
            state.begun = state.steps;
        } else {
            state.begun = heard.get(heard.size() - 1).lastFrame() + 1;
        }
        state.shown = List.of();
        state.decoder.endUtterance();
    }

    /** What the utterance may end with; what thresholds hide must not leave half a phrase. */
    private List<Path> finals(TranscriptState state) {
        List<Path> finals = decoder.finals(state.decoder);
        return hasGrammar
                ? finals.stream().filter(path -> wording.hidesNoWord(path.heard())).toList()
                : finals;
    }
}
