package io.hearken.deploy;

import java.util.List;

/** The Dockerfile's instructions, each on one line. */
final class Dockerfile {
    private Dockerfile() {}

    static List<String> lines() {
        return Deploy.text("docker/Dockerfile")
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** What follows each instruction of the kind. */
    static List<String> all(String instruction) {
        return lines().stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1))
                .toList();
    }

    static String first(String instruction) {
        return all(instruction).get(0);
    }
}
