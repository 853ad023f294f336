package io.hearken.operator;

import static io.hearken.stream.Checks.require;

import java.io.Serializable;

/**
 * How many streams may be open at once.
 *
 * <p>Every parallel instance keeps to its share, as it knows of no other's streams. Chance never
 * spreads streams quite evenly, so a share is more than the plain quotient: by four standard
 * deviations of what chance does, and by no more than the limit itself. Below a limit practically
 * nothing is refused; above it, refusals begin between the limit and the sum of shares. One
 * instance alone keeps the limit exactly.
 *
 * @param streams in total; 0 for any number
 * @param tenantStreams of one tenant; 0 for any number
 * @param tenants says whose a stream is
 */
public record Quota<I>(int streams, int tenantStreams, Tenants<I> tenants) implements Serializable {
    /** Says whose a stream is, by the input that opens it. */
    @FunctionalInterface
    public interface Tenants<I> extends Serializable {
        String of(I input);
    }

    public Quota {
        require(streams >= 0, "most streams must be 0 or more, got %d", streams);
        require(
                tenantStreams >= 0,
                "most streams of a tenant must be 0 or more, got %d",
                tenantStreams);
    }

    /** What each of some instances may take of a limit. */
    static int share(int limit, int instances) {
        double even = (double) limit / instances;
        return (int) Math.min(limit, Math.ceil(even + 4 * Math.sqrt(even)));
    }
}
