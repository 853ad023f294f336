package io.hearken.stream;

import java.util.List;

/**
 * One step on the way from audio to words. A stage itself remembers nothing: all that a stream
 * leaves behind lies in a state object, so a stage can serve any number of streams.
 *
 * <p>The outputs of a stream depend on its inputs and the model alone: not on how its audio was
 * cut, on the other streams of a batch, or on a restart in between.
 *
 * <p>A stage keeps scratch memory and is used by one thread at a time; the model behind it is
 * shared.
 *
 * @param <S> what a stream remembers between calls
 * @param <I> what comes in
 * @param <O> what goes out
 */
public interface Stage<S, I, O> {
    /** The state of a stream nothing has been heard of. */
    S begin(String stream);

    /**
     * Whether an input would begin anew a stream that is over and only {@linkplain Turn#retire
     * remembered}, rather than be refused as belonging to it.
     */
    default boolean beginsAnew(S state, I input) {
        return true;
    }

    /**
     * Advances several streams together, each by one input. States are updated in place; outputs,
     * rejections and ends are left in the turns.
     *
     * @param turns one per stream: no two may share a state
     */
    void advance(List<Turn<S, I, O>> turns);

    /**
     * The input that ends a stream whose inputs stopped coming; it also ends what is kept of one
     * that was {@linkplain Turn#retire retired}, after as long a silence.
     */
    I ending(String stream);
}
