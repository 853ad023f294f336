package io.hearken.train;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.EntryFilter;
import io.hearken.audio.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * Where recordings come from.
 *
 * @param filter which recordings; null: those of no other source
 * @param share how often they are drawn, beside the other sources' shares
 */
record Source(EntryFilter filter, double share) {
    /**
     * The sources of a recipe, and behind them that of all other recordings, with a share of 1.
     *
     * @throws IllegalArgumentException if no entry is of one, as when its column is misspelt
     */
    static List<Source> of(Recipe recipe, List<Manifest.Entry> entries) {
        List<Source> sources = new ArrayList<>();
        recipe.sources()
                .forEach(
                        (filter, share) -> {
                            Source source = new Source(EntryFilter.parse(filter), share);
                            require(
                                    entries.stream().anyMatch(source.filter::matches),
                                    "sources: none of %d recordings is of %s",
                                    entries.size(),
                                    filter);
                            sources.add(source);
                        });
        sources.add(new Source(null, 1));
        return sources;
    }

    /** The first source a recording is of. */
    static Source of(Manifest.Entry entry, List<Source> sources) {
        return sources.stream()
                .filter(source -> source.filter == null || source.filter.matches(entry))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return this == other; // two sources are two, however alike
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
