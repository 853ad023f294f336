package io.hearken.tensor;

/** Why a file is not read, in words for people; told apart from what a library throws. */
final class HdfRefusal extends RuntimeException {
    private HdfRefusal(String message) {
        super(message);
    }

    /**
     * @param message in {@link String#format} syntax
     */
    static void demand(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new HdfRefusal(String.format(message, values));
        }
    }
}
