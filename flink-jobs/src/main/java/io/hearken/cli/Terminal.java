package io.hearken.cli;

import java.io.IOException;
import org.jline.terminal.TerminalBuilder;

/** The terminal the command runs in. */
final class Terminal {
    private static final int USUAL_WIDTH = 80;

    private Terminal() {}

    /** Columns; the usual 80 where there is no telling. */
    static int width() {
        try (org.jline.terminal.Terminal terminal =
                TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
            return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }
}
