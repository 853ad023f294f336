package io.hearken.audio;

/** Audio that cannot be heard. The message says what was seen and what was expected. */
public final class AudioException extends RuntimeException {
    /**
     * @param message in {@link String#format} syntax
     */
    AudioException(String message, Object... values) {
        super(String.format(message, values));
    }
}
