package io.hearken.live;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Recording;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream of a {@link Load} says, and the finals that must come of it.
 *
 * @param finals in order, as they are read from Kafka
 */
public record Track(Recording recording, List<Hypothesis> finals) {
    /** Longer than an utterance's endpoint, so that one recording's words end before the next. */
    private static final double PAUSE_SECONDS = 1.5;

    /**
     * One track for each recording, which begins with it and goes on with those behind it, over and
     * over, a pause after each.
     *
     * @param recordings mono samples in ±1
     * @param seconds how long each track is
     * @param recognizer tells what the finals are
     */
    public static List<Track> of(
            List<float[]> recordings, int sampleRate, double seconds, Recognizer recognizer) {
        require(!recordings.isEmpty(), "a load needs at least one recording");
        List<Track> tracks = new ArrayList<>();
        for (int first = 0; first < recordings.size(); first++) {
            float[] samples = compose(recordings, first, sampleRate, seconds);
            Recording recording = Recording.of(sampleRate, samples);
            List<Hypothesis> finals =
                    recognizer.transcribe("", recording).stream().map(Track::asRead).toList();
            tracks.add(new Track(recording, finals));
        }
        return tracks;
    }

    private static float[] compose(
            List<float[]> recordings, int first, int sampleRate, double seconds) {
        float[] samples = new float[(int) (seconds * sampleRate)];
        int at = 0;
        for (int i = first; at < samples.length; i++) {
            float[] next = recordings.get(i % recordings.size());
            System.arraycopy(next, 0, samples, at, Math.min(next.length, samples.length - at));
            at += next.length + (int) (PAUSE_SECONDS * sampleRate);
        }
        return samples;
    }

    /** JSON rounds seconds and confidences. */
    private static Hypothesis asRead(Hypothesis hypothesis) {
        return TranscriptJson.read(TranscriptJson.write(hypothesis));
    }

    /** Whether a transcript is the final of a place, 0 for the first. */
    boolean isFinal(Hypothesis transcript, int place) {
        return place < finals.size()
                && transcript.equals(finals.get(place).ofStream(transcript.stream()));
    }
}
