package io.hearken.stream;

import java.util.List;

/**
 * Every code a {@link Rejection} may carry. The words are part of what the outside sees: one may be
 * added, none is renamed.
 */
public final class RejectionCodes {
    /** The record has no key, so nobody knows whose audio it is. */
    public static final String NO_KEY = "no-key";

    /** The key is no stream id: not UTF-8, blank, too long, or holding control characters. */
    public static final String BAD_KEY = "bad-key";

    /** No audio, and the stream does not end either. */
    public static final String EMPTY = "empty";

    /** More bytes than the job takes at once. */
    public static final String TOO_LARGE = "too-large";

    /** The {@code encoding} header names nothing we can decode. */
    public static final String UNKNOWN_ENCODING = "unknown-encoding";

    /** Another header cannot be read, or is out of range. */
    public static final String BAD_HEADER = "bad-header";

    /** The bytes are not what the headers say. */
    public static final String BAD_AUDIO = "bad-audio";

    /** The stream is further ahead of time than the job allows. */
    public static final String TOO_FAST = "too-fast";

    /** The record would open one more stream than the job carries. */
    public static final String TOO_MANY_STREAMS = "too-many-streams";

    /** The record would open one more stream than its tenant may have. */
    public static final String TENANT_FULL = "tenant-full";

    /** A sequence number and bytes that have come before: counted, but no record is made of it. */
    public static final String DUPLICATE = "duplicate";

    /** A sequence number that has come before, with other bytes: two send one stream. */
    public static final String TWO_PRODUCERS = "two-producers";

    /** A sequence number the stream has passed, or a chunk behind the stream's end. */
    public static final String LATE = "late";

    public static final List<String> ALL =
            List.of(
                    NO_KEY,
                    BAD_KEY,
                    EMPTY,
                    TOO_LARGE,
                    UNKNOWN_ENCODING,
                    BAD_HEADER,
                    BAD_AUDIO,
                    TOO_FAST,
                    TOO_MANY_STREAMS,
                    TENANT_FULL,
                    DUPLICATE,
                    TWO_PRODUCERS,
                    LATE);

    private RejectionCodes() {}
}
