package io.hearken.recognizer;

import io.hearken.acoustic.Emission;
import io.hearken.acoustic.Hearing;
import io.hearken.acoustic.NetworkState;
import io.hearken.ctc.DecoderState;
import io.hearken.feature.FeatureSpec;
import io.hearken.stream.Alternative;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From feature vectors to labels, by a label {@link Head}. Every label said is an utterance of its
 * own, final at once: one word, with its posterior for confidence. What the vocabulary or a
 * threshold keeps silent leaves no hypothesis and takes no number.
 *
 * <p>Streams go through the network together, as far as each one's next event: see {@link
 * WindowStage} and {@link UtteranceStage}.
 *
 * <p>A network that also goes backwards hears the oldest window whole whenever it has grown. Inputs
 * must be whole then, see {@link WholeVectors}, so that all of a window is at hand.
 */
abstract class LabelStage implements Stage<TranscriptState, FeatureFrames, Hypothesis> {
    final Model model;
    final FeatureSpec spec;
    final Telling telling;
    private final Hearing network;
    private final int nBest;

    LabelStage(Model model, DecoderSettings settings) {
        this.model = model;
        this.spec = model.features();
        this.network = Hearing.of(model.weights());
        this.telling = new Telling(model);
        this.nBest = settings.nBest();
    }

    /** A stream on its way through the vectors of its turn. */
    abstract class Listener {
        final Turn<TranscriptState, FeatureFrames, Hypothesis> turn;
        final TranscriptState state;
        final Windows windows;
        final float[] values;
        final int vectors;
        int at;

        Listener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
            this.turn = turn;
            this.state = turn.state();
            this.windows = state.windows;
            this.values = turn.input().values();
            this.vectors = (int) Math.min(values.length / spec.dimension(), heard());
        }

        /** The vectors that rest on the stream, and not on the silence behind its end. */
        private long heard() {
            if (!turn.input().isEnd()) {
                return Long.MAX_VALUE;
            }
            long samples = turn.input().samples() - state.begun * spec.stepSamples();
            return Math.max(0, state.begun + spec.framesIn(samples) / spec.stack() - state.steps);
        }

        boolean isOver() {
            return at == vectors;
        }

        /** What all open windows hear up to the next event, at least one of the vectors. */
        abstract float[] next();

        /**
         * All that counts of what the oldest window has heard by now, for a network that also goes
         * backwards.
         */
        abstract float[] oldest(float[] next);

        /** Takes what the network says of that in the oldest window. */
        abstract void hear(Emission emission);

        /** Says what is left to say where the stream ends. */
        abstract void finish();

        void end() {
            if (!turn.input().isEnd()) {
                return;
            }
            finish();
            if (turn.input().last()) {
                turn.end();
            } else {
                NetworkState none = state.network;
                state.listenAnewFrom(turn.input().resumesAt() / spec.stepSamples(), none);
            }
        }

        /**
         * Says the likeliest label of what was heard, unless it is a silent one.
         *
         * @param from the first step of it
         * @param end its end, in seconds
         * @return whether it is said
         */
        boolean say(float[] posteriors, long from, double end) {
            List<Word> words = words(posteriors, from, end);
            if (words.isEmpty()) {
                return false;
            }
            telling.finish(turn, words.subList(0, 1), alternatives(words));
            return true;
        }
    }

    abstract Listener listener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn);

    @Override
    public TranscriptState begin(String stream) {
        NetworkState none = new NetworkState(new float[0][], new float[0][]);
        return new TranscriptState(
                none, new Windows(), new DecoderState(), 0, 0, 0, 0, List.of(), List.of());
    }

    @Override
    public FeatureFrames ending(String stream) {
        return new FeatureFrames(stream, new float[0], spec.dimension(), Long.MAX_VALUE, true);
    }

    @Override
    public void advance(List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns) {
        List<Listener> listeners = new ArrayList<>();
        for (Turn<TranscriptState, FeatureFrames, Hypothesis> turn : turns) {
            Telling.miss(turn.state(), turn.input().gaps());
            listeners.add(listener(turn));
        }
        List<Listener> going = new ArrayList<>(listeners);
        going.removeIf(Listener::isOver);
        while (!going.isEmpty()) {
            listen(going);
            going.removeIf(Listener::isOver);
        }
        listeners.forEach(Listener::end);
    }

    /** Advances every window of the streams by the vectors that come next. */
    private void listen(List<Listener> going) {
        List<NetworkState> states = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        List<Listener> hearing = new ArrayList<>();
        List<Integer> oldest = new ArrayList<>();
        for (Listener one : going) {
            float[] next = one.next();
            if (one.windows.open.isEmpty()) {
                continue;
            }
            hearing.add(one);
            oldest.add(states.size());
            if (model.weights().isBidirectional()) {
                states.add(one.windows.open.get(0));
                vectors.add(one.oldest(next));
                continue;
            }
            for (NetworkState window : one.windows.open) {
                states.add(window);
                vectors.add(next);
            }
        }
        List<Emission> emissions = network.advance(states, vectors);
        for (int b = 0; b < hearing.size(); b++) {
            hearing.get(b).hear(emissions.get(oldest.get(b)));
        }
    }

    NetworkState fresh() {
        return NetworkState.zero(model.weights());
    }

    /** Of one of an emission's frames. */
    float[] posteriors(Emission emission, int frame) {
        int symbols = model.symbols().size();
        float[] posteriors = new float[symbols];
        for (int v = 0; v < symbols; v++) {
            posteriors[v] = (float) Math.exp(emission.logPosteriors()[frame * symbols + v]);
        }
        return posteriors;
    }

    /** All labels that may be said, likeliest first; none if the likeliest of all may not. */
    private List<Word> words(float[] posteriors, long from, double end) {
        List<Integer> order =
                IntStream.range(0, posteriors.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(v -> -posteriors[v]))
                        .toList();
        double start = Math.min(spec.startSeconds(from), end);
        List<Word> words = new ArrayList<>();
        for (int v : order) {
            String label = model.symbols().get(v);
            double confidence = model.speech().calibration().confidence(posteriors[v]);
            boolean isSaid =
                    model.vocabulary().contains(label)
                            && confidence >= model.speech().threshold(label);
            if (isSaid) {
                words.add(new Word(label, start, end, confidence));
            } else if (words.isEmpty()) {
                return words;
            }
        }
        return words;
    }

    private List<Alternative> alternatives(List<Word> words) {
        return nBest == 1
                ? List.of()
                : words.stream()
                        .limit(nBest)
                        .map(word -> new Alternative(List.of(word), word.confidence()))
                        .toList();
    }
}
