package io.hearken.stream;

import java.util.List;

/**
 * Where a record came from, kept so that a rejected one can be sent on untouched.
 *
 * @param topic Kafka topic; empty for audio that never saw Kafka
 * @param timestamp milliseconds since 1970, when the first sample was captured
 * @param headers as they were, in order
 */
public record Origin(
        String topic, int partition, long offset, long timestamp, List<Header> headers) {
    /** Audio that did not come from Kafka. */
    public static final Origin NONE = new Origin("", -1, -1, -1, List.of());

    /** One header; the value may be null, as Kafka allows. */
    public record Header(String name, byte[] value) {}

    public Origin {
        headers = List.copyOf(headers);
    }
}
