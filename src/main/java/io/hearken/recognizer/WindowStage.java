package io.hearken.recognizer;

import io.hearken.acoustic.Emission;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.util.Arrays;
import java.util.List;

/**
 * A label for every window. Windows overlap, so the network hears a stream several times over, each
 * time from silence; all windows under way advance together. Of a stream shorter than a window, all
 * is one window.
 */
final class WindowStage extends LabelStage {
    /** Steps from one window to the next. */
    private final long hop;

    /** Windows that overlap at any time. */
    private final int overlapping;

    private final long refractory;

    WindowStage(Model model, DecoderSettings settings) {
        super(model, settings);
        Head head = model.head();
        this.hop = Math.max(1, spec.stepsIn(head.hop()));
        this.overlapping = (int) (Math.max(1, spec.stepsIn(head.window())) / hop);
        this.refractory = spec.stepsIn(head.refractory());
    }

    @Override
    Listener listener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        return new WindowListener(turn);
    }

    private final class WindowListener extends Listener {
        WindowListener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
            super(turn);
        }

        /** The vectors up to where a window begins or ends. */
        @Override
        float[] next() {
            if (windows.open.isEmpty()) {
                state.begun = state.steps; // also where another head left off
            }
            long into = (state.steps - state.begun) % hop;
            if (into == 0) {
                windows.open.add(fresh());
            }
            int count = (int) Math.min(vectors - at, hop - into);
            int from = at * spec.dimension();
            at += count;
            state.steps += count;
            return Arrays.copyOfRange(values, from, from + count * spec.dimension());
        }

        @Override
        float[] oldest(float[] next) {
            long latest = (state.steps - state.begun - 1) % hop + 1;
            int count = (int) ((windows.open.size() - 1) * hop + latest);
            int to = at * spec.dimension();
            return Arrays.copyOfRange(values, to - count * spec.dimension(), to);
        }

        @Override
        void hear(Emission emission) {
            int frames = emission.logPosteriors().length / model.symbols().size();
            windows.latest = posteriors(emission, frames - 1);
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
            say(state.steps - hop * overlapping);
        }

        @Override
        void finish() {
            if (windows.latest.length > 0 && windows.finished.isEmpty()) {
                windows.finished.add(windows.latest);
                say(state.begun);
            }
        }

        private void say(long from) {
            boolean isSaid =
                    state.steps >= windows.quietUntil
                            && say(mean(windows.finished), from, telling.heardSeconds(turn));
            if (isSaid) {
                windows.quietUntil = state.steps + refractory;
            }
        }
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
}
