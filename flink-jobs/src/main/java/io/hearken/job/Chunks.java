package io.hearken.job;

import io.hearken.operator.RejectionCounter;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.Rejected;
import io.hearken.wire.Arrival;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets chunks pass; what is none goes to a side output and is counted. */
final class Chunks extends ProcessFunction<Arrival, AudioChunk> {
    private static final long serialVersionUID = 1;

    private final OutputTag<Rejected> tag;
    private transient RejectionCounter counter;

    Chunks(OutputTag<Rejected> tag) {
        this.tag = tag;
    }

    @Override
    public void open(OpenContext context) {
        counter = new RejectionCounter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<AudioChunk> out) {
        if (arrival instanceof Arrival.Usable usable) {
            out.collect(usable.chunk());
        } else if (arrival instanceof Arrival.Unusable unusable) {
            counter.count(unusable.rejected().reason());
            context.output(tag, unusable.rejected());
        }
    }
}
