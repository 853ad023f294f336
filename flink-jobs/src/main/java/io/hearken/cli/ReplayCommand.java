package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.job.DurationText;
import io.hearken.job.KafkaOptions;
import io.hearken.live.Replay;
import io.hearken.wire.AudioSender;
import io.hearken.wire.Broker;
import io.hearken.wire.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken replay}: files to the audio topic. */
@Command(
        name = "replay",
        description = "Sends WAV and FLAC files to Kafka as if they were being spoken.",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  hearken replay --bootstrap localhost:9092 audio-samples/*.wav"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--audio-topic",
            paramLabel = "TOPIC",
            defaultValue = "audio",
            description = "Where the audio goes (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Send the recordings of a manifest, or images in MNIST's format.")
    private Path manifest;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "1 for real time, 2 for twice as fast, 0 for as fast as it goes.")
    private double speed;

    @Option(
            names = "--chunk",
            paramLabel = "DURATION",
            defaultValue = "100ms",
            converter = DurationText.class,
            description = "Audio in one record (default: ${DEFAULT-VALUE}).")
    private Duration chunk;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "8",
            description = "Streams that run at the same time (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description =
                    "What stream ids begin with, before the file's name (default: the time, as a"
                            + " stream id must not be used twice).")
    private String prefix;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "WAV or FLAC files.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Replay.Settings settings = new Replay.Settings(chunk, speed, atOnce);
        List<Replay.Source> sources = sources();
        KafkaSettings connection = kafka.settings();
        new Broker(connection).requireTopics(List.of(topic));
        try (CtrlC interrupt = CtrlC.interrupts();
                AudioSender sender = new AudioSender(connection, topic);
                ProgressBar bar = Progress.bar("replay", sources.size())) {
            new Replay(settings, sender, new Streams(bar)).run(sources);
        }
        spec.commandLine().getOut().printf("sent %d streams to %s%n", sources.size(), topic);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private List<Replay.Source> sources() {
        String before =
                prefix != null
                        ? prefix
                        : "replay-" + Long.toString(System.currentTimeMillis(), 36) + "/";
        List<Replay.Source> sources = new ArrayList<>();
        files.forEach(file -> sources.add(Sources.of(file, before)));
        if (manifest != null) {
            Manifest.read(manifest).forEach(entry -> sources.add(Sources.of(entry, before)));
        }
        if (sources.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to replay: give files or --manifest");
        }
        long names = sources.stream().map(Replay.Source::stream).distinct().count();
        require(names == sources.size(), "two files have the same name: replay them one by one");
        return sources;
    }

    /** Counts the streams that are over. */
    private record Streams(ProgressBar bar) implements Replay.Progress {
        @Override
        public void finished(String stream) {
            bar.step();
        }
    }
}
