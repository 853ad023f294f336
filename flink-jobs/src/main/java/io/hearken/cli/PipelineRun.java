package io.hearken.cli;

import io.hearken.cli.PipelineResult.CpuSeconds;
import io.hearken.cli.PipelineResult.Finals;
import io.hearken.cli.PipelineResult.Latency;
import io.hearken.live.Load;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.Topics;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;

/** One load, through a job and back. */
final class PipelineRun {
    /** Nothing more will come after so long a silence, whatever is still missing. */
    private static final Duration GIVE_UP = Duration.ofMinutes(1);

    /** Asking the cluster costs it something, too. */
    private static final int SECONDS_BETWEEN_QUESTIONS = 5;

    private final BenchHost host;
    private final PipelinePace pace;
    private final Load load;
    private volatile boolean stopped;

    PipelineRun(BenchHost host, PipelinePace pace, Load load) {
        this.host = host;
        this.pace = pace;
        this.load = load;
    }

    /** What the host has used at a time, what it was sent, and how far behind it is. */
    private record Moment(long nanos, CpuSeconds cpu, double sentSeconds, long lag) {}

    PipelineResult measure() throws Exception {
        Topics topics = host.settings().topics();
        KafkaSettings kafka = host.settings().kafka().with(Map.of("client.id", "hearken-bench"));
        long restartsBefore = host.page().restarts();
        long heapBefore = heapBytes();
        try (HypothesisReader reader =
                        new HypothesisReader(
                                kafka,
                                List.of(topics.hypotheses(), topics.transcripts()),
                                From.NOW);
                AudioSender sender = new AudioSender(kafka, topics.audio());
                ProgressBar bar = Progress.bar(pace.streams() + " streams", pace.wholeSeconds())) {
            FutureTask<Void> listening = Background.start("listening", () -> listen(reader));
            FutureTask<Void> speaking = Background.start("speaking", () -> load.run(sender));
            try {
                watch(pace.warmUp(), bar, speaking, listening);
                Moment before = moment();
                load.beginMeasuring();
                watch(pace.time(), bar, speaking, listening);
                load.endMeasuring();
                Moment after = moment();
                long heap = heapBytes() - heapBefore;
                speaking.get();
                drain(listening);
                long restarts = host.page().restarts() - restartsBefore;
                return result(before, after, heap, restarts);
            } finally {
                speaking.cancel(true);
                stopped = true;
                reader.wakeup();
                awaitEnd(listening);
            }
        }
    }

    private void listen(HypothesisReader reader) {
        while (!stopped && reader.poll(Duration.ofSeconds(1), this::hear)) {}
    }

    private void hear(String topic, Hypothesis heard) {
        if (topic.equals(host.settings().topics().hypotheses())) {
            load.hear(heard);
        } else {
            load.settle(heard);
        }
    }

    /** Lets time pass, and tells how far behind the job is. */
    private void watch(
            Duration time, ProgressBar bar, FutureTask<Void> speaking, FutureTask<Void> listening)
            throws Exception {
        long before = bar.getCurrent();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            host.lookAtThreads();
            bar.stepTo(before + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            requireAlive(speaking);
            requireAlive(listening);
            if (bar.getCurrent() % SECONDS_BETWEEN_QUESTIONS == 0) {
                host.requireRunning();
                bar.setExtraMessage("lag " + host.page().lag());
            }
        }
    }

    /** Throws what ended a thread that should still run. */
    private static void requireAlive(FutureTask<Void> thread) throws Exception {
        if (thread.isDone()) {
            try {
                thread.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    /** What ended it was told before, or does not matter any more. */
    private static void awaitEnd(FutureTask<Void> thread) throws InterruptedException {
        try {
            thread.get();
        } catch (ExecutionException e) {
            return;
        }
    }

    private Moment moment() throws Exception {
        CpuSeconds cpu = host.cpuSeconds();
        return new Moment(System.nanoTime(), cpu, load.sentSeconds(), host.page().lag());
    }

    private void drain(FutureTask<Void> listening) throws Exception {
        while (!load.isComplete() && load.silence().compareTo(GIVE_UP) < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            requireAlive(listening);
        }
        host.requireRunning();
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private PipelineResult result(Moment before, Moment after, long heap, long restarts) {
        CpuSeconds cpu = after.cpu.minus(before.cpu);
        double fallenBehind = (after.lag - before.lag) * pace.chunkSeconds();
        double heard = after.sentSeconds - before.sentSeconds - fallenBehind;
        return new PipelineResult(
                pace.streams(),
                pace.speed(),
                (after.nanos - before.nanos) / 1e9,
                heard / cpu.job(),
                cpu,
                Latency.of(load.latency()),
                after.lag,
                host.isHere() ? heap / pace.streams() : null,
                new Finals(load.expectedFinals(), load.rightFinals(), load.wrongFinals()),
                restarts);
    }
}
