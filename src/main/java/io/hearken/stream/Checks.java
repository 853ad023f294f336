package io.hearken.stream;

/** The one shared check of arguments. */
public final class Checks {
    private Checks() {}

    /**
     * Refuses a caller's mistake.
     *
     * @param message what was seen and what would be right, in {@link String#format} syntax
     * @throws IllegalArgumentException if {@code holds} is false
     */
    public static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(message, values));
        }
    }
}
