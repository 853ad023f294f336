package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which recordings to use. */
final class ManifestOptions {
    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            required = true,
            description = {
                "A TSV file with a header and at least the columns path (relative to it), words",
                "and speaker. Repeatable."
            })
    private List<Path> manifests;

    @Option(
            names = "--include",
            paramLabel = "REGEX",
            description = "Only recordings whose path has a match of this.")
    private Pattern include;

    @Option(
            names = "--exclude",
            paramLabel = "REGEX",
            description = "No recordings whose path has a match of this.")
    private Pattern exclude;

    /** The entries of all manifests that are wanted. */
    List<Manifest.Entry> read() {
        List<Manifest.Entry> wanted = new ArrayList<>();
        for (Path manifest : manifests) {
            Manifest.read(manifest).stream().filter(this::isWanted).forEach(wanted::add);
        }
        require(
                !wanted.isEmpty(),
                "--include %s and --exclude %s leave none of the recordings of %s",
                include,
                exclude,
                manifests);
        return wanted;
    }

    private boolean isWanted(Manifest.Entry entry) {
        String path = entry.audio().toString();
        return (include == null || include.matcher(path).find())
                && (exclude == null || !exclude.matcher(path).find());
    }
}
