package io.hearken.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end in order when the process is told to: between opening and closing, Ctrl-C runs an
 * action and then waits for the closing.
 */
final class CtrlC implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Runnable action, Duration patience) {
        hook =
                new Thread(
                        () -> {
                            action.run();
                            await(patience);
                        },
                        "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Ctrl-C interrupts the calling thread. */
    static CtrlC interrupts() {
        return new CtrlC(Thread.currentThread()::interrupt, Duration.ofSeconds(4));
    }

    /** Ctrl-C runs {@code action}; the work goes on to its end. */
    static CtrlC runs(Runnable action) {
        return new CtrlC(action, Duration.ofMinutes(1));
    }

    private void await(Duration patience) {
        try {
            closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook has run.
        }
    }
}
