package io.hearken.wire;

import io.hearken.stream.Rejection;

/** Ends the reading of a record that cannot be used; never leaves this package. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Rejection reason;

    RejectedException(String code, String message, Object... values) {
        super(String.format(message, values), null, false, false);
        reason = new Rejection(code, getMessage());
    }

    Rejection reason() {
        return reason;
    }
}
