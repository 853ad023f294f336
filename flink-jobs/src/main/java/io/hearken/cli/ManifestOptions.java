package io.hearken.cli;

import io.hearken.audio.EntryFilter;
import io.hearken.audio.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which recordings to use. */
final class ManifestOptions {
    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            required = true,
            description = {
                "A TSV file with a header and at least the columns path (relative to it), words",
                "and speaker; or images in MNIST's format, with their labels beside them.",
                "Repeatable."
            })
    private List<Path> manifests;

    @Option(
            names = "--include",
            paramLabel = "[COLUMN=]REGEX",
            converter = FilterConverter.class,
            description = {
                "Only recordings where the column (default: path) has a match of this, such as",
                "speaker=^anna$. Repeatable: all must match."
            })
    private List<EntryFilter> include = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "[COLUMN=]REGEX",
            converter = FilterConverter.class,
            description = {
                "No recordings where the column (default: path) has a match of this. Repeatable:",
                "none may match."
            })
    private List<EntryFilter> exclude = new ArrayList<>();

    /** The entries of all manifests that are wanted. */
    List<Manifest.Entry> read() {
        List<Manifest.Entry> all = new ArrayList<>();
        manifests.forEach(manifest -> all.addAll(Manifest.read(manifest)));
        return EntryFilter.choose(all, include, exclude);
    }

    private static final class FilterConverter implements ITypeConverter<EntryFilter> {
        @Override
        public EntryFilter convert(String text) {
            try {
                return EntryFilter.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
