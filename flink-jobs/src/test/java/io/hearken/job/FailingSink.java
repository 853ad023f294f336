package io.hearken.job;

import io.hearken.stream.Hypothesis;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes anything, but fails once when told to. One of its kind at a time. */
final class FailingSink implements Sink<Hypothesis> {
    private static final long serialVersionUID = 1;
    private static final AtomicBoolean ARMED = new AtomicBoolean();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    FailingSink() {
        ARMED.set(false);
        FAILURES.set(0);
    }

    /** The next hypothesis makes the job fail. */
    void failNext() {
        ARMED.set(true);
    }

    int failures() {
        return FAILURES.get();
    }

    @Override
    public SinkWriter<Hypothesis> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(Hypothesis element, Context context) throws IOException {
                if (ARMED.compareAndSet(true, false)) {
                    FAILURES.incrementAndGet();
                    throw new IOException("told to fail");
                }
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
