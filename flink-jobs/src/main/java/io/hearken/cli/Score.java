package io.hearken.cli;

import io.hearken.audio.Manifest;
import io.hearken.recognizer.WordErrors;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What was said in the demo's calls, and the transcripts that came of them. */
final class Score {
    /** When nothing has been heard for this long, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Map<String, List<String>> said = new LinkedHashMap<>();
    private final Map<String, List<String>> heard = new HashMap<>();
    private final CountDownLatch rehearsed = new CountDownLatch(1);
    private int announced;
    private int landed;
    private long lastHeard;

    Score(List<Manifest.Entry> samples, String prefix) {
        for (Manifest.Entry sample : samples) {
            said.put(prefix + Sources.stem(sample.audio()), sample.words());
        }
    }

    void rehearsed() {
        rehearsed.countDown();
    }

    /** Whether the rehearsal was heard, within {@code patience}. */
    boolean isRehearsed(Duration patience) throws InterruptedException {
        return rehearsed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    List<String> said(String stream) {
        return said.getOrDefault(stream, List.of());
    }

    /** Takes note of a final that is yet to land among the transcripts. */
    synchronized void announce() {
        announced++;
        lastHeard = System.nanoTime();
    }

    /** Takes a transcript; tells whether it is what was said at this place of its stream. */
    synchronized boolean add(Hypothesis transcript) {
        List<String> words = transcript.words().stream().map(Word::word).toList();
        List<String> all = heard.computeIfAbsent(transcript.stream(), s -> new ArrayList<>());
        List<String> expected = said(transcript.stream());
        int from = all.size();
        all.addAll(words);
        landed++;
        lastHeard = System.nanoTime();
        notifyAll();
        return all.size() <= expected.size() && expected.subList(from, all.size()).equals(words);
    }

    /** Waits until every final has landed and no call lacks a word, or nothing more comes. */
    synchronized void await() throws InterruptedException {
        lastHeard = System.nanoTime();
        while (!isComplete()) {
            long left = lastHeard + QUIET.toNanos() - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private boolean isComplete() {
        return landed == announced
                && said.entrySet().stream()
                        .allMatch(call -> words(call.getKey()).size() >= call.getValue().size());
    }

    private List<String> words(String stream) {
        return heard.getOrDefault(stream, List.of());
    }

    /** The errors of all calls together. */
    synchronized WordErrors total() {
        return said.entrySet().stream()
                .map(call -> WordErrors.between(call.getValue(), words(call.getKey())))
                .reduce(WordErrors.NONE, WordErrors::plus);
    }
}
