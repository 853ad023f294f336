package io.hearken.job;

import io.hearken.stream.Hypothesis;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes anything, but fails once when told to. One of its kind at a time. */
final class FailingSink implements Sink<Hypothesis> {
    private static final long serialVersionUID = 1;
    private static final AtomicReference<Mood> MOOD = new AtomicReference<>();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private enum Mood {
        WELL,
        WAITING_FOR_A_FINAL,
        ABOUT_TO_FAIL
    }

    FailingSink() {
        MOOD.set(Mood.WELL);
        FAILURES.set(0);
    }

    /** The next final is said, but the checkpoint that would commit it makes the job fail. */
    void failBeforeNextFinalIsCommitted() {
        MOOD.set(Mood.WAITING_FOR_A_FINAL);
    }

    int failures() {
        return FAILURES.get();
    }

    @Override
    public SinkWriter<Hypothesis> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(Hypothesis heard, Context context) {
                if (heard.isFinal()) {
                    MOOD.compareAndSet(Mood.WAITING_FOR_A_FINAL, Mood.ABOUT_TO_FAIL);
                }
            }

            @Override
            public void flush(boolean endOfInput) throws IOException {
                if (MOOD.compareAndSet(Mood.ABOUT_TO_FAIL, Mood.WELL)) {
                    FAILURES.incrementAndGet();
                    throw new IOException("told to fail");
                }
            }

            @Override
            public void close() {}
        };
    }
}
