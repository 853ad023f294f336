package io.hearken.cli;

import io.hearken.audio.Recording;
import io.hearken.live.Replay;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.recognizer.WordErrors;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Word;
import io.hearken.wire.TranscriptJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What should come of the demo's recordings, and the transcripts that came. */
final class Score {
    /** When nothing has been heard for this long, nothing will. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    /** The same once all is there that should be: some checkpoints, for what should not. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Map<String, Playlist.Item> items = new LinkedHashMap<>();
    private final Map<String, List<Hypothesis>> due = new HashMap<>();
    private final Set<String> vocabulary;
    private final Map<String, List<Hypothesis>> heard = new HashMap<>();
    private final CountDownLatch rehearsed = new CountDownLatch(1);
    private long lastHeard;

    /**
     * Transcribes all recordings.
     *
     * @param model words beyond its vocabulary are not expected
     * @throws IllegalArgumentException if one of them is broken
     */
    Score(List<Playlist.Item> items, Model model) {
        Recognizer recognizer = new Recognizer(model);
        this.vocabulary = Set.copyOf(model.vocabulary());
        for (Playlist.Item item : items) {
            this.items.put(item.source().stream(), item);
            due.put(item.source().stream(), transcribed(item.source(), recognizer));
        }
    }

    /** As {@code hearken transcribe} writes it, and as it is read from JSON. */
    private static List<Hypothesis> transcribed(Replay.Source source, Recognizer recognizer) {
        Recording recording = new Recording(source.format(), source.data());
        return recognizer.transcribe(source.stream(), recording).stream()
                .map(one -> TranscriptJson.read(TranscriptJson.write(one)))
                .toList();
    }

    Collection<Playlist.Item> items() {
        return items.values();
    }

    /** The shortest of which a transcript should come, if there is one. */
    Optional<Replay.Source> shortest() {
        return items.values().stream()
                .map(Playlist.Item::source)
                .filter(source -> !due.get(source.stream()).isEmpty())
                .min(Comparator.comparingInt(source -> source.data().length));
    }

    void rehearsed() {
        rehearsed.countDown();
    }

    /** Whether the rehearsal was heard, within {@code patience}. */
    boolean isRehearsed(Duration patience) throws InterruptedException {
        return rehearsed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All that was said in a stream, if it is known. */
    Optional<List<String>> said(String stream) {
        return items.get(stream).said();
    }

    /** Takes a transcript; tells whether it is what was said at this place of its stream. */
    synchronized boolean add(Hypothesis transcript) {
        Playlist.Item item = items.get(transcript.stream());
        List<Hypothesis> all = heard(item);
        int from = words(all).size();
        all.add(transcript);
        lastHeard = System.nanoTime();
        notifyAll();
        List<String> words = words(List.of(transcript));
        List<String> expected = expected(item);
        int to = from + words.size();
        return to <= expected.size() && expected.subList(from, to).equals(words);
    }

    private static List<String> words(List<Hypothesis> transcripts) {
        return transcripts.stream().flatMap(one -> one.words().stream()).map(Word::word).toList();
    }

    private List<String> expected(Playlist.Item item) {
        return item.said().orElse(List.of()).stream().filter(vocabulary::contains).toList();
    }

    /** Waits until nothing more comes: longer while some transcripts are missing. */
    synchronized void await() throws InterruptedException {
        lastHeard = System.nanoTime();
        long left = patience();
        while (left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = lastHeard + patience() - System.nanoTime();
        }
    }

    /** Where nothing is due, nothing tells that all was heard. */
    private long patience() {
        boolean isHeard = isComplete() && shortest().isPresent();
        return (isHeard ? SETTLED : QUIET).toNanos();
    }

    private boolean isComplete() {
        return items.values().stream().allMatch(item -> heard(item).size() >= due(item).size());
    }

    /** The errors in all recordings whose words are known. */
    synchronized WordErrors total() {
        return items.values().stream()
                .filter(item -> item.said().isPresent())
                .map(item -> WordErrors.between(expected(item), words(heard(item))))
                .reduce(WordErrors.NONE, WordErrors::plus);
    }

    /** How many recordings have the very transcripts they should. */
    synchronized int same() {
        return (int) items.values().stream().filter(item -> heard(item).equals(due(item))).count();
    }

    private List<Hypothesis> due(Playlist.Item item) {
        return due.get(item.source().stream());
    }

    private List<Hypothesis> heard(Playlist.Item item) {
        return heard.computeIfAbsent(item.source().stream(), stream -> new ArrayList<>());
    }
}
