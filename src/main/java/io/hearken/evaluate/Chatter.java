package io.hearken.evaluate;

import io.hearken.audio.Recording;
import io.hearken.recognizer.Recognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** One stream in which people say what they say in their recordings, over and over. */
final class Chatter {
    private static final double SHORTEST_GAP = 0.1;
    private static final double LONGEST_GAP = 0.5;

    private final CarriedStream streams;
    private final List<Take> recordings;
    private final Recognizer.State state;
    private final Random random = new Random(2);
    private double seconds;
    private int next;

    Chatter(List<Take> recordings, CarriedStream streams) {
        this.recordings = new ArrayList<>(recordings);
        this.streams = streams;
        this.state = streams.begin();
    }

    /** Goes on until the stream is so long. */
    void until(Duration length, IntConsumer done) {
        while (seconds < length.toSeconds()) {
            if (next == 0) {
                Collections.shuffle(recordings, random);
            }
            say(recordings.get(next).audio());
            say(streams.roomTone(random.nextDouble(SHORTEST_GAP, LONGEST_GAP), random));
            next = (next + 1) % recordings.size();
            done.accept(streams.seconds());
        }
    }

    private void say(Recording recording) {
        streams.advance(List.of(state), List.of(recording));
        seconds += recording.seconds();
    }

    /** The stream's state now, and a pause behind it; the stream itself stays where it is. */
    Recognizer.State paused() {
        Recognizer.State after = CarriedStream.copy(state);
        streams.advance(List.of(after), List.of(streams.pause()));
        return after;
    }
}
