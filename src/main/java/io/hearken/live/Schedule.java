package io.hearken.live;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Origin;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Which chunk is due when. A chunk is due once its last sample has been spoken; a stream that ends
 * makes room for the next. All times are seconds from the start of the replay, reckoned anew from a
 * stream's start for each chunk, so nothing drifts.
 *
 * <p>Streams that run at once begin a fraction of a chunk apart, as microphones would.
 */
final class Schedule {
    /**
     * A chunk and its time.
     *
     * @param captured when the first sample was spoken
     * @param due when the last one was
     * @param seconds of audio in it; 0 for a whole file
     * @param first whether the stream begins with it
     * @param last whether nothing more comes of the stream, be it said or not
     */
    record Due(
            AudioChunk chunk,
            double captured,
            double due,
            double seconds,
            boolean first,
            boolean last) {
        /** The chunk as if captured in a replay that began at {@code startMillis}. */
        AudioChunk capturedFrom(long startMillis) {
            long timestamp = startMillis + Math.round(captured * 1_000);
            return new AudioChunk(
                    chunk.stream(),
                    chunk.bytes(),
                    chunk.format(),
                    chunk.sequence(),
                    chunk.last(),
                    new Origin("", -1, -1, timestamp, List.of()));
        }
    }

    /** A stream under way. */
    private final class Running {
        final Replay.Source source;
        final double start;
        final int chunkFrames;
        final int chunkBytes;
        int sequence;
        long turn;

        Running(Replay.Source source, double start) {
            this.source = source;
            this.start = start;
            AudioFormat format = source.format();
            double frames = settings.chunkSeconds() * format.sampleRate();
            chunkFrames = Math.max(1, (int) Math.min(Math.round(frames), 1 << 24));
            chunkBytes = format.encoding().isFile() ? 0 : chunkFrames * format.bytesPerFrame();
            turn = turns++;
        }

        double due() {
            return start + pace(startFrame() + framesNow());
        }

        boolean last() {
            return chunkBytes == 0 || end() == source.data().length;
        }

        Due chunk() {
            byte[] bytes = Arrays.copyOfRange(source.data(), begin(), end());
            AudioChunk chunk =
                    new AudioChunk(
                            source.stream(),
                            bytes,
                            source.format(),
                            sequence,
                            last() && source.saysEnd(),
                            Origin.NONE);
            double seconds = (double) framesNow() / source.format().sampleRate();
            double captured = start + pace(startFrame());
            return new Due(chunk, captured, due(), seconds, sequence == 0, last());
        }

        private int begin() {
            return sequence * chunkBytes;
        }

        private int end() {
            int length = source.data().length;
            return chunkBytes == 0 ? length : (int) Math.min(length, begin() + (long) chunkBytes);
        }

        private long startFrame() {
            return (long) sequence * chunkFrames;
        }

        private int framesNow() {
            return chunkBytes == 0 ? 0 : (end() - begin()) / source.format().bytesPerFrame();
        }

        private double pace(long frames) {
            double seconds = (double) frames / source.format().sampleRate();
            return settings.asFastAsPossible() ? 0 : seconds / settings.speed();
        }
    }

    private final Replay.Settings settings;
    private final Queue<Replay.Source> waiting;
    private final PriorityQueue<Running> running =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Running::due).thenComparingLong(r -> r.turn));
    private long turns;

    Schedule(Collection<Replay.Source> sources, Replay.Settings settings) {
        this.settings = settings;
        waiting = new ArrayDeque<>(sources);
        int atOnce = Math.min(settings.atOnce(), sources.size());
        double apart = settings.chunkSeconds() / settings.speed() / atOnce;
        for (int i = 0; i < atOnce; i++) {
            double start = settings.asFastAsPossible() ? 0 : i * apart;
            running.add(new Running(waiting.remove(), start));
        }
    }

    /** The chunk that is due next, or null when all streams have ended. */
    Due next() {
        Running stream = running.poll();
        if (stream == null) {
            return null;
        }
        Due due = stream.chunk();
        if (!due.last()) {
            stream.sequence++;
            stream.turn = turns++;
            running.add(stream);
        } else if (!waiting.isEmpty()) {
            running.add(new Running(waiting.remove(), due.due()));
        }
        return due;
    }
}
