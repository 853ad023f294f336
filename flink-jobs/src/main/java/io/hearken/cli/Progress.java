package io.hearken.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How long work shows how far it is: a bar on standard error. */
final class Progress {
    private Progress() {}

    static ProgressBar bar(String task, long steps) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                // The usual one opens the terminal, which then keeps Ctrl-C from us.
                .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.width() - 1))
                .setUpdateIntervalMillis(200)
                .build();
    }
}
