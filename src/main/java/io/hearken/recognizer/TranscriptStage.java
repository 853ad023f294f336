package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Emission;
import io.hearken.acoustic.LstmState;
import io.hearken.acoustic.Network;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.GreedyDecoder;
import io.hearken.ctc.Heard;
import io.hearken.feature.FeatureSpec;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import io.hearken.stream.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From feature vectors to words: advances the network, decodes, and ends an utterance when nothing
 * more comes. Writes a hypothesis for every change of the text and one for the final, all at the
 * vector that caused it, so that no cut of the audio changes them.
 */
public final class TranscriptStage implements Stage<TranscriptState, FeatureFrames, Hypothesis> {
    /** How long nothing is said before an utterance is taken to be over. */
    public static final Duration ENDPOINT = Duration.ofMillis(800);

    /**
     * An utterance of so many words is over, pause or not: every hypothesis holds all of them, and
     * noise that never pauses must not fill a stream's memory or a Kafka record.
     */
    static final int MOST_WORDS = 200;

    private final Model model;
    private final FeatureSpec spec;
    private final Network network;
    private final long endpointSteps;

    public TranscriptStage(Model model) {
        this(model, ENDPOINT);
    }

    /**
     * A stage of one model.
     *
     * @param endpoint how long nothing is said before an utterance is taken to be over
     */
    public TranscriptStage(Model model, Duration endpoint) {
        require(!endpoint.isNegative() && !endpoint.isZero(), "endpoint must be positive");
        this.model = model;
        this.spec = model.features();
        this.network = new Network(model.weights());
        this.endpointSteps = (long) Math.ceil(endpoint.toMillis() / 1000.0 / spec.stepSeconds());
    }

    @Override
    public TranscriptState begin(String stream) {
        return new TranscriptState(LstmState.zero(model.weights()), new DecoderState(), 0, 0, 0);
    }

    @Override
    public FeatureFrames ending(String stream) {
        // How much was heard nobody says: no less than the vectors rest on.
        return new FeatureFrames(stream, new float[0], spec.dimension(), Long.MAX_VALUE, true);
    }

    @Override
    public void advance(List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns) {
        List<LstmState> states = turns.stream().map(turn -> turn.state().lstm).toList();
        List<float[]> vectors = turns.stream().map(turn -> turn.input().values()).toList();
        List<Emission> emissions = network.advance(states, vectors);
        for (int b = 0; b < emissions.size(); b++) {
            listen(turns.get(b), emissions.get(b).logPosteriors());
        }
    }

    private void listen(Turn<TranscriptState, FeatureFrames, Hypothesis> turn, float[] posteriors) {
        TranscriptState state = turn.state();
        int symbols = model.symbols().size();
        for (int at = 0; at < posteriors.length; at += symbols) {
            boolean changed =
                    GreedyDecoder.step(state.decoder, posteriors, at, symbols, state.steps);
            state.steps++;
            if (changed) {
                turn.emit(hypothesis(turn, false));
            }
            if (isOver(state)) {
                finish(turn);
            }
        }
        if (turn.input().last()) {
            if (!state.decoder.heard().isEmpty()) {
                finish(turn);
            }
            turn.end();
        }
    }

    private boolean isOver(TranscriptState state) {
        List<Heard> heard = state.decoder.heard();
        if (heard.isEmpty()) {
            return false;
        }
        long silence = state.steps - 1 - heard.get(heard.size() - 1).lastFrame();
        return heard.size() >= MOST_WORDS || silence >= endpointSteps;
    }

    private void finish(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        TranscriptState state = turn.state();
        turn.emit(hypothesis(turn, true));
        state.decoder.heard().clear();
        state.utterance++;
        state.revision = 0;
    }

    private Hypothesis hypothesis(
            Turn<TranscriptState, FeatureFrames, Hypothesis> turn, boolean isFinal) {
        TranscriptState state = turn.state();
        double heardSeconds = heardSeconds(turn);
        List<Word> words = new ArrayList<>();
        for (Heard heard : state.decoder.heard()) {
            double start = spec.startSeconds(heard.firstFrame());
            double end = spec.startSeconds(heard.lastFrame() + 1);
            words.add(
                    new Word(
                            model.symbols().get(heard.symbol()),
                            Math.min(start, heardSeconds),
                            Math.min(end, heardSeconds),
                            heard.confidence()));
        }
        return new Hypothesis(
                turn.input().stream(),
                state.utterance,
                state.revision++,
                isFinal,
                words,
                heardSeconds,
                model.id());
    }

    /** Seconds of the stream up to the last vector heard, without the silence after its end. */
    private double heardSeconds(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        long samples = (turn.state().steps - 1) * spec.stepSamples() + spec.vectorSamples();
        boolean last = turn.input().last();
        return (double) (last ? Math.min(samples, turn.input().samples()) : samples)
                / spec.sampleRate();
    }
}
