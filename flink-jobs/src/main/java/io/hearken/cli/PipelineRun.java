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
    private static final Duration GIVE_UP = Duration.ofSeconds(30);

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

    /** What the host has used, and how far behind it is. */
    private record Moment(CpuSeconds cpu, long lag) {}

    PipelineResult measure() throws Exception {
        Topics topics = host.settings().topics();
        KafkaSettings kafka = host.settings().kafka().with(Map.of("client.id", "hearken-bench"));
        long heapBefore = heapBytes();
        try (HypothesisReader reader =
                        new HypothesisReader(
                                kafka,
                                List.of(topics.hypotheses(), topics.transcripts()),
                                From.NOW);
                AudioSender sender = new AudioSender(kafka, topics.audio());
                ProgressBar bar = Progress.bar(pace.streams() + " streams", pace.wholeSeconds())) {
            FutureTask<Void> listening = start("listening", () -> listen(reader));
            FutureTask<Void> speaking = start("speaking", () -> load.run(sender));
            try {
                watch(pace.warmUp(), bar, speaking);
                Moment before = moment();
                load.beginMeasuring();
                watch(pace.time(), bar, speaking);
                load.endMeasuring();
                Moment after = moment();
                long heap = heapBytes() - heapBefore;
                speaking.get();
                drain();
                return result(before, after, heap);
            } finally {
                speaking.cancel(true);
                stopped = true;
                reader.wakeup();
                listening.get();
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static FutureTask<Void> start(String name, Work work) {
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
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
    private void watch(Duration time, ProgressBar bar, FutureTask<Void> speaking) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, 1_000_000_000));
            host.cpuSeconds();
            bar.step();
            requireAlive(speaking);
            if (bar.getCurrent() % SECONDS_BETWEEN_QUESTIONS == 0) {
                bar.setExtraMessage("lag " + host.page().lag());
            }
        }
    }

    private void requireAlive(FutureTask<Void> speaking) throws Exception {
        host.requireRunning();
        if (speaking.isDone()) {
            try {
                speaking.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private Moment moment() throws Exception {
        return new Moment(host.cpuSeconds(), host.page().lag());
    }

    private void drain() throws Exception {
        while (!load.isComplete() && load.silence().compareTo(GIVE_UP) < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            host.requireRunning();
        }
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private PipelineResult result(Moment before, Moment after, long heap) throws Exception {
        CpuSeconds cpu = after.cpu.minus(before.cpu);
        double heard = pace.audioSeconds() - (after.lag - before.lag) * pace.chunkSeconds();
        return new PipelineResult(
                pace.streams(),
                pace.speed(),
                pace.time().toMillis() / 1e3,
                heard / cpu.job(),
                cpu,
                Latency.of(load.latency()),
                after.lag,
                host.isHere() ? heap / pace.streams() : null,
                new Finals(load.expectedFinals(), load.rightFinals(), load.wrongFinals()),
                host.page().restarts());
    }
}
