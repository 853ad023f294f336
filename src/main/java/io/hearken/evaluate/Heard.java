package io.hearken.evaluate;

import io.hearken.audio.Recording;

/**
 * A take that can be listened to again.
 *
 * @param audio its first seconds
 */
public record Heard(Utterance utterance, Recording audio) {
    int errors() {
        return utterance.errors().errors();
    }
}
