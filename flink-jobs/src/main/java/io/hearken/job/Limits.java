package io.hearken.job;

import static io.hearken.stream.Checks.require;

import io.hearken.operator.Quota;
import io.hearken.stream.AudioChunk;
import io.hearken.wire.AudioRecords;
import java.time.Duration;

/**
 * What a job takes on, so that no stream and no tenant slows down the others. What is more is
 * rejected.
 *
 * @param chunkBytes the longest value of a record
 * @param ahead how far a stream may be ahead of its records' timestamps; zero for as far as it
 *     likes
 * @param streams open at once; 0 for any number
 * @param tenantStreams of one tenant, open at once; 0 for any number
 */
public record Limits(int chunkBytes, Duration ahead, int streams, int tenantStreams) {
    /** What goes without saying. */
    public static final Limits USUAL =
            new Limits(AudioRecords.USUAL_MOST_BYTES, Duration.ofHours(1), 100_000, 10_000);

    public Limits {
        require(chunkBytes > 0, "most bytes of a chunk must be positive, got %d", chunkBytes);
        require(
                !ahead.isNegative(),
                "the most a stream is ahead must not be negative, got %s",
                ahead);
        quota(streams, tenantStreams); // refuses what is none
    }

    Quota<AudioChunk> quota() {
        return quota(streams, tenantStreams);
    }

    private static Quota<AudioChunk> quota(int streams, int tenantStreams) {
        return new Quota<>(streams, tenantStreams, AudioRecords::tenant);
    }
}
