package io.hearken.job;

import io.hearken.operator.MetricNames;
import io.hearken.recognizer.FeatureState;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Stage;
import io.hearken.stream.Turn;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Tells how much audio is heard, and how fast. */
final class FeatureMetrics implements Stage<FeatureState, AudioChunk, FeatureFrames> {
    private final Stage<FeatureState, AudioChunk, FeatureFrames> stage;
    private long samples; // read by those who report metrics

    /**
     * @param sampleRate the model's, in Hz
     */
    FeatureMetrics(
            Stage<FeatureState, AudioChunk, FeatureFrames> stage,
            int sampleRate,
            MetricGroup metrics) {
        this.stage = stage;
        Gauge<Double> seconds = () -> (double) samples / sampleRate;
        metrics.gauge(MetricNames.AUDIO_SECONDS, seconds);
        metrics.gauge(
                MetricNames.REAL_TIME_FACTOR,
                new RealTimeFactor(seconds::getValue, BusyTime.of(metrics)));
    }

    @Override
    public FeatureState begin(String stream) {
        return stage.begin(stream);
    }

    @Override
    public void advance(List<Turn<FeatureState, AudioChunk, FeatureFrames>> turns) {
        long before = heard(turns);
        stage.advance(turns);
        samples += heard(turns) - before;
    }

    private static long heard(List<Turn<FeatureState, AudioChunk, FeatureFrames>> turns) {
        long heard = 0;
        for (int b = 0; b < turns.size(); b++) {
            heard += turns.get(b).state().decoded();
        }
        return heard;
    }

    @Override
    public boolean beginsAnew(FeatureState state, AudioChunk chunk) {
        return stage.beginsAnew(state, chunk);
    }

    @Override
    public AudioChunk ending(String stream) {
        return stage.ending(stream);
    }
}
