package io.hearken.cli;

import io.hearken.audio.Recording;
import io.hearken.live.Replay;
import java.nio.file.Path;

/** Recordings as streams to replay. */
final class Sources {
    private Sources() {}

    /** A file as a stream named after it, behind a prefix that keeps one replay from the next. */
    static Replay.Source of(Path file, String prefix) {
        Recording recording = Recording.read(file);
        return new Replay.Source(prefix + stem(file), recording.format(), recording.data());
    }

    /** A file's name without its ending. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
    }
}
