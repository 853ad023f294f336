package io.hearken.wire;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.Rejected;

/** What came of a record of the audio topic. */
public sealed interface Arrival {
    /** A chunk to listen to. */
    record Usable(AudioChunk chunk) implements Arrival {}

    /** A record to send on to the {@code rejected} topic. */
    record Unusable(Rejected rejected) implements Arrival {}
}
