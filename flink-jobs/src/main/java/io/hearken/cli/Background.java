package io.hearken.cli;

import java.util.concurrent.FutureTask;

/** Work beside that of the command, on a thread that does not keep the program alive. */
final class Background {
    private Background() {}

    /** What may fail. */
    interface Work {
        void run() throws Exception;
    }

    /** Starts it; the task tells when it is over, and how it failed. */
    static FutureTask<Void> start(String name, Work work) {
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
