package io.hearken.stream;

import static io.hearken.stream.Checks.require;

/**
 * A stretch of a stream whose audio never came.
 *
 * @param start seconds from the stream's first sample
 * @param end seconds from the stream's first sample
 */
public record Gap(double start, double end) {
    public Gap {
        require(start <= end, "a gap from %s s cannot end at %s s", start, end);
    }
}
