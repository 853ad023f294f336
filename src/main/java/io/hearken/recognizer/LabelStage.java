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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From feature vectors to labels, by a label {@link Head}. Every label said is an utterance of its
 * own, final at once: one word, with its posterior for confidence. What the vocabulary or a
 * threshold keeps silent leaves no hypothesis and takes no number.
 *
 * <p>Windows overlap, so the network hears a stream several times over, each time from silence; all
 * windows under way advance together. An utterance ends with its stream, at a gap that is too long,
 * or when it has been going on for as long as {@link Endpoint} allows. Of a stream shorter than a
 * window, all is one window.
 *
 * <p>A network that also goes backwards hears the oldest window whole whenever it has grown. Inputs
 * must be whole then, see {@link WholeVectors}, so that all of a window is at hand.
 */
final class LabelStage implements Stage<TranscriptState, FeatureFrames, Hypothesis> {
    private final Model model;
    private final FeatureSpec spec;
    private final Hearing network;
    private final Telling telling;
    private final int nBest;

    /** Steps from one window to the next, or the longest utterance. */
    private final long hop;

    /** Windows that overlap at any time. */
    private final int overlapping;

    private final long refractory;

    LabelStage(Model model, DecoderSettings settings) {
        this.model = model;
        this.spec = model.features();
        this.network = Hearing.of(model.weights());
        this.telling = new Telling(model);
        this.nBest = settings.nBest();
        Head head = model.head();
        double longest = settings.endpoint().longest().toMillis() / 1000.0;
        if (head.hasWindows()) {
            hop = steps(head.hop());
            overlapping = (int) (steps(head.window()) / hop);
        } else {
            hop = longest == 0 ? Long.MAX_VALUE : steps(longest);
            overlapping = 1;
        }
        this.refractory = spec.stepsIn(head.refractory());
    }

    private long steps(double seconds) {
        return Math.max(1, spec.stepsIn(seconds));
    }

    /** A stream on its way through the vectors of its turn. */
    private final class Listener {
        final Turn<TranscriptState, FeatureFrames, Hypothesis> turn;
        final TranscriptState state;
        final Windows windows;
        final int vectors;
        int at;

        Listener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
            this.turn = turn;
            this.state = turn.state();
            this.windows = state.windows;
            this.vectors = (int) Math.min(count(turn.input()), heard());
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

        /** The vectors up to where a window begins or ends. */
        float[] next() {
            if (windows.open.isEmpty()) {
                state.begun = state.steps; // also where another head left off
            }
            long into = (state.steps - state.begun) % hop;
            if (into == 0) {
                windows.open.add(NetworkState.zero(model.weights()));
            }
            int count = (int) Math.min(vectors - at, hop - into);
            int from = at * spec.dimension();
            at += count;
            state.steps += count;
            return Arrays.copyOfRange(turn.input().values(), from, from + count * spec.dimension());
        }

        /** All vectors of the oldest window so far. */
        float[] oldest() {
            long latest = (state.steps - state.begun - 1) % hop + 1;
            int count = (int) ((windows.open.size() - 1) * hop + latest);
            int to = at * spec.dimension();
            return Arrays.copyOfRange(turn.input().values(), to - count * spec.dimension(), to);
        }

        /** Takes what the network says of them in the oldest window. */
        void hear(Emission emission) {
            windows.latest = posteriors(emission);
            boolean isFull = windows.open.size() >= overlapping;
            if (isFull && (state.steps - state.begun) % hop == 0) {
                closeOldest();
            }
        }

        private void closeOldest() {
            windows.open.remove(0);
            windows.finished.add(windows.latest);
            windows.latest = new float[0];
            if (windows.finished.size() > model.head().smoothing()) {
                windows.finished.remove(0);
            }
            say(turn, state.steps - hop * overlapping);
            if (!model.head().hasWindows()) {
                state.begun = state.steps;
                windows.clear();
            }
        }
    }

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
            listeners.add(new Listener(turn));
        }
        List<Listener> going = new ArrayList<>(listeners);
        going.removeIf(Listener::isOver);
        while (!going.isEmpty()) {
            listen(going);
            going.removeIf(Listener::isOver);
        }
        listeners.forEach(this::end);
    }

    /** Advances every window of the streams by the vectors that come next. */
    private void listen(List<Listener> going) {
        List<NetworkState> states = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        List<Integer> oldest = new ArrayList<>();
        for (Listener one : going) {
            float[] next = one.next();
            oldest.add(states.size());
            if (model.weights().isBidirectional()) {
                states.add(one.windows.open.get(0));
                vectors.add(one.oldest());
                continue;
            }
            for (NetworkState window : one.windows.open) {
                states.add(window);
                vectors.add(next);
            }
        }
        List<Emission> emissions = network.advance(states, vectors);
        for (int b = 0; b < going.size(); b++) {
            going.get(b).hear(emissions.get(oldest.get(b)));
        }
    }

    /** Of the last of an emission's frames. */
    private float[] posteriors(Emission emission) {
        float[] logs = emission.logPosteriors();
        int symbols = model.symbols().size();
        float[] posteriors = new float[symbols];
        for (int v = 0; v < symbols; v++) {
            posteriors[v] = (float) Math.exp(logs[logs.length - symbols + v]);
        }
        return posteriors;
    }

    private int count(FeatureFrames frames) {
        return frames.values().length / spec.dimension();
    }

    private void end(Listener listener) {
        TranscriptState state = listener.state;
        FeatureFrames frames = listener.turn.input();
        if (!frames.isEnd()) {
            return;
        }
        if (state.windows.latest.length > 0 && state.windows.finished.isEmpty()) {
            state.windows.finished.add(state.windows.latest);
            say(listener.turn, state.begun);
        }
        if (frames.last()) {
            listener.turn.end();
        } else {
            NetworkState none = state.network;
            state.listenAnewFrom(frames.resumesAt() / spec.stepSamples(), none);
        }
    }

    /** Says the likeliest label of what was heard since a step, unless it is a silent one. */
    private void say(Turn<TranscriptState, FeatureFrames, Hypothesis> turn, long from) {
        TranscriptState state = turn.state();
        if (state.steps < state.windows.quietUntil) {
            return;
        }
        float[] mean = mean(state.windows.finished);
        List<Word> words = words(mean, from, telling.heardSeconds(turn));
        if (words.isEmpty()) {
            return;
        }
        state.windows.quietUntil = state.steps + refractory;
        telling.finish(turn, words.subList(0, 1), alternatives(words));
    }

    private static float[] mean(List<float[]> posteriors) {
        float[] mean = new float[posteriors.get(0).length];
        for (int v = 0; v < mean.length; v++) {
            double sum = 0;
            for (float[] one : posteriors) {
                sum += one[v];
            }
            mean[v] = (float) Math.min(1, sum / posteriors.size());
        }
        return mean;
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
