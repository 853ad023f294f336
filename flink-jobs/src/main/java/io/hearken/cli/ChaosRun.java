package io.hearken.cli;

import io.hearken.cli.ChaosPlan.Kill;
import io.hearken.job.FlinkPage;
import io.hearken.job.JobSettings;
import io.hearken.live.Replay;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.WireException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Streams speak, processes are killed, and what came of it is read. */
final class ChaosRun {
    /** Streams speak for so long before the first kill, and after the last. */
    static final int LEAD_SECONDS = 10;

    static final int TAIL_SECONDS = 20;

    /** Nothing more will come after so long a silence, whatever is still missing. */
    private static final Duration GIVE_UP = Duration.ofMinutes(5);

    /** What is to come twice has come by then. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final Duration CHECKPOINT_WITHIN = Duration.ofSeconds(3);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 20;

    /** A broker that comes back finds everything still waiting to be sent. */
    private static final Map<String, String> PATIENCE =
            Map.of(
                    "delivery.timeout.ms", "1800000",
                    "max.block.ms", "1800000",
                    "request.timeout.ms", "10000",
                    "buffer.memory", String.valueOf(256 << 20),
                    "retry.backoff.max.ms", "500",
                    "reconnect.backoff.max.ms", "500",
                    "auto.offset.reset", "earliest");

    private final LocalCluster cluster;
    private final JobSettings settings;
    private final ChaosStreams streams;
    private final PrintWriter log;
    private final KafkaSettings kafka;
    private final FlinkPage page;
    private final Outages outages = new Outages();
    private volatile boolean stopped;
    private volatile long lastNews;
    private volatile boolean complete;
    private long start;

    ChaosRun(LocalCluster cluster, JobSettings settings, ChaosStreams streams, PrintWriter log)
            throws InterruptedException {
        this.cluster = cluster;
        this.settings = settings;
        this.streams = streams;
        this.log = log;
        kafka = KafkaSettings.of(cluster.bootstrap()).with(PATIENCE);
        page = new FlinkPage(cluster.page(), settings.jobName());
    }

    /** A kill that was done, at a time of this run. */
    private record Done(Kill kill, double seconds, boolean inCheckpoint) {}

    ChaosResult run(long seed, ChaosPlan plan) throws Exception {
        page.requireJob();
        List<Done> done = new ArrayList<>();
        try (HypothesisReader reader = reader(From.NOW);
                AudioSender sender = new AudioSender(kafka, settings.topics().audio())) {
            start = System.nanoTime();
            lastNews = start;
            FutureTask<Void> listening = Background.start("listening", () -> listen(reader));
            FutureTask<Void> speaking = Background.start("speaking", () -> speak(sender));
            try {
                for (Kill kill : plan.kills()) {
                    done.add(kill(kill));
                    report(done, plan);
                }
                speaking.get();
                lastNews = System.nanoTime();
                await(() -> complete, GIVE_UP, listening);
            } finally {
                speaking.cancel(true);
                stopped = true;
                reader.wakeup();
            }
            listening.get();
        }
        return result(seed, done);
    }

    /** A broker that was killed just now, or is busy, is asked again. */
    private HypothesisReader reader(From from) throws InterruptedException {
        List<String> topics =
                List.of(settings.topics().hypotheses(), settings.topics().transcripts());
        long end = System.nanoTime() + STARTED_WITHIN.toNanos();
        while (true) {
            try {
                return new HypothesisReader(kafka, topics, from);
            } catch (WireException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private void speak(AudioSender sender) throws InterruptedException {
        Replay.Settings pace = Replay.Settings.LIVE.withAtOnce(streams.atOnce());
        new Replay(pace, sender, new Replay.Progress() {}).run(streams.sources());
    }

    /** Only for the times: the check reads everything once more. */
    private void listen(HypothesisReader reader) {
        ChaosCheck check = streams.check();
        while (!stopped
                && reader.poll(
                        Duration.ofSeconds(1), (topic, heard) -> hear(check, topic, heard))) {
            complete = check.isComplete();
        }
    }

    private void hear(ChaosCheck check, String topic, Hypothesis heard) {
        if (take(check, topic, heard)) {
            lastNews = System.nanoTime();
            outages.heard((lastNews - start) / 1e9);
        }
    }

    /** Whether this is a hypothesis that had not come before. */
    private boolean take(ChaosCheck check, String topic, Hypothesis heard) {
        if (!streams.isOurs(heard.stream())) {
            return false;
        }
        if (topic.equals(settings.topics().hypotheses())) {
            return check.hypothesis(heard);
        }
        check.transcript(heard);
        return false;
    }

    private Done kill(Kill kill) throws InterruptedException {
        long due = start + (long) ((LEAD_SECONDS + kill.seconds()) * 1e9);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        boolean inCheckpoint = kill.inCheckpoint() && awaitCheckpoint();
        long end = System.nanoTime() + STARTED_WITHIN.toNanos();
        long now = System.nanoTime();
        while (!cluster.kill(kill.process())) {
            if (now > end) {
                throw new IllegalStateException(kill.process() + " does not come back");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            now = System.nanoTime();
        }
        return new Done(kill, (now - start) / 1e9, inCheckpoint);
    }

    private boolean awaitCheckpoint() throws InterruptedException {
        long end = System.nanoTime() + CHECKPOINT_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            if (isCheckpointing()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private boolean isCheckpointing() throws InterruptedException {
        try {
            return page.isCheckpointing();
        } catch (IllegalStateException e) {
            return false; // its JobManager was killed before and is not back yet
        }
    }

    private void report(List<Done> done, ChaosPlan plan) {
        Done last = done.get(done.size() - 1);
        log.printf(
                "%6.1f s  kill %d of %d: %s%s%n",
                last.seconds,
                done.size(),
                plan.kills().size(),
                last.kill.process(),
                last.inCheckpoint ? " in a checkpoint" : "");
        log.flush();
    }

    private ChaosResult result(long seed, List<Done> done) throws InterruptedException {
        double[] recoveries =
                outages.recoveries(done.stream().mapToDouble(Done::seconds).toArray());
        List<ChaosResult.Blow> blows = new ArrayList<>();
        for (int i = 0; i < recoveries.length; i++) {
            Done one = done.get(i);
            blows.add(
                    new ChaosResult.Blow(
                            one.seconds,
                            one.kill.victim(),
                            one.inCheckpoint,
                            Double.isNaN(recoveries[i]) ? null : recoveries[i]));
        }
        return new ChaosResult(
                seed, streams.atOnce(), streams.sources().size(), List.copyOf(blows), verdict());
    }

    /** Reads all that was written, from the beginning, until nothing more comes. */
    private ChaosCheck.Verdict verdict() throws InterruptedException {
        ChaosCheck check = streams.check();
        long[] lastRecord = {System.nanoTime()};
        try (HypothesisReader reader = reader(From.BEGINNING)) {
            while (System.nanoTime() - lastRecord[0] < SETTLED.toNanos()) {
                reader.poll(
                        Duration.ofMillis(200),
                        (topic, heard) -> {
                            take(check, topic, heard);
                            lastRecord[0] = System.nanoTime();
                        });
            }
            if (reader.unreadable() > 0) {
                throw new IllegalStateException(
                        reader.unreadable() + " records are no transcripts: who writes there?");
            }
        }
        return check.verdict();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, Duration silence, FutureTask<Void> listening)
            throws Exception {
        while (!condition.holds() && System.nanoTime() - lastNews < silence.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            if (listening.isDone()) {
                listening.get();
            }
        }
    }
}
