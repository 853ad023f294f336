package io.hearken.evaluate;

import io.hearken.audio.Recording;

/**
 * A take that can be listened to again.
 *
 * @param audio its first seconds, mono, at most 16,000 samples each
 */
public record Playable(Utterance utterance, Recording audio) {
    int errors() {
        return utterance.errors().errors();
    }
}
