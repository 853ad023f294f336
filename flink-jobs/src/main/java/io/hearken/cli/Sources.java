package io.hearken.cli;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.live.Replay;
import java.nio.file.Path;

/** Recordings as streams to replay. */
final class Sources {
    private Sources() {}

    /** A file as a stream named after it, behind a prefix that keeps one replay from the next. */
    static Replay.Source of(Path file, String prefix) {
        return of(file, Recording.read(file), prefix);
    }

    /** A manifest's recording, likewise. */
    static Replay.Source of(Manifest.Entry entry, String prefix) {
        return of(entry.audio(), entry.recording(), prefix);
    }

    private static Replay.Source of(Path file, Recording recording, String prefix) {
        return new Replay.Source(prefix + stem(file), recording.format(), recording.data());
    }

    /** A file's name without its ending. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
    }
}
