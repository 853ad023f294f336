package io.hearken.page;

/** A part of a {@link Page}. */
@FunctionalInterface
public interface Block {
    /** As HTML, all text in it escaped. */
    String html();
}
