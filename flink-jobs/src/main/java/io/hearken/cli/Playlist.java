package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.live.Replay;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the demo plays to a model, and what should come of it. */
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
     * @param transcripts what {@code hearken transcribe} writes, as it is read from JSON
     */
    record Item(Replay.Source source, Optional<List<String>> said, List<Hypothesis> transcripts) {}

    /**
     * Recordings, read and transcribed.
     *
     * @param manifest of recordings whose words are known; null for none
     * @param files more of them. Without any the recordings of audio-samples are taken which have
     *     words of the model; for a model that says others, the calls, as if nothing was known
     * @throws RuntimeException if one cannot be read; the message names it
     */
    static List<Item> of(Model model, Path samples, Path manifest, List<Path> files) {
        Recognizer recognizer = new Recognizer(model);
        List<Item> items = new ArrayList<>();
        if (manifest != null) {
            Manifest.read(manifest).forEach(entry -> items.add(item(entry, true, recognizer)));
        }
        files.forEach(file -> items.add(item(Sources.of(file, PREFIX), null, recognizer)));
        if (items.isEmpty()) {
            items.addAll(ours(model, samples, recognizer));
        }
        long names = items.stream().map(item -> item.source().stream()).distinct().count();
        require(names == items.size(), "two files have the same name: play them one by one");
        return items;
    }

    private static List<Item> ours(Model model, Path samples, Recognizer recognizer) {
        for (String name : SAMPLES) {
            List<Manifest.Entry> entries = Manifest.read(samples.resolve(name));
            if (entries.stream()
                    .flatMap(entry -> entry.words().stream())
                    .anyMatch(model.vocabulary()::contains)) {
                return entries.stream().map(entry -> item(entry, true, recognizer)).toList();
            }
        }
        return Manifest.read(samples.resolve(SAMPLES.get(0))).stream()
                .map(entry -> item(entry, false, recognizer))
                .toList();
    }

    private static Item item(Manifest.Entry entry, boolean isKnown, Recognizer recognizer) {
        return item(Sources.of(entry, PREFIX), isKnown ? entry.words() : null, recognizer);
    }

    private static Item item(Replay.Source source, List<String> said, Recognizer recognizer) {
        Recording recording = new Recording(source.format(), source.data());
        List<Hypothesis> transcripts =
                recognizer.transcribe(source.stream(), recording).stream()
                        .map(one -> TranscriptJson.read(TranscriptJson.write(one)))
                        .toList();
        return new Item(source, Optional.ofNullable(said), transcripts);
    }
}
