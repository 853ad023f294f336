package io.hearken.evaluate;

import io.hearken.audio.AudioException;
import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Takes to listen to, each made when its turn comes.
 *
 * @param stream read once, one after another
 * @param skipped what gave no take, and why; grows while the stream is read
 */
public record Takes(Stream<Take> stream, List<String> skipped) {
    /** Takes made elsewhere. */
    public static Takes of(Stream<Take> takes) {
        return new Takes(takes, new ArrayList<>());
    }

    /**
     * The recordings of a manifest, without rooms and those that are broken or silent. The set is
     * what the column {@code set} says, or else the first folder of {@code path}, or else the
     * folder the manifest is in.
     */
    public static Takes of(List<Manifest.Entry> entries) {
        List<String> skipped = new ArrayList<>();
        return new Takes(
                entries.stream()
                        .filter(entry -> !entry.isRoom())
                        .flatMap(entry -> read(entry, skipped).stream()),
                skipped);
    }

    /** The takes that become of these, such as each with noise. */
    public Takes map(UnaryOperator<Stream<Take>> change) {
        return new Takes(change.apply(stream), skipped);
    }

    private static Optional<Take> read(Manifest.Entry entry, List<String> skipped) {
        String name = entry.audio().toString();
        try {
            Recording audio = entry.recording();
            if (audio.isSilent()) {
                skipped.add(name + ": silent, expected something to hear");
                return Optional.empty();
            }
            return Optional.of(
                    new Take(
                            name,
                            entry.speaker(),
                            set(entry),
                            Take.CLEAN,
                            audio,
                            entry.words(),
                            List.of()));
        } catch (AudioException e) {
            skipped.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static String set(Manifest.Entry entry) {
        String set = entry.columns().getOrDefault("set", "");
        if (!set.isBlank()) {
            return set;
        }
        String path = entry.columns().get("path");
        int folder = path.indexOf('/');
        if (folder > 0) {
            return path.substring(0, folder);
        }
        Path parent = entry.audio().toAbsolutePath().getParent();
        return String.valueOf(parent == null ? "" : parent.getFileName());
    }
}
