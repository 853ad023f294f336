package io.hearken.recognizer;

import io.hearken.acoustic.Emission;
import io.hearken.feature.Level;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Floats;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.util.Arrays;

/**
 * A label for every utterance: by {@link Activity} it begins where somebody speaks, and by {@link
 * Endpoint} it ends in the silence behind, or when it has been going on for too long; or else with
 * its stream, or at a gap that is too long. The network hears it from silence, as in training:
 *
 * <pre>
 *   level      ________/‾‾\_/‾‾‾\_______________
 *   heard           |――――――――――――――|                LEAD before the first and behind the last speech
 *   ended                                 |         afterSpeech behind the last speech
 * </pre>
 *
 * <p>No vector is part of two utterances: where {@code afterSpeech} is shorter than two {@code
 * LEAD}, the next lead may be shorter.
 *
 * <p>What the network says at {@code LEAD} behind the last speech counts, or where the stream ends
 * before: a classifier was trained on clips that end with their word or soon after, not on the long
 * silence that tells the end, and so a word has the same label whatever the length of the silence
 * behind it. Short pauses within an utterance are heard.
 *
 * <p>Silence alone says nothing. But of a stream, or of what lies between two long gaps, in which
 * no speech is found, maybe because it is as loud everywhere, all is one utterance, however long,
 * from {@code LEAD} before its first sound.
 */
final class UtteranceStage extends LabelStage {
    /** Clips of single words have a tenth to a third of a second before and behind. */
    private static final double LEAD_SECONDS = 0.3;

    private final Level level;
    private final int leadSteps;
    private final long afterSpeech;
    private final long longest;

    UtteranceStage(Model model, DecoderSettings settings) {
        super(model, settings);
        Endpoint endpoint = settings.endpoint();
        this.level = new Level(spec, model.normalization());
        this.leadSteps = spec.stepsIn(LEAD_SECONDS);
        this.afterSpeech = Endpoint.steps(endpoint.afterSpeech(), spec);
        this.longest = Endpoint.steps(endpoint.longest(), spec);
    }

    @Override
    Listener listener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
        return new UtteranceListener(turn);
    }

    private final class UtteranceListener extends Listener {
        private final Activity activity = windows.activity;

        /** What the network hears now: these vectors, and those from here on. */
        private float[] lead = {};

        private int from;

        /** Where the vectors behind {@code windows.lead} begin. */
        private int behindLead;

        /** How many of them are up to the one that counts. */
        private int counted;

        UtteranceListener(Turn<TranscriptState, FeatureFrames, Hypothesis> turn) {
            super(turn);
        }

        /** The vectors up to where the utterance ends; those before it began only as its lead. */
        @Override
        float[] next() {
            lead = new float[0];
            from = at;
            behindLead = at;
            counted = 0;
            if (activity.isFresh() && windows.open.isEmpty()) {
                begin(); // also where another head left off
            }
            do {
                take();
            } while (at < vectors && !isEnded());
            // What counts of this utterance is not part of the next one's lead.
            windows.lead = latest(activity.isSpeech ? activity.quiet - leadSteps : leadSteps);
            return Floats.join(lead, taken(from));
        }

        private void take() {
            boolean wasFresh = activity.isFresh();
            boolean wasSpeech = activity.isSpeech;
            activity.hear(level.of(values, at), spec.stepSeconds());
            boolean isFirstSound = wasFresh && !activity.isFresh() && latest(1).length > 0;
            boolean isFirstSpeech = !wasSpeech && activity.isSpeech && activity.quiet == 0;
            if (isFirstSound || isFirstSpeech) {
                lead = latest(leadSteps);
                from = at;
                begin();
            }
            at++;
            state.steps++;
            if (activity.quiet <= leadSteps) {
                counted = steps(lead) + at - from;
            }
        }

        /** Has the network hear all afresh, from the lead on. */
        private void begin() {
            state.begun = state.steps - steps(lead);
            windows.open.clear();
            windows.open.add(fresh());
        }

        /** So many of the latest vectors, as far as they are there and could be a lead. */
        private float[] latest(int steps) {
            float[] all = Floats.join(windows.lead, taken(behindLead));
            int most = Math.max(0, Math.min(steps, leadSteps)) * spec.dimension();
            return Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length);
        }

        private float[] taken(int since) {
            return Arrays.copyOfRange(values, since * spec.dimension(), at * spec.dimension());
        }

        private int steps(float[] vectors) {
            return vectors.length / spec.dimension();
        }

        private boolean isEnded() {
            boolean isLongest = longest > 0 && state.steps - state.begun >= longest;
            return activity.isSpeech && (activity.quiet >= afterSpeech || isLongest);
        }

        /** Where inputs are whole, they hold all of an utterance. */
        @Override
        float[] oldest(float[] next) {
            return Arrays.copyOf(next, counted * spec.dimension());
        }

        @Override
        void hear(Emission emission) {
            if (counted > 0) {
                windows.latest = posteriors(emission, counted - 1);
            }
            if (isEnded()) {
                finish();
                windows.endUtterance();
                state.begun = state.steps;
            }
        }

        @Override
        void finish() {
            if (windows.latest.length > 0) {
                long end = state.steps - Math.max(0, activity.quiet - leadSteps);
                say(windows.latest, state.begun, telling.heardSeconds(turn, end));
            }
        }
    }
}
