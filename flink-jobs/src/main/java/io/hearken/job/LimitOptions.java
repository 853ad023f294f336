package io.hearken.job;

import java.time.Duration;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a job takes on; the defaults are those of {@link Limits#USUAL}. */
public final class LimitOptions {
    @Option(
            names = "--max-chunk-bytes",
            paramLabel = "SIZE",
            defaultValue = "4mb",
            converter = Bytes.class,
            description =
                    "The longest value of a record, such as 500kb; at least one whole file, if files"
                            + " are sent (default: ${DEFAULT-VALUE}).")
    private int chunkBytes;

    @Option(
            names = "--max-ahead",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationText.class,
            description =
                    "How much more of a stream may be heard than time has passed by its records'"
                            + " timestamps; 0s for as much as it likes (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration ahead;

    @Option(
            names = "--max-streams",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Streams open at once; 0 for any number (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--max-tenant-streams",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "Streams of one tenant open at once; 0 for any number. A tenant is what header"
                            + " tenant says, or else the stream id up to a slash (default:"
                            + " ${DEFAULT-VALUE}).")
    private int tenantStreams;

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if they cannot be, saying why
     */
    public Limits limits() {
        return new Limits(chunkBytes, ahead, streams, tenantStreams);
    }

    /** Reads {@code 4194304}, {@code 500kb} and {@code 4mb}. */
    static final class Bytes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Math.toIntExact(MemorySize.parseBytes(text));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no size: write it like 500kb or 4mb, below 2gb");
            }
        }
    }
}
