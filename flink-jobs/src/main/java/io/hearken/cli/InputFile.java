package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file a command reads whole. */
final class InputFile {
    private InputFile() {}

    /**
     * Its bytes.
     *
     * @param what it should be, for errors
     */
    static byte[] read(Path file, String what) throws IOException {
        require(Files.exists(file), "%s: no such %s", file, what);
        require(!Files.isDirectory(file), "%s: a folder, expected a file", file);
        return Files.readAllBytes(file);
    }
}
