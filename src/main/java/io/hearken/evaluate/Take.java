package io.hearken.evaluate;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Recording;
import java.util.List;

/**
 * One listening test: some audio, and the truth about it.
 *
 * @param name such as the file's path; a stream of its own
 * @param set which collection it belongs to; results are given for each
 * @param condition free text such as {@link #CLEAN} or {@code 10 dB}; results are given for each
 * @param audio what is listened to, with state of its own from the first sample to the last
 * @param said the words in it, also those no model knows; empty where nothing is said
 * @param times when each word is said; empty where that is unknown, else one for each word
 */
public record Take(
        String name,
        String speaker,
        String set,
        String condition,
        Recording audio,
        List<String> said,
        List<Span> times) {
    /** The condition of audio nothing was done to. */
    public static final String CLEAN = "clean";

    /** From and to, in seconds from the first sample. */
    public record Span(double start, double end) {}

    public Take {
        said = List.copyOf(said);
        times = List.copyOf(times);
        require(
                times.isEmpty() || times.size() == said.size(),
                "%s: times of %d words, expected none or %d",
                name,
                times.size(),
                said.size());
    }

    /** The same words at the same times in other audio, such as this with noise. */
    public Take in(String newCondition, Recording newAudio) {
        return new Take(name, speaker, set, newCondition, newAudio, said, times);
    }
}
