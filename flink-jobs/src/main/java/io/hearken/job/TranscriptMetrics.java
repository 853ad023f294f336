package io.hearken.job;

import io.hearken.operator.MetricNames;
import io.hearken.recognizer.TranscriptState;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts utterances that are over. */
final class TranscriptMetrics implements Stage<TranscriptState, FeatureFrames, Hypothesis> {
    private final Stage<TranscriptState, FeatureFrames, Hypothesis> stage;
    private final Counter utterances;

    TranscriptMetrics(
            Stage<TranscriptState, FeatureFrames, Hypothesis> stage, MetricGroup metrics) {
        this.stage = stage;
        this.utterances = metrics.counter(MetricNames.UTTERANCES);
    }

    @Override
    public TranscriptState begin(String stream) {
        return stage.begin(stream);
    }

    @Override
    public void advance(List<Turn<TranscriptState, FeatureFrames, Hypothesis>> turns) {
        stage.advance(turns);
        for (int b = 0; b < turns.size(); b++) {
            List<Hypothesis> heard = turns.get(b).outputs();
            for (int i = 0; i < heard.size(); i++) {
                if (heard.get(i).isFinal()) {
                    utterances.inc();
                }
            }
        }
    }

    @Override
    public FeatureFrames ending(String stream) {
        return stage.ending(stream);
    }
}
