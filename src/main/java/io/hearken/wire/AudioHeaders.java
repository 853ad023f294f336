package io.hearken.wire;

import static io.hearken.stream.RejectionCodes.BAD_HEADER;
import static io.hearken.stream.RejectionCodes.UNKNOWN_ENCODING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Origin;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of an audio record: their names, and what their text means. */
final class AudioHeaders {
    static final String ENCODING = "encoding";
    static final String SAMPLE_RATE = "sample-rate";
    static final String CHANNELS = "channels";
    static final String SEQUENCE = "sequence";
    static final String LAST = "last";

    /** Whose the stream is, if its id does not say so. */
    static final String TENANT = "tenant";

    /** For producers that can send text only. */
    static final String TRANSFER_ENCODING = "transfer-encoding";

    /** No stream sends as many records; the number behind it is that of a stream that is over. */
    private static final long MOST_SEQUENCE = Long.MAX_VALUE - 1;

    /** What one record's headers may have together: a stream's state may hold several. */
    private static final int MOST_BYTES = 64 << 10;

    private static final String BASE64 = "base64";

    private final Headers headers;

    AudioHeaders(Headers headers) {
        this.headers = headers;
    }

    /**
     * What the bytes mean. Whole files say themselves what rate and channels they have.
     *
     * @param sampleRate what goes without saying
     */
    AudioFormat format(int sampleRate) throws RejectedException {
        Encoding encoding = encoding();
        if (encoding.isFile()) {
            return new AudioFormat(encoding, sampleRate, 1);
        }
        int rate =
                (int)
                        number(
                                SAMPLE_RATE,
                                sampleRate,
                                AudioFormat.LOWEST_RATE,
                                AudioFormat.HIGHEST_RATE);
        int channels = (int) number(CHANNELS, 1, 1, AudioFormat.MOST_CHANNELS);
        return new AudioFormat(encoding, rate, channels);
    }

    private Encoding encoding() throws RejectedException {
        Header header = headers.lastHeader(ENCODING);
        if (header == null) {
            return Encoding.PCM_S16LE;
        }
        return Encoding.ofLabel(text(header).toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () ->
                                new RejectedException(
                                        UNKNOWN_ENCODING,
                                        "header encoding is %s, known are %s",
                                        Excerpt.of(header.value()),
                                        Encoding.labels()));
    }

    long sequence() throws RejectedException {
        return number(SEQUENCE, AudioChunk.NO_SEQUENCE, 0, MOST_SEQUENCE);
    }

    boolean last() throws RejectedException {
        Header header = headers.lastHeader(LAST);
        if (header == null) {
            return false;
        }
        return switch (text(header).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(header, "true or false");
        };
    }

    /** Refuses headers, and a tenant, nobody could keep in mind. */
    void checkSize() throws RejectedException {
        long bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        if (bytes > MOST_BYTES) {
            throw new RejectedException(
                    BAD_HEADER,
                    "headers are %d bytes long, at most %d are taken",
                    bytes,
                    MOST_BYTES);
        }
        checkTenant();
    }

    private void checkTenant() throws RejectedException {
        Header header = headers.lastHeader(TENANT);
        if (header != null
                && header.value() != null
                && header.value().length > StreamKey.MOST_BYTES) {
            throw bad(header, "at most " + StreamKey.MOST_BYTES + " bytes long");
        }
    }

    /** The text of the last header of that name among those found in order; empty if absent. */
    static String last(List<Origin.Header> headers, String name) {
        String found = "";
        for (Origin.Header header : headers) {
            if (header.name().equals(name)) {
                found = header.value() == null ? "" : new String(header.value(), UTF_8).strip();
            }
        }
        return found;
    }

    /** Whether the value is base64 rather than the bytes themselves. */
    boolean isBase64() throws RejectedException {
        Header header = headers.lastHeader(TRANSFER_ENCODING);
        if (header != null && !text(header).equalsIgnoreCase(BASE64)) {
            throw bad(header, BASE64 + " or absent");
        }
        return header != null;
    }

    /** The same of headers that were found in order. */
    static boolean isBase64(List<Origin.Header> headers) {
        return headers.stream().anyMatch(header -> header.name().equals(TRANSFER_ENCODING));
    }

    private long number(String name, long absent, long least, long most) throws RejectedException {
        Header header = headers.lastHeader(name);
        if (header == null) {
            return absent;
        }
        try {
            long value = Long.parseLong(text(header));
            if (least <= value && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw bad(header, "a whole number from " + least + " to " + most);
    }

    private static RejectedException bad(Header header, String right) {
        return new RejectedException(
                BAD_HEADER,
                "header %s must be %s, got %s",
                header.key(),
                right,
                Excerpt.of(header.value()));
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), UTF_8).strip();
    }
}
