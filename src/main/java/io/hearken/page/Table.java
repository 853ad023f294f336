package io.hearken.page;

import static io.hearken.stream.Checks.require;

import java.util.List;

/**
 * Rows of text, folded where they are many; the first column names the row, the others hold
 * numbers.
 *
 * @param header names of the columns
 * @param rows each as long as the header
 */
public record Table(List<String> header, List<List<String>> rows) implements Block {
    private static final int UNFOLDED = 15;

    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            require(
                    row.size() == header.size(),
                    "a row of %d cells under a header of %d",
                    row.size(),
                    header.size());
        }
    }

    /** For the template. */
    public boolean isLong() {
        return rows.size() > UNFOLDED;
    }

    @Override
    public String html() {
        return Templates.fill("table", this);
    }
}
