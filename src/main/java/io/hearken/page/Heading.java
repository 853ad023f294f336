package io.hearken.page;

/**
 * Begins a section.
 *
 * @param text what to know about what follows; may be empty
 */
public record Heading(String title, String text) implements Block {
    @Override
    public String html() {
        return Templates.fill("heading", this);
    }
}
