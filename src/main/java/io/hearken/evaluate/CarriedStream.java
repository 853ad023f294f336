package io.hearken.evaluate;

import io.hearken.audio.Recording;
import io.hearken.recognizer.FeatureStateCodec;
import io.hearken.recognizer.Recognizer;
import io.hearken.recognizer.TranscriptStateCodec;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Gives recordings to streams that go on behind them. */
final class CarriedStream {
    /** Longer than any pause within an utterance. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final String NAME = "carried";
    private static final FeatureStateCodec FEATURES = new FeatureStateCodec();
    private static final TranscriptStateCodec TRANSCRIPTS = new TranscriptStateCodec();

    private final Recognizer recognizer;
    private final int sampleRate;
    private final Recording pause;
    private double seconds;

    /**
     * @param sampleRate of the pauses
     */
    CarriedStream(Recognizer recognizer, int sampleRate) {
        this.recognizer = recognizer;
        this.sampleRate = sampleRate;
        this.pause = roomTone(PAUSE.toSeconds(), new Random(1));
    }

    Recognizer.State begin() {
        return recognizer.begin(NAME);
    }

    static Recognizer.State copy(Recognizer.State state) {
        return new Recognizer.State(
                FEATURES.copy(state.features()), TRANSCRIPTS.copy(state.transcripts()));
    }

    /** Room tone as long as {@link #PAUSE}. */
    Recording pause() {
        return pause;
    }

    Recording roomTone(double seconds, Random random) {
        return Recording.of(sampleRate, RoomTone.of((int) (seconds * sampleRate), random));
    }

    /**
     * Advances each state by a recording and a pause.
     *
     * @return the words of the finals that came, for each state
     */
    List<List<HeardWord>> hear(List<Recognizer.State> states, List<Recording> recordings) {
        List<List<Hypothesis>> heard = advance(states, recordings);
        List<List<Hypothesis>> more = advance(states, Collections.nCopies(states.size(), pause));
        for (int i = 0; i < heard.size(); i++) {
            heard.get(i).addAll(more.get(i));
        }
        return heard.stream().map(HeardWord::of).toList();
    }

    /** Advances each state by a recording; what is heard is in the order of the states. */
    List<List<Hypothesis>> advance(List<Recognizer.State> states, List<Recording> recordings) {
        List<Turn<Recognizer.State, AudioChunk, Hypothesis>> turns = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Recording recording = recordings.get(i);
            AudioChunk chunk = AudioChunk.of(NAME, recording.data(), recording.format(), false);
            turns.add(new Turn<>(states.get(i), chunk));
            seconds += recording.seconds();
        }
        recognizer.advance(turns);
        return turns.stream().map(Turn::outputs).toList();
    }

    /** Seconds of audio given to all streams together. */
    int seconds() {
        return (int) seconds;
    }
}
