package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.live.Replay;
import io.hearken.recognizer.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the demo plays to a model. */
final class Playlist {
    private static final String PREFIX = "demo/";

    /** Within audio-samples: for the models that come with it. */
    private static final List<String> SAMPLES =
            List.of("transcripts.tsv", "commands/transcripts.tsv");

    private Playlist() {}

    /**
     * A recording.
     *
     * @param source the stream it becomes
     * @param said its words, if they are known; the model may not know all of them
     */
    record Item(Replay.Source source, Optional<List<String>> said) {}

    /**
     * Reads recordings.
     *
     * @param manifest of recordings whose words are known; null for none
     * @param files more of them. Without any the recordings of audio-samples are taken which have
     *     words of the model; for a model that says others, the calls, as if nothing was known
     * @throws RuntimeException if one cannot be read; the message names it
     */
    static List<Item> of(Model model, Path samples, Path manifest, List<Path> files) {
        List<Item> items = new ArrayList<>();
        if (manifest != null) {
            items.addAll(withWords(Manifest.read(manifest)));
        }
        files.forEach(file -> items.add(new Item(Sources.of(file, PREFIX), Optional.empty())));
        if (items.isEmpty()) {
            items.addAll(ours(model, samples));
        }
        long names = items.stream().map(item -> item.source().stream()).distinct().count();
        require(names == items.size(), "two files have the same name: play them one by one");
        return items;
    }

    private static List<Item> withWords(List<Manifest.Entry> entries) {
        return entries.stream()
                .map(entry -> new Item(Sources.of(entry, PREFIX), Optional.of(entry.words())))
                .toList();
    }

    private static List<Item> ours(Model model, Path samples) {
        for (String name : SAMPLES) {
            List<Manifest.Entry> entries = Manifest.read(samples.resolve(name));
            if (entries.stream()
                    .flatMap(entry -> entry.words().stream())
                    .anyMatch(model.vocabulary()::contains)) {
                return withWords(entries);
            }
        }
        return Manifest.read(samples.resolve(SAMPLES.get(0))).stream()
                .map(entry -> new Item(Sources.of(entry, PREFIX), Optional.empty()))
                .toList();
    }
}
