package io.hearken.page;

import java.util.List;
import java.util.Map;

/**
 * A whole page.
 *
 * @param title what it is about
 * @param subtitle what it was made from
 * @param blocks from top to bottom
 */
public record Page(String title, String subtitle, List<Block> blocks) {
    public Page {
        blocks = List.copyOf(blocks);
    }

    /** The file's text, in UTF-8. */
    public String html() {
        return Templates.fill(
                "page",
                Map.of(
                        "title", title,
                        "subtitle", subtitle,
                        "style", Templates.text("page.css"),
                        "blocks", blocks));
    }
}
