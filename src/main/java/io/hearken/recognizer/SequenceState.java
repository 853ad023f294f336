package io.hearken.recognizer;

import io.hearken.stream.AudioChunk;
import java.util.ArrayList;
import java.util.List;

/** What {@link Sequencer} remembers of a stream. */
final class SequenceState {
    /** {@link #next} of a stream whose beginning nobody knows: the first number to come. */
    static final long ANY = -1;

    /** How many of the latest numbers can be told from those of another producer. */
    static final int REMEMBERED = 32;

    /** The number expected. */
    long next;

    /** Whether a chunk with a number was heard: what is missing behind it is a gap. */
    boolean begun;

    /** Whether the stream is over, and this is kept only to know what comes too late. */
    boolean over;

    /** When the latest numbered chunk was captured, in milliseconds since 1970. */
    long captured = -1;

    /** Chunks that wait for those before them, by number. */
    List<AudioChunk> held = new ArrayList<>(0);

    /** Checksums of numbers just heard, each at its number modulo the length; or empty. */
    int[] checksums = {};

    /** The places of {@link #checksums} in use, a bit for each. */
    int heard;

    /** The state of a stream in which {@code next} is expected. */
    SequenceState(long next) {
        this.next = next;
    }

    /** Whether nothing with a number has come so far. */
    boolean isUnused() {
        return !begun && !over && held.isEmpty();
    }

    boolean remembers(long sequence) {
        return next - sequence <= REMEMBERED && (heard & 1 << place(sequence)) != 0;
    }

    int checksum(long sequence) {
        return checksums[place(sequence)];
    }

    void remember(long sequence, int checksum) {
        if (checksums.length == 0) {
            checksums = new int[REMEMBERED];
        }
        checksums[place(sequence)] = checksum;
        heard |= 1 << place(sequence);
    }

    /** Says of the next {@code count} numbers that they were not heard. */
    void miss(long count) {
        for (long i = 0; i < Math.min(count, REMEMBERED); i++) {
            heard &= ~(1 << place(next + count - 1 - i));
        }
        next += count;
    }

    private static int place(long sequence) {
        return (int) (sequence % REMEMBERED);
    }
}
