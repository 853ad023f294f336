package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.ctc.BeamDecoder;
import io.hearken.ctc.Decoder;
import io.hearken.ctc.Grammar;
import io.hearken.ctc.GreedyDecoder;
import io.hearken.ctc.Language;
import java.io.Serializable;

/**
 * How words are made of what the network says.
 *
 * @param beam how many strings of words a prefix beam search keeps; 0 for greedy decoding, which
 *     keeps one and knows no penalty, grammar or alternatives
 * @param insertionPenalty what each word costs, in nats: above 0 fewer words are heard, below more
 * @param grammar what may be said, see {@link Grammar}; empty for any words
 * @param nBest how many readings a final tells, at most the beam; 1 for the best alone
 */
public record DecoderSettings(
        int beam, double insertionPenalty, String grammar, int nBest, Endpoint endpoint)
        implements Serializable {
    /** Greedy, with the usual endpoint. */
    public static final DecoderSettings GREEDY = new DecoderSettings(0, 0, "", 1, Endpoint.USUAL);

    /** A beam search over any words, with the usual endpoint. */
    public static final DecoderSettings BEAM = GREEDY.withBeam(8);

    private static final int WIDEST = 64; // a stream's state holds every string

    public DecoderSettings {
        require(
                0 <= beam && beam <= WIDEST,
                "a beam must be 0 (greedy) to %d, got %d",
                WIDEST,
                beam);
        require(
                Double.isFinite(insertionPenalty),
                "insertion penalty must be finite, got %s",
                insertionPenalty);
        require(
                beam > 0 || insertionPenalty == 0 && grammar.isBlank() && nBest == 1,
                "insertion penalty, grammar and n-best need a beam, such as 8");
        require(
                1 <= nBest && nBest <= Math.max(1, beam),
                "n-best must be 1 to the beam, %d, got %d",
                Math.max(1, beam),
                nBest);
    }

    /** The same with another beam. */
    public DecoderSettings withBeam(int beam) {
        return new DecoderSettings(beam, insertionPenalty, grammar, nBest, endpoint);
    }

    /** The same with another insertion penalty. */
    public DecoderSettings withInsertionPenalty(double penalty) {
        return new DecoderSettings(beam, penalty, grammar, nBest, endpoint);
    }

    /** The same with another grammar. */
    public DecoderSettings withGrammar(String grammar) {
        return new DecoderSettings(beam, insertionPenalty, grammar, nBest, endpoint);
    }

    /** The same with another number of readings. */
    public DecoderSettings withNBest(int nBest) {
        return new DecoderSettings(beam, insertionPenalty, grammar, nBest, endpoint);
    }

    /** The same with another endpoint. */
    public DecoderSettings with(Endpoint endpoint) {
        return new DecoderSettings(beam, insertionPenalty, grammar, nBest, endpoint);
    }

    /**
     * A decoder of a model's symbols.
     *
     * @throws IllegalArgumentException if the grammar is none, or not one of this model's words
     */
    public Decoder decoder(Model model) {
        if (beam == 0) {
            return new GreedyDecoder();
        }
        Language language =
                grammar.isBlank()
                        ? Language.anything(model.symbols().size())
                        : Grammar.compile(grammar, model.symbols(), model.vocabulary());
        return new BeamDecoder(beam, insertionPenalty, language);
    }
}
