package io.hearken.evaluate;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Recording;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntConsumer;

/** Gives takes to a recognizer, several side by side, and gathers what it heard. */
final class Listening {
    /** Takes advanced together. */
    private static final int BATCH = 8;

    /** How many takes with errors are kept with their audio. */
    private static final int KEPT = 20;

    /** Of a longer take only so much audio is kept. */
    private static final int KEPT_SECONDS = 15;

    private static final int KEPT_RATE = 16_000;

    private final Recognizer recognizer;
    private final Set<String> vocabulary;
    private final List<Utterance> utterances = new ArrayList<>();
    private final PriorityQueue<Playable> worst =
            new PriorityQueue<>(Comparator.comparingInt(Playable::errors));

    Listening(Recognizer recognizer, Set<String> vocabulary) {
        this.recognizer = recognizer;
        this.vocabulary = vocabulary;
    }

    /** Listens to all of them. */
    void to(Takes takes, IntConsumer done) {
        Iterator<Take> iterator = takes.stream().iterator();
        while (iterator.hasNext()) {
            List<Run> batch = new ArrayList<>();
            while (batch.size() < BATCH && iterator.hasNext()) {
                Take take = iterator.next();
                batch.add(new Run(take, recognizer.begin(take.name())));
            }
            listen(batch);
            batch.forEach(run -> add(run, takes.skipped()));
            done.accept(utterances.size() + takes.skipped().size());
        }
        require(
                !utterances.isEmpty(),
                "none of the %d recordings can be used%s",
                takes.skipped().size(),
                takes.skipped().isEmpty() ? "" : ", the first because: " + takes.skipped().get(0));
    }

    private void listen(List<Run> batch) {
        List<Run> open = batch;
        while (!open.isEmpty()) {
            List<Turn<Recognizer.State, AudioChunk, Hypothesis>> turns =
                    open.stream().map(Run::next).toList();
            recognizer.advance(turns);
            List<Run> left = new ArrayList<>();
            for (int i = 0; i < turns.size(); i++) {
                if (!open.get(i).isOver(turns.get(i))) {
                    left.add(open.get(i));
                }
            }
            open = left;
        }
    }

    private void add(Run run, List<String> skipped) {
        Take take = run.take();
        if (run.rejection().isPresent()) {
            skipped.add(take.name() + ": " + run.rejection().get().message());
            return;
        }
        Utterance utterance = Utterance.of(take, vocabulary, HeardWord.of(run.hypotheses()));
        utterances.add(utterance);
        if (!utterance.isRight()) {
            worst.add(new Playable(utterance, start(take)));
        }
        if (worst.size() > KEPT) {
            worst.remove();
        }
    }

    /** The first seconds, in a form that is small. */
    private static Recording start(Take take) {
        AudioFormat format = take.audio().format();
        long bytes = Math.min(take.audio().data().length, Run.bytes(take, KEPT_SECONDS));
        byte[] data = Arrays.copyOf(take.audio().data(), (int) bytes);
        int rate = Math.min(format.sampleRate(), KEPT_RATE);
        return Recording.of(rate, new Recording(format, data).samples(rate));
    }

    /** What was heard, in the takes' order. */
    List<Utterance> utterances() {
        return utterances;
    }

    /** Those with the most errors, the worst first. */
    List<Playable> worst() {
        return worst.stream().sorted(Comparator.comparingInt(Playable::errors).reversed()).toList();
    }
}
