package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.job.DurationText;
import io.hearken.live.Track;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken bench soak}: streams come and go for long, and nothing of them may stay. */
@Command(
        name = "soak",
        description = {
            "Short streams come and go in real time, through Kafka and the job and back; every"
                    + " third falls silent without saying that it ends.",
            "After each round, the heap in use and what RocksDB keeps are looked at: in the last"
                    + " third they must not be larger than in the one before."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  hearken bench soak --plot soak.png",
            "  hearken bench soak --time 5m --ids 10000 -- --parallelism 2"
        })
final class SoakBenchCommand implements Callable<Integer> {
    /** In seconds; streams that begin together must not end together. */
    private static final double[] LENGTHS = {1.3, 1.9, 2.7};

    @Spec private CommandSpec spec;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            defaultValue = "30m",
            converter = DurationText.class,
            description =
                    "How long streams come, in rounds of a minute (default: ${DEFAULT-VALUE}).")
    private Duration time;

    @Option(
            names = "--ids",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Streams in all, each with an id of its own (default: ${DEFAULT-VALUE}).")
    private int ids;

    @Option(
            names = "--plot",
            paramLabel = "FILE.png",
            description = "Draw heap and RocksDB over time.")
    private Path plot;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB-OPTION",
            description =
                    "Options of the job, behind --; unless you say otherwise, --backend rocksdb"
                            + " --idle-timeout 5s.")
    private List<String> jobOptions = List.of();

    @Override
    public Integer call() throws Exception {
        long rounds = time.toMinutes();
        require(rounds >= 3, "a soak takes at least 3 minutes, got %s", time);
        require(ids >= rounds, "at least one stream a minute, got %d", ids);
        List<String> options = EmbeddedHost.withDefault(jobOptions, "--backend", "rocksdb");
        options = EmbeddedHost.withDefault(options, "--idle-timeout", "5s");
        PrintWriter log = spec.commandLine().getErr();
        SoakResult result;
        try (CtrlC interrupt = CtrlC.interrupts();
                EmbeddedHost host = new EmbeddedHost(options)) {
            result = new SoakRun(host, tracks(host), log).run((int) rounds, ids);
        }
        spec.commandLine().getOut().println(json ? Json.of(result) : result.text());
        spec.commandLine().getOut().flush();
        if (plot != null) {
            SoakPlot.draw(result, plot);
        }
        return result.isRight() && result.isFlat() ? 0 : 1;
    }

    private static List<Track> tracks(EmbeddedHost host) {
        Path samples = Path.of(System.getProperty("hearken.home", "."), "audio-samples");
        Model model = ModelOption.read(host.settings().model());
        int sampleRate = model.features().sampleRate();
        Recognizer recognizer = new Recognizer(model, host.settings().decoder());
        List<float[]> recordings =
                Manifest.read(samples.resolve("transcripts.tsv")).stream()
                        .map(entry -> entry.recording().samples(sampleRate))
                        .toList();
        List<Track> tracks = new ArrayList<>();
        for (double length : LENGTHS) {
            tracks.addAll(Track.of(recordings, sampleRate, length, recognizer));
        }
        return tracks;
    }
}
