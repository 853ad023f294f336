package io.hearken.recognizer;

/** A model file cannot be used; the message names the file and says why. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }
}
