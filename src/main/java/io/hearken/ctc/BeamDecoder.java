package io.hearken.ctc;

import static io.hearken.ctc.LogSum.NEVER;
import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * Prefix beam search: of the strings that may have been said, the likeliest few are kept, each with
 * the sum of its alignments (Graves 2008, section 7.5; Hannun et al. 2014, algorithm 1). A language
 * says which strings are allowed.
 *
 * <pre>
 *   resting'(p)  = (resting(p) + running(p)) · y(blank)
 *   running'(p)  = running(p) · y(last of p)
 *   running'(pc) += y(c) · w(c after p) · e^-penalty · (c = last of p ? resting(p) : resting(p) + running(p))
 * </pre>
 *
 * <p>in logarithms, for every kept p and every symbol c that the frame makes likely at all. Of
 * equally likely strings, those whose symbols come first are kept.
 */
public final class BeamDecoder implements Decoder {
    /**
     * In a frame, symbols less likely are taken for impossible: silence costs nothing, and no
     * grammar finds words in it.
     */
    private static final double LEAST = Math.log(1e-3);

    private static final int[] NONE = {};

    private final int beam;
    private final double insertionPenalty;
    private final Language language;

    /**
     * A decoder.
     *
     * @param beam how many strings are kept, at least 1
     * @param insertionPenalty what every symbol costs, in nats; more of it means fewer symbols
     */
    public BeamDecoder(int beam, double insertionPenalty, Language language) {
        require(beam > 0, "a beam must be at least 1, got %d", beam);
        require(
                Double.isFinite(insertionPenalty),
                "insertion penalty must be finite, got %s",
                insertionPenalty);
        this.beam = beam;
        this.insertionPenalty = insertionPenalty;
        this.language = language;
    }

    @Override
    public boolean step(DecoderState state, Frame frame) {
        List<Path> before = state.paths();
        int[] likely = likely(frame);
        if (likely.length == 0 && areIdle(before, frame)) {
            return false; // all are as much less likely
        }
        List<Path> next = new ArrayList<>();
        for (Path path : before) {
            next.add(stay(path, frame));
        }
        for (Path path : before) {
            grow(path, likely, frame, next);
        }
        next.sort(Path::byScore);
        double best = next.get(0).score();
        state.paths(next.stream().limit(beam).map(path -> path.moved(-best)).toList());
        return state.heard() != before.get(0).heard();
    }

    private static boolean areIdle(List<Path> paths, Frame frame) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).running() != NEVER || paths.get(i).isUnsettled(frame)) {
                return false;
            }
        }
        return true;
    }

    private static int[] likely(Frame frame) {
        int count = 0;
        for (int v = 1; v < frame.symbols(); v++) {
            count += isLikely(v, frame) ? 1 : 0;
        }
        if (count == 0) {
            return NONE; // as of most frames
        }
        int[] likely = new int[count];
        for (int v = 1, i = 0; i < count; v++) {
            if (isLikely(v, frame)) {
                likely[i++] = v;
            }
        }
        return likely;
    }

    private static boolean isLikely(int symbol, Frame frame) {
        return frame.log(symbol) >= LEAST;
    }

    /** No symbol more: a blank, or the last symbol's run goes on. */
    private static Path stay(Path path, Frame frame) {
        double resting = path.score() + frame.log(0);
        double running =
                path.last() != 0 && isLikely(path.last(), frame)
                        ? path.running() + frame.log(path.last())
                        : NEVER;
        Path stayed = path.with(resting, running);
        return stayed.isRunning() ? stayed.extended(frame) : stayed.settled(frame);
    }

    /** A symbol more, where the language allows it. */
    private void grow(Path path, int[] likely, Frame frame, List<Path> next) {
        int place = likely.length == 0 ? Language.NOWHERE : language.place(path.heard());
        if (place == Language.NOWHERE || path.heard().size() == LONGEST) {
            return;
        }
        for (int symbol : likely) {
            double from = symbol == path.last() ? path.resting() : path.score();
            if (from != NEVER && language.next(place, symbol) != Language.NOWHERE) {
                double weight = language.weight(place, symbol) - insertionPenalty;
                arrive(path, symbol, from + frame.log(symbol) + weight, frame, next);
            }
        }
    }

    /** Joins the alignments of one string; its times are those of the likelier ones. */
    private static void arrive(
            Path path, int symbol, double likelihood, Frame frame, List<Path> next) {
        for (int i = 0; i < next.size(); i++) {
            Path same = next.get(i);
            if (same.is(path, symbol)) {
                Path earlier = likelihood > same.score() ? same.begunAgain(frame) : same;
                next.set(i, earlier.with(same.resting(), LogSum.of(same.running(), likelihood)));
                return;
            }
        }
        next.add(path.appended(symbol, frame, likelihood));
    }

    @Override
    public List<Path> finals(DecoderState state) {
        return state.paths().stream().filter(path -> language.allows(path.heard())).toList();
    }
}
