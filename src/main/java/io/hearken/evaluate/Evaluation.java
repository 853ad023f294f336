package io.hearken.evaluate;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.AudioException;
import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.recognizer.WordErrors;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Rejection;
import io.hearken.stream.Turn;
import io.hearken.stream.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a model heard in a set of recordings, each a stream of its own.
 *
 * @param skipped recordings that could not be used, each with the reason
 */
public record Evaluation(List<Utterance> utterances, List<String> skipped) {
    /** Recordings advanced together. */
    private static final int BATCH = 8;

    public Evaluation {
        utterances = List.copyOf(utterances);
        skipped = List.copyOf(skipped);
    }

    /** One recording: what was said, and what was heard. */
    public record Utterance(
            String path, String speaker, List<String> said, List<String> heard, WordErrors errors) {
        public boolean isRight() {
            return errors.errors() == 0;
        }
    }

    /**
     * Listens to recordings.
     *
     * @param done hears after each batch how many recordings are behind it
     * @throws IllegalArgumentException if none of the recordings can be used
     */
    public static Evaluation of(Model model, List<Manifest.Entry> entries, IntConsumer done) {
        Recognizer recognizer = new Recognizer(model);
        List<Utterance> utterances = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += BATCH) {
            int to = Math.min(entries.size(), from + BATCH);
            listen(recognizer, entries.subList(from, to), utterances, skipped);
            done.accept(to);
        }
        require(
                !utterances.isEmpty(),
                "none of the %d recordings can be used%s",
                entries.size(),
                skipped.isEmpty() ? "" : ", the first because: " + skipped.get(0));
        return new Evaluation(utterances, skipped);
    }

    private static void listen(
            Recognizer recognizer,
            List<Manifest.Entry> entries,
            List<Utterance> utterances,
            List<String> skipped) {
        List<Manifest.Entry> read = new ArrayList<>();
        List<Turn<Recognizer.State, AudioChunk, Hypothesis>> turns = new ArrayList<>();
        for (Manifest.Entry entry : entries) {
            try {
                turns.add(turn(recognizer, entry));
                read.add(entry);
            } catch (AudioException e) {
                skipped.add(e.getMessage());
            }
        }
        recognizer.advance(turns);
        for (int i = 0; i < read.size(); i++) {
            Optional<Rejection> rejection = turns.get(i).rejection();
            if (rejection.isPresent()) {
                skipped.add(read.get(i).audio() + ": " + rejection.get().message());
            } else {
                utterances.add(utterance(read.get(i), turns.get(i).outputs()));
            }
        }
    }

    private static Turn<Recognizer.State, AudioChunk, Hypothesis> turn(
            Recognizer recognizer, Manifest.Entry entry) {
        String stream = entry.audio().toString();
        Recording recording = Recording.read(entry.audio());
        AudioChunk chunk = AudioChunk.of(stream, recording.data(), recording.format(), true);
        return new Turn<>(recognizer.begin(stream), chunk);
    }

    private static Utterance utterance(Manifest.Entry entry, List<Hypothesis> hypotheses) {
        List<String> heard =
                hypotheses.stream()
                        .filter(Hypothesis::isFinal)
                        .flatMap(hypothesis -> hypothesis.words().stream())
                        .map(Word::word)
                        .toList();
        WordErrors errors = WordErrors.between(entry.words(), heard);
        String path = entry.audio().toString();
        return new Utterance(path, entry.speaker(), entry.words(), heard, errors);
    }

    /** The errors of all recordings together. */
    public WordErrors errors() {
        return utterances.stream().map(Utterance::errors).reduce(WordErrors.NONE, WordErrors::plus);
    }

    /** The share of recordings with at least one error, 0 to 1. */
    public double sentenceErrorRate() {
        long wrong = utterances.stream().filter(utterance -> !utterance.isRight()).count();
        return (double) wrong / utterances.size();
    }
}
