package io.hearken.ctc;

import java.util.List;

/** A part of a grammar, as it was written. */
sealed interface Expression {
    /** One of several symbols, each with a natural logarithm of a weight. */
    record Symbol(int[] symbols, double weight) implements Expression {}

    /** One behind the other; nothing if there are none. */
    record Sequence(List<Expression> parts) implements Expression {}

    /** One of them. */
    record Choice(List<Expression> parts) implements Expression {}

    /**
     * Several times.
     *
     * @param most {@link #FOREVER} for as often as one likes
     */
    record Repeat(Expression part, int least, int most) implements Expression {}

    int FOREVER = -1;
}
