package io.hearken.cli;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.live.Replay;
import io.hearken.live.Track;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.Hypothesis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Streams that come and go, and what an undisturbed recognizer says of each. */
final class ChaosStreams {
    /** In seconds; streams that begin together must not end together. */
    private static final int[] LENGTHS = {13, 17, 23};

    private final int atOnce;
    private final String prefix;
    private final List<Replay.Source> sources = new ArrayList<>();
    private final List<List<Hypothesis>> undisturbed = new ArrayList<>();

    /**
     * Draws streams from a seed.
     *
     * @param atOnce how many speak at the same time
     * @param seconds how long so many are to speak, at least
     * @param prefix what their ids begin with
     */
    ChaosStreams(int atOnce, double seconds, String prefix, long seed, Said said) {
        this.atOnce = atOnce;
        this.prefix = prefix;
        Random random = new Random(seed);
        double sum = 0;
        while (sum < seconds * atOnce || sources.size() < atOnce) {
            int track = random.nextInt(said.recordings.size());
            Recording recording = said.recordings.get(track);
            sources.add(
                    new Replay.Source(
                            prefix + sources.size(), recording.format(), recording.data()));
            undisturbed.add(said.hypotheses.get(track));
            sum += recording.seconds();
        }
    }

    /**
     * Recordings, and all that is heard in each.
     *
     * @param hypotheses of each recording, all revisions
     */
    record Said(List<Recording> recordings, List<List<Hypothesis>> hypotheses) {
        /** The recordings of a manifest strung together. */
        static Said of(Path manifest, int sampleRate, Recognizer recognizer) {
            List<float[]> samples =
                    Manifest.read(manifest).stream()
                            .map(entry -> entry.recording().samples(sampleRate))
                            .toList();
            List<Recording> recordings = new ArrayList<>();
            for (int length : LENGTHS) {
                Track.of(samples, sampleRate, length, recognizer)
                        .forEach(track -> recordings.add(track.recording()));
            }
            return new Said(
                    recordings,
                    recordings.stream().map(one -> recognizer.recognize("", one)).toList());
        }
    }

    int atOnce() {
        return atOnce;
    }

    List<Replay.Source> sources() {
        return sources;
    }

    boolean isOurs(String stream) {
        return stream.startsWith(prefix);
    }

    /** A check that expects all of these streams and has seen nothing yet. */
    ChaosCheck check() {
        ChaosCheck check = new ChaosCheck();
        for (int i = 0; i < sources.size(); i++) {
            check.expect(sources.get(i).stream(), undisturbed.get(i));
        }
        return check;
    }
}
