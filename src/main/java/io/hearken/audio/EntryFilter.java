package io.hearken.audio;

import static io.hearken.stream.Checks.require;
import static java.util.stream.Collectors.toCollection;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Chooses recordings by a column of their manifest: those where it has a match of a regular
 * expression.
 *
 * @param column {@code path}, which means the file with its folder, or any other column; of a
 *     manifest without it, it is empty
 * @param pattern found anywhere in the column, unless it says {@code ^} or {@code $}
 */
public record EntryFilter(String column, Pattern pattern) {
    private static final String PATH = "path";
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][\\w-]*)=(.*)");

    /**
     * Reads {@code COLUMN=REGEX}, or {@code REGEX} for the path.
     *
     * @throws IllegalArgumentException if it is not a regular expression
     */
    public static EntryFilter parse(String text) {
        Matcher named = NAMED.matcher(text);
        boolean isNamed = named.matches();
        String regex = isNamed ? named.group(2) : text;
        try {
            return new EntryFilter(isNamed ? named.group(1) : PATH, Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    String.format("%s is not a regular expression: %s", regex, e.getDescription()),
                    e);
        }
    }

    /**
     * The entries that match all of {@code include} and none of {@code exclude}.
     *
     * @throws IllegalArgumentException if there are none, or a filter's column is in none of them
     */
    public static List<Manifest.Entry> choose(
            List<Manifest.Entry> entries, List<EntryFilter> include, List<EntryFilter> exclude) {
        Set<String> columns =
                entries.stream()
                        .flatMap(entry -> entry.columns().keySet().stream())
                        .collect(toCollection(LinkedHashSet::new));
        Stream.concat(include.stream(), exclude.stream()).forEach(f -> f.requireColumn(columns));
        List<Manifest.Entry> chosen =
                entries.stream()
                        .filter(entry -> include.stream().allMatch(f -> f.matches(entry)))
                        .filter(entry -> exclude.stream().noneMatch(f -> f.matches(entry)))
                        .toList();
        require(
                !chosen.isEmpty(),
                "including %s and excluding %s leaves none of %d recordings",
                include,
                exclude,
                entries.size());
        return chosen;
    }

    private void requireColumn(Set<String> columns) {
        require(
                column.equals(PATH) || columns.contains(column),
                "no manifest has a column %s to filter by, only %s",
                column,
                columns);
    }

    /** Whether the entry's column has a match. */
    public boolean matches(Manifest.Entry entry) {
        String value =
                column.equals(PATH)
                        ? entry.audio().toString()
                        : entry.columns().getOrDefault(column, "");
        return pattern.matcher(value).find();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return column + "=" + pattern;
    }
}
