package io.hearken.train;

import java.util.ArrayList;
import java.util.List;

/**
 * How readily words are heard: what is added to the logits of the blank and of words the model does
 * not speak. CTC alone leaves a network too silent where it is unsure.
 *
 * @param blank nats, 0 or less
 * @param others nats, 0 or less
 */
record Prior(float blank, float others) {
    static final Prior NONE = new Prior(0, 0);

    /** Those worth trying, {@link #NONE} first. */
    static List<Prior> candidates() {
        List<Prior> all = new ArrayList<>();
        for (float blank : new float[] {0, -0.5f, -1, -1.5f, -2}) {
            for (float others : new float[] {0, -1, -2, -3}) {
                all.add(new Prior(blank, others));
            }
        }
        return all;
    }

    /** What to add to the symbol's logit. */
    float of(int symbol, Alphabet alphabet) {
        return symbol == 0 ? blank : alphabet.isSpoken(symbol) ? 0 : others;
    }

    /** Logits or biases of the symbols, [V], with the prior in them. */
    float[] addedTo(float[] logits, Alphabet alphabet) {
        float[] all = logits.clone();
        for (int v = 0; v < all.length; v++) {
            all[v] += of(v, alphabet);
        }
        return all;
    }
}
