package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.job.DurationText;
import io.hearken.live.Load;
import io.hearken.live.Track;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import java.net.URI;
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

/** {@code hearken bench pipeline}: streams through Kafka and Flink, and back. */
@Command(
        name = "pipeline",
        description = {
            "Streams that speak in real time, through Kafka and the job and back.",
            "Latency counts from the moment a chunk was due to the moment its hypothesis is read;"
                    + " every final is compared with what the recognizer says by itself."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  hearken bench pipeline --streams 500",
            "  hearken bench pipeline --streams 100,250,500 --plot streams.png",
            "  hearken bench pipeline --streams 10000 --speed 0.01 -- --backend rocksdb",
            "  hearken bench pipeline --bootstrap kafka:9092 --flink http://jobmanager:8081"
        })
final class PipelineBenchCommand implements Callable<Integer> {
    /** Each is as long as the measurement. */
    private static final int MOST_TRACKS = 100;

    @Spec private CommandSpec spec;

    @Option(
            names = "--streams",
            paramLabel = "N,N…",
            split = ",",
            defaultValue = "500",
            description =
                    "Streams that speak at once; several numbers are measured one after the other"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<Integer> streams;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "1 for real time; 0.01 for many streams that send seldom, 3 for overload"
                            + " (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--chunk",
            paramLabel = "DURATION",
            defaultValue = "100ms",
            converter = DurationText.class,
            description = "Audio in one record (default: ${DEFAULT-VALUE}).")
    private Duration chunk;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationText.class,
            description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private Duration time;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "45s",
            converter = DurationText.class,
            description =
                    "How long to run at the same load before, for Java to compile what it runs"
                            + " (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "What is said (default: audio-samples).")
    private Path manifest;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "A Kafka of yours and a job that listens to it; needs --flink.")
    private String bootstrap;

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description = "The page of the cluster that job runs on.")
    private URI flink;

    @Option(names = "--json", description = "Print it as JSON: one object for each --streams.")
    private boolean json;

    @Option(
            names = "--plot",
            paramLabel = "FILE.png",
            description = "Draw latency and cost against the number of streams.")
    private Path plot;

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB-OPTION",
            description =
                    "Options of the job, behind --, such as -- --model commands --parallelism 2"
                            + " (here one instance runs unless you say otherwise).")
    private List<String> jobOptions = List.of();

    @Override
    public Integer call() throws Exception {
        require(
                (bootstrap == null) == (flink == null),
                "--bootstrap and --flink go together: the Kafka and the page of a cluster");
        List<PipelinePace> paces =
                streams.stream()
                        .map(count -> new PipelinePace(count, speed, chunk, warmUp, time))
                        .toList();
        List<Recording> recordings = recordings();
        List<PipelineResult> results = new ArrayList<>();
        try (CtrlC interrupt = CtrlC.interrupts();
                BenchHost host = host()) {
            rehearse(host, recordings);
            List<Track> tracks = tracks(host, recordings, paces);
            for (PipelinePace pace : paces) {
                results.add(measure(host, pace, tracks));
                printText(results.get(results.size() - 1));
            }
        } finally {
            printJson(results); // what is there, whatever ended the others
        }
        if (plot != null) {
            PipelinePlot.draw(results, plot);
        }
        return results.stream().allMatch(PipelineResult::isRight) ? 0 : 1;
    }

    private static void rehearse(BenchHost host, List<Recording> recordings) throws Exception {
        PipelinePace pace = PipelinePace.REHEARSAL;
        measure(host, pace, tracks(host, recordings, List.of(pace)));
    }

    private static PipelineResult measure(BenchHost host, PipelinePace pace, List<Track> tracks)
            throws Exception {
        String prefix = "bench-" + Long.toString(System.nanoTime(), 36) + "/";
        Load load = new Load(tracks, pace.streams(), prefix, pace.replay());
        return new PipelineRun(host, pace, load).measure();
    }

    private BenchHost host() throws Exception {
        return bootstrap == null
                ? new EmbeddedHost(jobOptions)
                : new RemoteHost(bootstrap, flink, jobOptions);
    }

    private List<Recording> recordings() {
        Path samples = Path.of(System.getProperty("hearken.home", "."), "audio-samples");
        int most = streams.stream().mapToInt(Integer::intValue).max().orElse(1);
        return Manifest.read(manifest == null ? samples.resolve("transcripts.tsv") : manifest)
                .stream()
                .limit(Math.min(most, MOST_TRACKS))
                .map(Manifest.Entry::recording)
                .toList();
    }

    private static List<Track> tracks(
            BenchHost host, List<Recording> recordings, List<PipelinePace> paces) {
        Model model = ModelOption.read(host.settings().model());
        int sampleRate = model.features().sampleRate();
        double seconds = paces.stream().mapToDouble(PipelinePace::trackSeconds).max().orElseThrow();
        return Track.of(
                recordings.stream().map(recording -> recording.samples(sampleRate)).toList(),
                sampleRate,
                seconds,
                new Recognizer(model, host.settings().decoder()));
    }

    private void printText(PipelineResult result) {
        if (!json) {
            spec.commandLine().getOut().println(result.text());
            spec.commandLine().getOut().flush();
        }
    }

    private void printJson(List<PipelineResult> results) {
        if (json && !results.isEmpty()) {
            Object all = streams.size() == 1 ? results.get(0) : results;
            spec.commandLine().getOut().println(Json.of(all));
            spec.commandLine().getOut().flush();
        }
    }
}
