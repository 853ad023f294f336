package io.hearken.live;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Many streams that speak at once, how soon they are heard, and whether rightly.
 *
 * <p>Latency counts from the moment the last sample of a chunk was due to be spoken, whenever the
 * chunk was really sent, to the moment the hypothesis it led to was read: a sender that falls
 * behind makes it worse, not better.
 *
 * <p>One thread speaks, another listens, others may look.
 */
public final class Load {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final List<Track> tracks;
    private final int streams;
    private final String prefix;
    private final Replay.Settings pace;
    private final long expected;
    private int silentEvery = Integer.MAX_VALUE;

    /** When each stream's first sample is spoken, in nanoseconds. */
    private final Map<String, Long> starts = new HashMap<>();

    /** Which finals each stream had. */
    private final Map<String, BitSet> finals = new HashMap<>();

    private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private long from = Long.MAX_VALUE;
    private long to = Long.MAX_VALUE;
    private long right;
    private long wrong;
    private double sentSeconds;
    private long lastHeard = System.nanoTime();

    /**
     * A load that is yet to be run.
     *
     * @param tracks each is spoken by every so many-th stream
     * @param streams how many in all
     * @param prefix what stream ids begin with
     * @param pace of all streams, and how many speak at once
     */
    public Load(List<Track> tracks, int streams, String prefix, Replay.Settings pace) {
        require(streams > 0, "a load has at least 1 stream, got %d", streams);
        require(pace.speed() > 0, "a load is paced: speed must be above 0, got %s", pace.speed());
        this.tracks = tracks;
        this.streams = streams;
        this.prefix = prefix;
        this.pace = pace;
        long sum = 0;
        for (int i = 0; i < streams; i++) {
            sum += track(i).finals().size();
        }
        this.expected = sum;
    }

    /** The same load, but every so many-th stream falls silent without saying that it ends. */
    public Load withSilentEnds(int every) {
        silentEvery = every;
        return this;
    }

    private Track track(int stream) {
        return tracks.get(stream % tracks.size());
    }

    private Track track(String stream) {
        return track(Integer.parseInt(stream.substring(prefix.length())));
    }

    /** Speaks, in the calling thread; returns when Kafka has all of it. */
    public void run(AudioSender sender) throws InterruptedException {
        List<Replay.Source> sources = new ArrayList<>(streams);
        for (int i = 0; i < streams; i++) {
            sources.add(
                    new Replay.Source(
                            prefix + i,
                            track(i).recording().format(),
                            track(i).recording().data(),
                            i % silentEvery != silentEvery - 1));
        }
        new Replay(pace, sender, progress()).run(sources);
        synchronized (this) {
            lastHeard = System.nanoTime(); // silence is what comes after
        }
    }

    /** Takes note of streams that begin, and of what they say. */
    Replay.Progress progress() {
        return new Replay.Progress() {
            @Override
            public void started(String stream, long nanos) {
                synchronized (Load.this) {
                    starts.put(stream, nanos);
                }
            }

            @Override
            public void sent(String stream, int bytes, double seconds) {
                synchronized (Load.this) {
                    sentSeconds += seconds;
                }
            }
        };
    }

    /** Seconds of audio sent so far, of all streams. */
    public synchronized double sentSeconds() {
        return sentSeconds;
    }

    /** Hypotheses count for the latency if their chunks are due from now on. */
    public synchronized void beginMeasuring() {
        from = System.nanoTime();
    }

    /** Those whose chunks are due later do not count any more. */
    public synchronized void endMeasuring() {
        to = System.nanoTime();
    }

    /** Takes a hypothesis that was read just now; those of other streams are passed over. */
    public synchronized void hear(Hypothesis hypothesis) {
        long now = System.nanoTime();
        Long start = starts.get(hypothesis.stream());
        if (start == null) {
            return;
        }
        lastHeard = now;
        long due = start + (long) (dueSeconds(hypothesis) * 1e9);
        if (due >= from && due < to) {
            latency.recordValue(Math.min(LONGEST_NANOS, Math.max(0, now - due)));
        }
    }

    /** Seconds from a stream's start to the end of the chunk that led to a hypothesis. */
    private double dueSeconds(Hypothesis hypothesis) {
        double chunk = pace.chunkSeconds();
        double chunks = Math.ceil(hypothesis.audioProcessed() / chunk - 1e-6);
        double whole = track(hypothesis.stream()).recording().seconds();
        return Math.min(whole, chunks * chunk) / pace.speed();
    }

    /** Takes a transcript, and compares it with the one that is to come in its place. */
    public synchronized void settle(Hypothesis transcript) {
        String stream = transcript.stream();
        if (!starts.containsKey(stream)) {
            return;
        }
        lastHeard = System.nanoTime();
        int place = transcript.utterance();
        BitSet seen = finals.computeIfAbsent(stream, s -> new BitSet());
        if (!seen.get(place) && track(stream).isFinal(transcript, place)) {
            seen.set(place);
            right++;
        } else {
            wrong++;
        }
    }

    /** Whether every final has come that is to come. */
    public synchronized boolean isComplete() {
        return right >= expected;
    }

    /** How long nothing has been heard. */
    public synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    /** Finals that are to come. */
    public long expectedFinals() {
        return expected;
    }

    /** Finals that came just as the recognizer says, each counted once. */
    public synchronized long rightFinals() {
        return right;
    }

    /** Finals that came and were others, or came once too often. */
    public synchronized long wrongFinals() {
        return wrong;
    }

    /** A copy, in nanoseconds. */
    public synchronized Histogram latency() {
        return latency.copy();
    }
}
