package io.hearken.ctc;

import java.util.List;

/**
 * What a decoder remembers of a stream: what may have been said in the utterance so far. Every
 * decoder goes on from what another left.
 */
public final class DecoderState {
    private List<Path> paths;

    public DecoderState() {
        this(List.of(Path.START));
    }

    /**
     * A state taken up again.
     *
     * @param paths likeliest first; at least one
     */
    public DecoderState(List<Path> paths) {
        this.paths = paths;
    }

    /** What may have been said, likeliest first; never empty. */
    public List<Path> paths() {
        return paths;
    }

    /** The likeliest of the paths. */
    public Path best() {
        return paths.get(0);
    }

    /** The symbols likely heard in this utterance, oldest first. */
    public List<Heard> heard() {
        return best().heard();
    }

    /** Forgets the utterance. A run that goes on will not be heard again in the next. */
    public void endUtterance() {
        Path best = best();
        double score = best.score();
        paths =
                List.of(
                        new Path(
                                List.of(),
                                best.last(),
                                best.resting() - score,
                                best.running() - score));
    }

    void paths(List<Path> now) {
        paths = now;
    }
}
