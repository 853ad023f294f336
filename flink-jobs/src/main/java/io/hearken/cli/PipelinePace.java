package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.live.Replay;
import java.time.Duration;

/**
 * How a load is sent.
 *
 * @param streams at once
 * @param speed 1 for real time
 * @param chunk audio in a record
 * @param warmUp before measuring begins, at the same load
 * @param time measured
 */
record PipelinePace(int streams, double speed, Duration chunk, Duration warmUp, Duration time) {
    /** Ahead of the first measurement, so that everything is loaded when it begins. */
    static final PipelinePace REHEARSAL =
            new PipelinePace(
                    20, 1, Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(1));

    private static final double LONGEST_SECONDS = 3_600;

    /** Streams go on for so long after measuring, so that it ends with all of them open. */
    private static final double MARGIN_SECONDS = 3;

    PipelinePace {
        require(streams > 0, "at least 1 stream speaks, got %d", streams);
        require(
                speed > 0 && speed <= 1_000,
                "speed must be above 0 and at most 1000, got %s",
                speed);
        require(time.toMillis() >= 1_000, "measure for at least 1 s, got %d ms", time.toMillis());
        new Replay.Settings(chunk, speed, streams); // refuses a chunk out of range
        require(!warmUp.isNegative(), "warm-up must not be negative, got %s", warmUp);
        require(
                warmUp.plus(time).toMillis() / 1e3 * speed <= LONGEST_SECONDS,
                "each stream would say more than an hour: less --time or --speed");
    }

    /** By the clock, from the first chunk to the end of measuring. */
    long wholeSeconds() {
        return warmUp.plus(time).toSeconds();
    }

    double chunkSeconds() {
        return chunk.toNanos() / 1e9;
    }

    /** Audio of each stream, from its first chunk to its last. */
    double trackSeconds() {
        double clock = warmUp.plus(time).toNanos() / 1e9 + MARGIN_SECONDS;
        return clock * speed + 2 * chunkSeconds(); // streams begin up to one chunk late
    }

    Replay.Settings replay() {
        return new Replay.Settings(chunk, speed, streams);
    }
}
