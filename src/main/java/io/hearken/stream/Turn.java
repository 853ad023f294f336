package io.hearken.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One stream's share of a batch: its state and its input on the way in, what came of it on the way
 * out.
 *
 * @param <S> what the stream remembers
 * @param <I> what comes in
 * @param <O> what goes out
 */
public final class Turn<S, I, O> {
    private final S state;
    private final I input;
    private final List<O> outputs = new ArrayList<>(1);
    private List<Refused<I>> refused = List.of();
    private List<String> dropped = List.of();
    private boolean remembered;
    private boolean ended;
    private boolean retired;

    /** An input that could not be used, and why. */
    public record Refused<I>(I input, Rejection reason) {}

    public Turn(S state, I input) {
        this.state = state;
        this.input = input;
    }

    public S state() {
        return state;
    }

    public I input() {
        return input;
    }

    public void emit(O output) {
        outputs.add(output);
    }

    /** Says that the input could not be used. */
    public void reject(String code, String message) {
        reject(input, new Rejection(code, message));
    }

    /** Says the same of this input, or of one before it that had to wait. */
    public void reject(I which, Rejection reason) {
        refused = refused.isEmpty() ? new ArrayList<>(1) : refused;
        refused.add(new Refused<>(which, reason));
    }

    /** Says that the input tells nothing new: it is to be counted, and no more. */
    public void drop(String code) {
        dropped = List.of(code);
    }

    /** Says that the state must be kept though the input could not be used. */
    public void remember() {
        remembered = true;
    }

    /** Says that nothing more will come of this stream: its state may be dropped. */
    public void end() {
        ended = true;
    }

    /**
     * Says that the stream is over, but that its state is worth as long a wait as that of an idle
     * stream, to know what comes too late.
     */
    public void retire() {
        retired = true;
    }

    /** What came of the input, in order. */
    public List<O> outputs() {
        return outputs;
    }

    /** Why the input of this turn could not be used. */
    public Optional<Rejection> rejection() {
        for (Refused<I> one : refused) {
            if (one.input() == input) {
                return Optional.of(one.reason());
            }
        }
        return Optional.empty();
    }

    /** All that could not be used, in order. */
    public List<Refused<I>> refused() {
        return refused;
    }

    /** The codes of what is only to be counted. */
    public List<String> dropped() {
        return dropped;
    }

    /** Whether the input was of use, and so a sign of life of the stream. */
    public boolean isUsed() {
        return dropped.isEmpty() && rejection().isEmpty();
    }

    /** Whether the state must be kept whatever became of the input. */
    public boolean remembered() {
        return remembered;
    }

    public boolean ended() {
        return ended;
    }

    public boolean retired() {
        return retired;
    }
}
