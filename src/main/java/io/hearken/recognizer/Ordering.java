package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is done about chunks that come out of order, or never, in streams that number them.
 *
 * @param reorder how many chunks wait at the most for one that should have come before them; 0 to
 *     {@value #MOST_REORDER}
 * @param longestGap the most missing audio that is bridged with silence, up to a minute; beyond it
 *     the stream is finished and begun anew
 */
public record Ordering(int reorder, Duration longestGap) implements Serializable {
    public static final int MOST_REORDER = 64;
    public static final Duration MOST_GAP = Duration.ofMinutes(1);

    /** Eight chunks wait, two seconds are bridged. */
    public static final Ordering USUAL = new Ordering(8, Duration.ofSeconds(2));

    public Ordering {
        require(
                0 <= reorder && reorder <= MOST_REORDER,
                "reorder must be 0 to %d chunks, got %d",
                MOST_REORDER,
                reorder);
        require(
                !longestGap.isNegative() && longestGap.compareTo(MOST_GAP) <= 0,
                "gap must be 0 s to %d s, got %d ms",
                MOST_GAP.toSeconds(),
                longestGap.toMillis());
    }
}
