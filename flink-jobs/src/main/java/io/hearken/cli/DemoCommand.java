package io.hearken.cli;

import io.hearken.audio.Manifest;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import io.hearken.live.Listener;
import io.hearken.live.Replay;
import io.hearken.recognizer.WordErrors;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken demo}: everything, in this process. */
@Command(
        name = "demo",
        description = {
            "Plays the recordings of audio-samples and shows what is heard.",
            "A Kafka broker and a Flink cluster are started in this process, and nothing is left."
        },
        sortOptions = false,
        footer = {"", "Example:", "  hearken demo"})
final class DemoCommand implements Callable<Integer> {
    private static final String PREFIX = "demo/";
    private static final String REHEARSAL = "rehearsal/";
    private static final int PARTITIONS = 2;
    private static final Duration START_UP = Duration.ofSeconds(90);

    @Spec private CommandSpec spec;

    @Option(names = "--fast", description = "Do not wait for real time.")
    private boolean fast;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "7",
            description = "Streams that run at the same time (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Override
    public Integer call() throws Exception {
        Path folder = Path.of(System.getProperty("hearken.home", "."), "audio-samples");
        List<Manifest.Entry> samples = Manifest.read(folder.resolve("transcripts.tsv"));
        PrintWriter out = spec.commandLine().getOut();
        Screen screen = new Screen(out);
        try (CtrlC interrupt = CtrlC.interrupts()) {
            screen.say("starting a Kafka broker and a Flink cluster in this process …");
            try (EmbeddedKafka kafka = EmbeddedKafka.start(Topics.USUAL.all(), PARTITIONS)) {
                WordErrors errors = play(samples, kafka.settings(), screen);
                out.printf("%n%d of %d words right", errors.right(), errors.words());
                out.println(
                        errors.insertions() == 0 ? "" : ", " + errors.insertions() + " too many");
                out.flush();
                return 0;
            }
        }
    }

    private WordErrors play(List<Manifest.Entry> samples, KafkaSettings kafka, Screen screen)
            throws Exception {
        JobSettings settings =
                JobSettings.of(
                        "--bootstrap",
                        kafka.bootstrap(),
                        "--parallelism",
                        String.valueOf(PARTITIONS),
                        "--checkpoint-interval",
                        "500ms");
        Topics topics = settings.topics();
        Score score = new Score(samples, PREFIX);
        List<String> heard = List.of(topics.hypotheses(), topics.transcripts());
        try (EmbeddedFlink flink =
                        EmbeddedFlink.start(
                                "demo",
                                settings.flink().embedded(),
                                HearkenJob.of(settings)::addTo);
                HypothesisReader reader = new HypothesisReader(kafka, heard, From.NOW);
                AudioSender sender = new AudioSender(kafka, topics.audio())) {
            Listener listener =
                    new Listener(reader, (topic, what) -> show(topic, topics, what, score, screen));
            Thread listening = new Thread(listener::run, "listening");
            listening.setDaemon(true);
            listening.start();
            try {
                rehearse(samples.get(0), sender, score, flink);
                screen.say("playing " + samples.size() + " calls, " + atOnce + " at a time:");
                replay(samples, sender);
                score.await();
            } finally {
                listener.stop();
                listening.join();
            }
            if (flink.isOver()) {
                flink.join(); // throws what ended it: such a score says nothing
            }
        }
        return score.total();
    }

    private void replay(List<Manifest.Entry> samples, AudioSender sender)
            throws InterruptedException {
        List<Replay.Source> sources =
                samples.stream().map(entry -> Sources.of(entry.audio(), PREFIX)).toList();
        Replay.Settings pace = Replay.Settings.LIVE.withAtOnce(atOnce).withSpeed(fast ? 0 : 1);
        new Replay(pace, sender, new Replay.Progress() {}).run(sources);
    }

    /** One call ahead, so that everything is loaded when the watching begins. */
    private static void rehearse(
            Manifest.Entry sample, AudioSender sender, Score score, EmbeddedFlink flink)
            throws Exception {
        Replay.Settings pace = Replay.Settings.LIVE.withSpeed(0);
        new Replay(pace, sender, new Replay.Progress() {})
                .run(List.of(Sources.of(sample.audio(), REHEARSAL)));
        long end = System.nanoTime() + START_UP.toNanos();
        while (!score.isRehearsed(Duration.ofMillis(200))) {
            if (flink.isOver()) {
                flink.join();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the job heard nothing within "
                                + START_UP.toSeconds()
                                + " s: see --verbose");
            }
        }
    }

    private static void show(
            String topic, Topics topics, Hypothesis heard, Score score, Screen screen) {
        if (heard.stream().startsWith(REHEARSAL)) {
            score.rehearsed();
        } else if (topic.equals(topics.transcripts())) {
            boolean right = score.add(heard);
            String text = heard.text();
            if (right) {
                screen.settle(heard, "@|green ✓|@", text);
            } else {
                String said = String.join(" ", score.said(heard.stream()));
                screen.settle(
                        heard,
                        "@|red ✗|@",
                        text + Ansi.AUTO.string("   @|faint said: " + said + "|@"));
            }
        } else if (heard.isFinal()) {
            score.announce();
        } else {
            screen.grow(heard);
        }
    }
}
