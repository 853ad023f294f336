package io.hearken.evaluate;

import io.hearken.audio.Recording;
import io.hearken.audio.SpeechBounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One speaker's recordings of single words, and strings made of them: words of nearly one loudness,
 * faint noise between them. No recording is used again before all others have been.
 */
final class Voice {
    /** Root mean square of speech: -26 dB of full scale. */
    private static final double LOUDNESS = 0.05;

    /** How far a word may be from that, in dB. */
    private static final double UNSTEADINESS = 2;

    private static final double SHORTEST_GAP = 0.05;
    private static final double LONGEST_GAP = 0.4;

    /** Seconds before the first word and behind the last. */
    private static final double EDGE = 0.4;

    /** Seconds around its speech that a recording fades in and out; ends before the next word. */
    private static final double MARGIN = SHORTEST_GAP;

    private final int sampleRate;
    private final Random random;
    private final List<Spoken> recordings = new ArrayList<>();
    private final List<Spoken> unused = new ArrayList<>();

    /** A recording of a word, at the strings' sample rate. */
    private record Spoken(Take take, float[] samples, SpeechBounds speech) {}

    /** A recording whose speech begins at sample {@code start} of a string. */
    private record Placed(Spoken word, int start) {
        int end() {
            return start + word.speech().end() - word.speech().start();
        }
    }

    /**
     * Takes in recordings, each of one word by the same speaker; those without speech are left out.
     */
    Voice(String speaker, Stream<Take> recordings, int sampleRate, long seed) {
        this.sampleRate = sampleRate;
        this.random = new Random(seed ^ speaker.hashCode());
        recordings.forEach(
                take -> {
                    float[] samples = take.audio().samples(sampleRate);
                    SpeechBounds.find(samples)
                            .map(speech -> new Spoken(take, samples, speech))
                            .ifPresent(this.recordings::add);
                });
    }

    /** Whether there is nothing to say. */
    boolean isMute() {
        return recordings.isEmpty();
    }

    /** Says a string of so many words. */
    Take say(int number, int fewestWords, int mostWords) {
        List<Placed> words = lay(random.nextInt(fewestWords, mostWords + 1));
        int length = words.get(words.size() - 1).end() + samples(EDGE);
        float[] audio = RoomTone.of(length, random);
        words.forEach(word -> add(word, audio));
        Take first = words.get(0).word().take();
        return new Take(
                first.speaker() + "/string-" + number,
                first.speaker(),
                first.set(),
                Strings.CONDITION,
                Recording.of(sampleRate, audio),
                words.stream().map(word -> word.word().take().said().get(0)).toList(),
                words.stream().map(this::span).toList());
    }

    private List<Placed> lay(int count) {
        List<Placed> words = new ArrayList<>();
        int at = samples(EDGE);
        for (int i = 0; i < count; i++) {
            words.add(new Placed(next(), at));
            at = words.get(i).end() + samples(random.nextDouble(SHORTEST_GAP, LONGEST_GAP));
        }
        return words;
    }

    private Spoken next() {
        if (unused.isEmpty()) {
            unused.addAll(recordings);
            Collections.shuffle(unused, random);
        }
        return unused.remove(unused.size() - 1);
    }

    private void add(Placed placed, float[] audio) {
        float[] samples = placed.word().samples();
        SpeechBounds speech = placed.word().speech();
        double decibels = random.nextDouble(-UNSTEADINESS, UNSTEADINESS);
        double gain = LOUDNESS / speech.loudness(samples) * Math.pow(10, decibels / 20);
        int margin = samples(MARGIN);
        int from = Math.max(0, speech.start() - margin + 1);
        int to = Math.min(samples.length, speech.end() + margin - 1);
        for (int n = from; n < to; n++) {
            int outside = Math.max(0, Math.max(speech.start() - n, n - speech.end() + 1));
            double fade = 1 - (double) outside / margin;
            audio[placed.start() + n - speech.start()] += (float) (gain * fade * samples[n]);
        }
    }

    private Take.Span span(Placed word) {
        return new Take.Span((double) word.start() / sampleRate, (double) word.end() / sampleRate);
    }

    private int samples(double seconds) {
        return (int) (seconds * sampleRate);
    }
}
