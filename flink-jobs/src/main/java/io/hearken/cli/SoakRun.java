package io.hearken.cli;

import io.hearken.cli.PipelineResult.Finals;
import io.hearken.live.Load;
import io.hearken.live.Replay;
import io.hearken.live.Track;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.Topics;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Rounds of streams, one after the other; each is forgotten before the next begins. */
final class SoakRun {
    private static final double ROUND_SECONDS = 60;

    /** Nothing more will come after so long a silence, whatever is still missing. */
    private static final Duration GIVE_UP = Duration.ofMinutes(1);

    /** Of so many streams, one falls silent without a word. */
    private static final int SILENT_EVERY = 3;

    private final EmbeddedHost host;
    private final List<Track> tracks;
    private final PrintWriter log;
    private volatile Load load;
    private volatile boolean stopped;

    SoakRun(EmbeddedHost host, List<Track> tracks, PrintWriter log) {
        this.host = host;
        this.tracks = tracks;
        this.log = log;
    }

    SoakResult run(int rounds, int ids) throws Exception {
        Topics topics = host.settings().topics();
        KafkaSettings kafka = host.settings().kafka();
        List<String> heard = List.of(topics.hypotheses(), topics.transcripts());
        List<SoakResult.Round> results = new ArrayList<>();
        long start = System.nanoTime();
        try (HypothesisReader reader = new HypothesisReader(kafka, heard, From.NOW);
                AudioSender sender = new AudioSender(kafka, topics.audio())) {
            FutureTask<Void> listening = Background.start("listening", () -> listen(reader));
            try {
                for (int round = 0; round < rounds; round++) {
                    load = load(round, (ids + round) / rounds);
                    load.beginMeasuring();
                    load.run(sender);
                    drain(listening);
                    results.add(look(start));
                    log.println(results.get(round).text());
                    log.flush();
                }
            } finally {
                stopped = true;
                reader.wakeup();
            }
            listening.get();
        }
        return new SoakResult(ids, results, host.page().restarts());
    }

    private Load load(int round, int streams) {
        double meanSeconds =
                tracks.stream().mapToDouble(one -> one.recording().seconds()).average().orElse(1);
        int atOnce = (int) Math.ceil(streams * meanSeconds / ROUND_SECONDS);
        Replay.Settings pace = Replay.Settings.LIVE.withAtOnce(atOnce);
        return new Load(tracks, streams, "soak-" + round + "/", pace).withSilentEnds(SILENT_EVERY);
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

    private void drain(FutureTask<Void> listening) throws Exception {
        while (!load.isComplete() && load.silence().compareTo(GIVE_UP) < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
            if (listening.isDone()) {
                listening.get();
            }
            host.requireRunning();
        }
    }

    private SoakResult.Round look(long start) throws Exception {
        System.gc();
        return new SoakResult.Round(
                (System.nanoTime() - start) / 60e9,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                host.stateBytes(),
                load.latency().getValueAtPercentile(50) / 1e6,
                new Finals(load.expectedFinals(), load.rightFinals(), load.wrongFinals()));
    }
}
