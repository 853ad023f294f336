package io.hearken.live;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.AudioFormat;
import io.hearken.wire.AudioSender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends recordings to Kafka as if they were being spoken, many at once, from the calling thread. A
 * chunk that is late is sent at once; those after it keep their times.
 */
public final class Replay {
    /**
     * A recording that becomes a stream.
     *
     * @param data handed over, not copied; several sources may share it
     * @param saysEnd whether its last chunk tells that the stream ends there
     */
    public record Source(String stream, AudioFormat format, byte[] data, boolean saysEnd) {
        public Source(String stream, AudioFormat format, byte[] data) {
            this(stream, format, data, true);
        }
    }

    /**
     * How to replay.
     *
     * @param chunk audio in one record; whole files are one record anyway
     * @param speed 1 for real time, 2 for twice as fast, 0 for as fast as possible
     * @param atOnce streams running at the same time
     */
    public record Settings(Duration chunk, double speed, int atOnce) {
        /** All in real time, in chunks of 100 ms. */
        public static final Settings LIVE =
                new Settings(Duration.ofMillis(100), 1, Integer.MAX_VALUE);

        public Settings {
            require(
                    chunk.toMillis() >= 1 && chunk.toMinutes() < 1,
                    "a chunk is 1 ms to 1 minute long, got %d ms",
                    chunk.toMillis());
            require(speed >= 0 && Double.isFinite(speed), "speed must be 0 or more, got %s", speed);
            require(atOnce > 0, "at least 1 stream runs at once, got %d", atOnce);
        }

        public Settings withChunk(Duration other) {
            return new Settings(other, speed, atOnce);
        }

        public Settings withSpeed(double other) {
            return new Settings(chunk, other, atOnce);
        }

        public Settings withAtOnce(int other) {
            return new Settings(chunk, speed, other);
        }

        boolean asFastAsPossible() {
            return speed == 0;
        }

        double chunkSeconds() {
            return chunk.toNanos() / 1e9;
        }
    }

    /** Is told what has been handed to Kafka, in the thread of the replay. */
    public interface Progress {
        /**
         * A stream began.
         *
         * @param nanos when its first sample is spoken, by {@link System#nanoTime}
         */
        default void started(String stream, long nanos) {}

        /**
         * A chunk was sent.
         *
         * @param seconds of audio in it; 0 for a whole file
         */
        default void sent(String stream, int bytes, double seconds) {}

        default void finished(String stream) {}
    }

    private final Settings settings;
    private final AudioSender sender;
    private final Progress progress;

    /**
     * @param sender stays open
     */
    public Replay(Settings settings, AudioSender sender, Progress progress) {
        this.settings = settings;
        this.sender = sender;
        this.progress = progress;
    }

    /**
     * Sends all, and returns when Kafka has acknowledged them. An interrupt ends it at once.
     *
     * @throws io.hearken.wire.WireException if a chunk cannot be sent
     */
    public void run(List<Source> sources) throws InterruptedException {
        Schedule schedule = new Schedule(sources, settings);
        long startNanos = System.nanoTime();
        long startMillis = System.currentTimeMillis();
        for (Schedule.Due due = schedule.next(); due != null; due = schedule.next()) {
            if (settings.asFastAsPossible()) {
                startMillis = System.currentTimeMillis();
            }
            sleepUntil(startNanos + (long) (due.due() * 1e9));
            send(due, startNanos, startMillis);
        }
        sender.finish();
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted during the replay");
        }
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }

    private void send(Schedule.Due due, long startNanos, long startMillis)
            throws InterruptedException {
        String stream = due.chunk().stream();
        if (due.first()) {
            progress.started(stream, startNanos + (long) (due.captured() * 1e9));
        }
        sender.send(due.capturedFrom(startMillis));
        progress.sent(stream, due.chunk().bytes().length, due.seconds());
        if (due.last()) {
            progress.finished(stream);
        }
    }
}
