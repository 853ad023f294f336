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
    private Rejection rejection;
    private boolean ended;

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

    /** Says that the input could not be used, and left the state as it was. */
    public void reject(String code, String message) {
        rejection = new Rejection(code, message);
    }

    /** Says that nothing more will come of this stream: its state may be dropped. */
    public void end() {
        ended = true;
    }

    /** What came of the input, in order. */
    public List<O> outputs() {
        return outputs;
    }

    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    public boolean ended() {
        return ended;
    }
}
