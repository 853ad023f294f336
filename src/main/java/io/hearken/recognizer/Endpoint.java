package io.hearken.recognizer;

import static io.hearken.stream.Checks.require;

import io.hearken.feature.FeatureSpec;
import java.io.Serializable;
import java.time.Duration;

/**
 * When an utterance is over: the three rules that Kaldi made usual.
 *
 * @param silenceOnly if so long nothing was said at all, the utterance ends without words, so that
 *     whoever waits for an answer knows; zero for never
 * @param afterSpeech so long after the last word
 * @param longest so long after the first word began, in the middle of a word if need be; zero for
 *     never
 */
public record Endpoint(Duration silenceOnly, Duration afterSpeech, Duration longest)
        implements Serializable {
    /** Never without words, after 0.8 s of silence, after a minute at the latest. */
    public static final Endpoint USUAL =
            new Endpoint(Duration.ZERO, Duration.ofMillis(800), Duration.ofMinutes(1));

    public Endpoint {
        require(
                !silenceOnly.isNegative(),
                "endpoint in silence must not be negative, got %s",
                silenceOnly);
        require(
                !afterSpeech.isNegative() && !afterSpeech.isZero(),
                "endpoint after speech must be positive, got %s",
                afterSpeech);
        require(!longest.isNegative(), "longest utterance must not be negative, got %s", longest);
    }

    /** The fewest steps that take so long. */
    static long steps(Duration duration, FeatureSpec spec) {
        return (long) Math.ceil(duration.toMillis() / 1000.0 / spec.stepSeconds());
    }

    /** The same with another pause after speech. */
    public Endpoint withAfterSpeech(Duration pause) {
        return new Endpoint(silenceOnly, pause, longest);
    }
}
