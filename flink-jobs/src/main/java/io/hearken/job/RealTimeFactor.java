package io.hearken.job;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.View;

/**
 * Seconds of audio heard in a second of work, over the last minute; 0 if nothing was done. What a
 * core carries, however many streams speak.
 *
 * <p>Flink calls {@link #update} every {@link View#UPDATE_INTERVAL_SECONDS}, so that any number of
 * readers may look.
 */
final class RealTimeFactor implements Gauge<Double>, View {
    private static final int WINDOW = 60 / UPDATE_INTERVAL_SECONDS;

    private final DoubleSupplier audioSeconds;
    private final DoubleSupplier busySeconds;
    private final double[] audio = new double[WINDOW];
    private final double[] busy = new double[WINDOW];
    private int next;
    private volatile double factor;

    /**
     * @param audioSeconds heard so far
     * @param busySeconds worked so far
     */
    RealTimeFactor(DoubleSupplier audioSeconds, DoubleSupplier busySeconds) {
        this.audioSeconds = audioSeconds;
        this.busySeconds = busySeconds;
        Arrays.fill(audio, audioSeconds.getAsDouble());
        Arrays.fill(busy, busySeconds.getAsDouble());
    }

    @Override
    public void update() {
        double audioNow = audioSeconds.getAsDouble();
        double busyNow = busySeconds.getAsDouble();
        double worked = busyNow - busy[next];
        factor = worked > 0 ? (audioNow - audio[next]) / worked : 0;
        audio[next] = audioNow;
        busy[next] = busyNow;
        next = (next + 1) % WINDOW;
    }

    @Override
    public Double getValue() {
        return factor;
    }
}
