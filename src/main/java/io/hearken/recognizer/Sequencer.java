package io.hearken.recognizer;

import static io.hearken.stream.AudioChunk.NO_SEQUENCE;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.Rejection;
import io.hearken.stream.RejectionCodes;
import io.hearken.stream.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Puts the numbered chunks of a stream in order. What is ahead of its time waits, until what is
 * missing came or more wait than {@link Ordering} allows; then what is missing is given up:
 *
 * <pre>
 *   comes     0 2 1 4 5 6 7          at most 2 wait
 *   is heard  0 · 1 2 · · ✗ 4 5 6 7      ✗: 3 is missing
 * </pre>
 *
 * <p>Chunks without a number are heard where they come. All depends on the chunks and their order,
 * not on time.
 */
final class Sequencer {
    /** Bytes that may wait in one stream; more than reasonable chunks have. */
    static final int MOST_HELD_BYTES = 256 << 10;

    private final int reorder;

    /**
     * A chunk whose time has come.
     *
     * @param missing how many before it never came
     */
    record Due(long missing, AudioChunk chunk) {}

    Sequencer(Ordering ordering) {
        reorder = ordering.reorder();
    }

    /** Why a chunk cannot be heard as part of the stream; none if it can. */
    Optional<Rejection> refusal(SequenceState state, AudioChunk chunk) {
        long sequence = chunk.sequence();
        if (sequence == NO_SEQUENCE || state.over && beginsAnew(state, chunk)) {
            return Optional.empty();
        }
        if (sequence >= state.next) {
            return state.held.stream()
                    .filter(held -> held.sequence() == sequence)
                    .findFirst()
                    .map(held -> repeated(Arrays.equals(held.bytes(), chunk.bytes()), chunk));
        }
        if (state.over || !state.remembers(sequence)) {
            return Optional.of(late(state, chunk));
        }
        return Optional.of(repeated(state.checksum(sequence) == checksum(chunk), chunk));
    }

    /** A first chunk captured no later than the old stream's chunks is one of them, come again. */
    private static boolean beginsAnew(SequenceState state, AudioChunk chunk) {
        long captured = chunk.origin().timestamp();
        return chunk.sequence() == 0 && (captured < 0 || captured > state.captured);
    }

    private static Rejection repeated(boolean sameBytes, AudioChunk chunk) {
        return sameBytes
                ? new Rejection(
                        RejectionCodes.DUPLICATE, "chunk " + chunk.sequence() + " has come before")
                : new Rejection(
                        RejectionCodes.TWO_PRODUCERS,
                        String.format(
                                "chunk %d has come before with other bytes: do two producers"
                                        + " send one stream?",
                                chunk.sequence()));
    }

    private static Rejection late(SequenceState state, AudioChunk chunk) {
        String when =
                state.over
                        ? "after the stream's end: give another stream another id"
                        : "when chunk " + state.next + " is expected, and cannot be used any more";
        String which = chunk.sequence() == NO_SEQUENCE ? "a chunk" : "chunk " + chunk.sequence();
        return new Rejection(RejectionCodes.LATE, which + " comes " + when);
    }

    /**
     * What is to be heard now that a chunk has come which was not refused, in order. Nothing is due
     * behind a stream's last chunk; what waits there is left in the state.
     */
    List<Due> take(SequenceState state, AudioChunk chunk) {
        long sequence = chunk.sequence();
        if (sequence == NO_SEQUENCE) {
            return chunk.last() ? takeAll(state, chunk) : List.of(new Due(0, chunk));
        }
        state.captured = Math.max(state.captured, chunk.origin().timestamp());
        if (state.held.isEmpty() && (sequence == state.next || state.next == SequenceState.ANY)) {
            return List.of(pass(state, chunk));
        }
        hold(state, chunk);
        List<Due> due = new ArrayList<>();
        while (!isOver(due) && !state.held.isEmpty() && (isNext(state) || isTooMuch(state))) {
            due.add(pass(state, state.held.remove(0)));
        }
        return due;
    }

    /** All that waits, and behind it an end without a number. */
    private static List<Due> takeAll(SequenceState state, AudioChunk end) {
        List<Due> due = new ArrayList<>();
        while (!isOver(due) && !state.held.isEmpty()) {
            due.add(pass(state, state.held.remove(0)));
        }
        if (!isOver(due)) {
            due.add(new Due(0, end));
        } else if (end.bytes().length > 0) {
            state.held.add(end);
        }
        return due;
    }

    private static boolean isOver(List<Due> due) {
        return !due.isEmpty() && due.get(due.size() - 1).chunk().last();
    }

    /**
     * Ends the stream: only what tells late chunks is kept.
     *
     * @param isSaid whether a last chunk said so; a stream that only fell silent may go on later
     * @return what waited behind the last chunk, and is late
     */
    List<Turn.Refused<AudioChunk>> end(SequenceState state, boolean isSaid) {
        state.over = true;
        state.next = isSaid ? Long.MAX_VALUE : state.next;
        List<Turn.Refused<AudioChunk>> late =
                state.held.stream()
                        .map(held -> new Turn.Refused<>(held, late(state, held)))
                        .toList();
        state.held.clear();
        state.checksums = new int[0];
        state.heard = 0;
        return late;
    }

    /** The state of the stream a chunk begins that came behind the end of another. */
    static SequenceState after(SequenceState over, AudioChunk chunk) {
        return new SequenceState(chunk.sequence() >= over.next ? over.next : 0);
    }

    private static void hold(SequenceState state, AudioChunk chunk) {
        int at = state.held.size();
        while (at > 0 && state.held.get(at - 1).sequence() > chunk.sequence()) {
            at--;
        }
        state.held.add(at, chunk);
    }

    private static boolean isNext(SequenceState state) {
        return state.held.get(0).sequence() == state.next;
    }

    private boolean isTooMuch(SequenceState state) {
        return state.held.size() > reorder
                || state.held.stream().mapToLong(held -> held.bytes().length).sum()
                        > MOST_HELD_BYTES;
    }

    private static Due pass(SequenceState state, AudioChunk chunk) {
        long sequence = chunk.sequence();
        long ahead = state.next == SequenceState.ANY ? 0 : sequence - state.next;
        Due due = new Due(state.begun ? ahead : 0, chunk);
        state.miss(ahead);
        state.begun = true;
        state.remember(sequence, checksum(chunk));
        state.next = sequence == Long.MAX_VALUE ? sequence : sequence + 1;
        return due;
    }

    private static int checksum(AudioChunk chunk) {
        CRC32C checksum = new CRC32C();
        checksum.update(chunk.bytes());
        return (int) checksum.getValue();
    }
}
