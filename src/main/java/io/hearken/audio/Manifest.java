package io.hearken.audio;

import static io.hearken.stream.Checks.require;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a list of recordings and what is said in them: tab-separated UTF-8 text, a header line and
 * one line for each recording.
 *
 * <pre>
 *   path           words            speaker   any other columns
 *   seven-2.wav    seven two nine   anna      …
 * </pre>
 *
 * <p>A file of images in MNIST's format is one, too: see {@link IdxFile}.
 */
public final class Manifest {
    private static final List<String> REQUIRED = List.of("path", "words", "speaker");

    private Manifest() {}

    /**
     * One recording.
     *
     * @param audio the file; whether there is one is not checked
     * @param words what is said; empty where nothing is
     * @param columns all columns by name, in the file's order
     * @param held the recording if it has no file of its own, else null
     */
    public record Entry(
            Path audio,
            List<String> words,
            String speaker,
            Map<String, String> columns,
            Recording held) {
        /** A recording in a file of its own. */
        public Entry(Path audio, List<String> words, String speaker, Map<String, String> columns) {
            this(audio, words, speaker, columns, null);
        }

        public Entry {
            words = List.copyOf(words);
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }

        /**
         * The recording.
         *
         * @throws AudioException if there is no such file or it is broken
         */
        public Recording recording() {
            return held == null ? Recording.read(audio) : held;
        }

        /** Whether this is the impulse response of a room, kind {@code rir}: nothing to hear. */
        public boolean isRoom() {
            return "rir".equals(columns.get("kind"));
        }
    }

    /**
     * Reads the entries in the file's order.
     *
     * @throws IllegalArgumentException if there is no such file or it is not a manifest; the
     *     message names file and line
     */
    public static List<Entry> read(Path manifest) {
        if (IdxFile.isOne(manifest)) {
            return IdxFile.entries(manifest);
        }
        List<String> lines = text(manifest).lines().toList();
        require(!lines.isEmpty(), "%s: empty, expected a header line", manifest);
        List<String> header = fields(lines.get(0));
        checkHeader(manifest, header);
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                entries.add(entry(manifest, i + 1, header, fields(lines.get(i))));
            }
        }
        require(!entries.isEmpty(), "%s: only a header line, expected recordings", manifest);
        return entries;
    }

    private static String text(Path manifest) {
        require(!Files.notExists(manifest), "%s: no such file", manifest);
        try {
            String text = Files.readString(manifest);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(manifest + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(manifest + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void checkHeader(Path manifest, List<String> header) {
        for (String column : REQUIRED) {
            require(
                    header.contains(column),
                    "%s, line 1: no column %s among %s",
                    manifest,
                    column,
                    header);
        }
        require(
                new HashSet<>(header).size() == header.size(),
                "%s, line 1: a column twice among %s",
                manifest,
                header);
    }

    private static Entry entry(Path manifest, int line, List<String> header, List<String> fields) {
        require(
                fields.size() == header.size(),
                "%s, line %d: %d fields, expected %d",
                manifest,
                line,
                fields.size(),
                header.size());
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.put(header.get(i), fields.get(i));
        }
        String path = columns.get("path");
        require(!path.isBlank(), "%s, line %d: no path, expected a file", manifest, line);
        return new Entry(
                audio(manifest, line, path),
                words(columns.get("words")),
                columns.get("speaker"),
                columns);
    }

    private static Path audio(Path manifest, int line, String path) {
        require(path.indexOf('\0') < 0, "%s, line %d: a path with a zero byte", manifest, line);
        return manifest.resolveSibling(path);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static List<String> fields(String line) {
        return List.of(line.split("\t", -1));
    }
}
