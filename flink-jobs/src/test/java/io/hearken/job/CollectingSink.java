package io.hearken.job;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what a job in this JVM writes. */
final class CollectingSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1;
    private static final Map<String, Queue<Object>> WRITTEN = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    /** In order, as far as one writer wrote it. */
    @SuppressWarnings("unchecked") // only this sink writes under its id
    List<T> written() {
        return (List<T>) List.copyOf(WRITTEN.getOrDefault(id, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Queue<Object> queue = WRITTEN.computeIfAbsent(id, i -> new ConcurrentLinkedQueue<>());
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context context) {
                queue.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
