package io.hearken.recognizer;

import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Gap;
import java.util.ArrayList;
import java.util.List;

/**
 * The vectors of a recording that is not over yet, for a network that needs its end. A recording
 * ends with its stream, or at a gap that is too long.
 */
public final class WholeVectors {
    private final List<float[]> values = new ArrayList<>(0);
    private final List<Gap> gaps = new ArrayList<>(0);

    /** Of the recording so far. */
    private long count;

    /**
     * Takes what comes next.
     *
     * @param most vectors of a recording
     * @return false if they are more by now; then none of them is kept
     */
    boolean take(FeatureFrames next, int most) {
        count += next.frames();
        gaps.addAll(next.gaps());
        if (count > most) {
            values.clear();
            return false;
        }
        values.add(next.values());
        return true;
    }

    /**
     * All vectors as one, and begins anew.
     *
     * @param last those taken last, which end the recording
     */
    FeatureFrames end(FeatureFrames last) {
        FeatureFrames whole =
                new FeatureFrames(
                        last.stream(),
                        joined(),
                        last.dimension(),
                        last.samples(),
                        last.last(),
                        gaps,
                        last.resumesAt());
        values.clear();
        gaps.clear();
        count = 0;
        return whole;
    }

    private float[] joined() {
        if (values.size() == 1) {
            return values.get(0);
        }
        float[] joined = new float[values.stream().mapToInt(part -> part.length).sum()];
        int to = 0;
        for (float[] part : values) {
            System.arraycopy(part, 0, joined, to, part.length);
            to += part.length;
        }
        return joined;
    }
}
