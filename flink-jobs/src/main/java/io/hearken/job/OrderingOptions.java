package io.hearken.job;

import io.hearken.recognizer.Ordering;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is done about the chunks of streams that number them. */
public final class OrderingOptions {
    @Option(
            names = "--reorder",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "How many chunks wait at the most for one with a lower sequence; 0 to 64"
                            + " (default: ${DEFAULT-VALUE}).")
    private int reorder;

    @Option(
            names = "--gap",
            paramLabel = "DURATION",
            defaultValue = "2s",
            converter = DurationText.class,
            description =
                    "The most missing audio that silence stands for, up to 1min; behind more the"
                            + " stream begins anew (default: ${DEFAULT-VALUE}).")
    private Duration gap;

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if they cannot be, saying why
     */
    public Ordering settings() {
        return new Ordering(reorder, gap);
    }
}
