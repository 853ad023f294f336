package io.hearken.live;

import io.hearken.stream.Hypothesis;
import io.hearken.wire.HypothesisReader;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Hands on hypotheses as they come, each once per topic: what a job writes again after a failure is
 * dropped.
 */
public final class Listener {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int MOST_STREAMS = 10_000;

    private final HypothesisReader reader;
    private final BiConsumer<String, Hypothesis> to;
    private final Seen seen = new Seen(MOST_STREAMS);
    private volatile boolean stopped;
    private volatile long repeated; // one thread counts, others may look

    /**
     * @param reader stays open
     * @param to is given the topic and the hypothesis, in the thread of {@link #run}
     */
    public Listener(HypothesisReader reader, BiConsumer<String, Hypothesis> to) {
        this.reader = reader;
        this.to = to;
    }

    /** Returns after {@link #stop}, or when the thread is interrupted. */
    public void run() {
        while (!stopped && reader.poll(WAIT, this::handOn)) {}
    }

    private void handOn(String topic, Hypothesis hypothesis) {
        if (seen.add(topic, hypothesis)) {
            to.accept(topic, hypothesis);
        } else {
            repeated++;
        }
    }

    /** Ends {@link #run} soon, from any thread. */
    public void stop() {
        stopped = true;
        reader.wakeup();
    }

    /** Hypotheses dropped because they had been handed on before. */
    public long repeated() {
        return repeated;
    }

    /** Records passed over because they were no hypotheses. */
    public long unreadable() {
        return reader.unreadable();
    }
}
