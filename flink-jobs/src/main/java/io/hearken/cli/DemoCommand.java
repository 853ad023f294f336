package io.hearken.cli;

import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import io.hearken.live.Listener;
import io.hearken.live.Replay;
import io.hearken.recognizer.Model;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken demo}: everything, in this process. */
@Command(
        name = "demo",
        description = {
            "Plays recordings, those of audio-samples or yours, and shows what is heard.",
            "A Kafka broker and a Flink cluster are started in this process, and nothing is left."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  hearken demo",
            "  hearken demo --model commands",
            "  hearken demo --model my.safetensors my/*.wav"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String REHEARSAL = "rehearsal";
    private static final int PARTITIONS = 2;
    private static final Duration START_UP = Duration.ofSeconds(90);

    @Spec private CommandSpec spec;
    @Mixin private ModelOption model;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "A manifest of recordings, to tell which words are right.")
    private Path manifest;

    @Option(names = "--fast", description = "Do not wait for real time.")
    private boolean fast;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "7",
            description = "Streams that run at the same time (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    "WAV or FLAC files; without any and without a manifest, those of audio-samples"
                            + " that have words of the model.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
        Replay.Settings pace =
                checked(() -> Replay.Settings.LIVE.withAtOnce(atOnce).withSpeed(fast ? 0 : 1));
        Model read = checked(model::readLive);
        Path samples = Path.of(System.getProperty("hearken.home", "."), "audio-samples");
        List<Playlist.Item> items = checked(() -> Playlist.of(read, samples, manifest, files));
        Screen screen = new Screen(spec.commandLine().getOut());
        Score score;
        try (CtrlC interrupt = CtrlC.interrupts()) {
            screen.say("starting a Kafka broker and a Flink cluster in this process …");
            score = checked(() -> new Score(items, read));
            try (EmbeddedKafka kafka = EmbeddedKafka.start(Topics.USUAL.all(), PARTITIONS)) {
                play(score, pace, kafka.settings(), screen);
            }
        }
        return tell(score);
    }

    /** What is wrong with the arguments is said before anything starts. */
    private <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (RuntimeException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void play(Score score, Replay.Settings pace, KafkaSettings kafka, Screen screen)
            throws Exception {
        JobSettings settings =
                JobSettings.of(
                        "--bootstrap",
                        kafka.bootstrap(),
                        "--model",
                        model.name(),
                        "--parallelism",
                        String.valueOf(PARTITIONS),
                        "--checkpoint-interval",
                        "500ms");
        Topics topics = settings.topics();
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
                rehearse(sender, score, flink);
                List<Replay.Source> sources =
                        score.items().stream().map(Playlist.Item::source).toList();
                screen.say("playing " + sources.size() + " recordings, " + atOnce + " at a time:");
                new Replay(pace, sender, new Replay.Progress() {}).run(sources);
                score.await();
            } finally {
                listener.stop();
                listening.join();
            }
            if (flink.isOver()) {
                flink.join(); // throws what ended it: such a score says nothing
            }
        }
    }

    /** The shortest with a transcript ahead, so that everything is loaded when watching begins. */
    private static void rehearse(AudioSender sender, Score score, EmbeddedFlink flink)
            throws Exception {
        Optional<Replay.Source> shortest = score.shortest();
        if (shortest.isEmpty()) {
            return;
        }
        Replay.Source source = shortest.get();
        new Replay(Replay.Settings.LIVE.withSpeed(0), sender, new Replay.Progress() {})
                .run(List.of(new Replay.Source(REHEARSAL, source.format(), source.data())));
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
        if (heard.stream().equals(REHEARSAL)) {
            score.rehearsed();
        } else if (topic.equals(topics.transcripts())) {
            settle(heard, score, screen);
        } else if (!heard.isFinal()) {
            screen.grow(heard);
        }
    }

    private static void settle(Hypothesis heard, Score score, Screen screen) {
        Optional<List<String>> said = score.said(heard.stream());
        boolean right = score.add(heard);
        if (said.isEmpty()) {
            screen.settle(heard, "·", heard.text());
        } else if (right) {
            screen.settle(heard, "@|green ✓|@", heard.text());
        } else {
            String words = String.join(" ", said.get());
            String but = Ansi.AUTO.string("   @|faint said:|@ ");
            screen.settle(heard, "@|red ✗|@", heard.text() + but + words);
        }
    }

    /** Fails if the job says anything but what the recognizer does by itself. */
    private int tell(Score score) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        WordErrors errors = score.total();
        if (score.items().stream().anyMatch(item -> item.said().isPresent())) {
            out.printf("%d of %d words right", errors.right(), errors.words());
            out.println(errors.insertions() == 0 ? "" : ", " + errors.insertions() + " too many");
        }
        if (score.shortest().isEmpty()) {
            out.println("the model says nothing of these recordings");
        }
        int all = score.items().size();
        out.printf(
                "%d of %d recordings have the very transcripts hearken transcribe writes%n",
                score.same(), all);
        out.flush();
        return score.same() == all ? 0 : 1;
    }
}
