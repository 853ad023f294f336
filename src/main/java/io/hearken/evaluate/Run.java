package io.hearken.evaluate;

import io.hearken.recognizer.Recognizer;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Rejection;
import io.hearken.stream.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A take on its way through the recognizer. */
final class Run {
    /** What a take gives at once: an hour's features must not fill the memory. */
    private static final int CHUNK_SECONDS = 10;

    private final Take take;
    private final Recognizer.State state;
    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private Rejection rejection;
    private int given;

    Run(Take take, Recognizer.State state) {
        this.take = take;
        this.state = state;
    }

    Take take() {
        return take;
    }

    /** What the recognizer gets next. */
    Turn<Recognizer.State, AudioChunk, Hypothesis> next() {
        byte[] data = take.audio().data();
        long to = given + bytes(take, CHUNK_SECONDS);
        byte[] bytes = Arrays.copyOfRange(data, given, (int) Math.min(data.length, to));
        given += bytes.length;
        boolean last = given == data.length;
        return new Turn<>(state, AudioChunk.of(take.name(), bytes, take.audio().format(), last));
    }

    /** Takes what came of it; tells whether that was all. */
    boolean isOver(Turn<Recognizer.State, AudioChunk, Hypothesis> turn) {
        hypotheses.addAll(turn.outputs());
        rejection = turn.rejection().orElse(null);
        return turn.input().last() || rejection != null;
    }

    List<Hypothesis> hypotheses() {
        return hypotheses;
    }

    Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** The bytes of so many seconds of a take. */
    static long bytes(Take take, int seconds) {
        return (long) seconds
                * take.audio().format().sampleRate()
                * take.audio().format().bytesPerFrame();
    }
}
