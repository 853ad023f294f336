package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.cli.ChaosStreams.Said;
import io.hearken.job.DurationText;
import io.hearken.job.JobSettings;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearken chaos}: kills what a job runs on, and looks whether a word is lost. */
@Command(
        name = "chaos",
        description = {
            "Kills processes of the local cluster while streams speak to its job.",
            "Every final must come exactly once and be what the recognizer says undisturbed;"
                    + " deploy/local/chaos brings the cluster, too."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  deploy/local/cluster up && deploy/local/cluster submit",
            "  hearken chaos --kills 10 --streams 40 --seed 7 --plot chaos.png"
        })
final class ChaosCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "50",
            description = "How often something is killed (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "40",
            description = "Streams that speak at once (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--gap",
            paramLabel = "DURATION",
            defaultValue = "20s",
            converter = DurationText.class,
            description = "The mean time between two kills (default: ${DEFAULT-VALUE}).")
    private Duration gap;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the choices of a run that printed it (default: another one).")
    private Long seed;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the times to recover.")
    private Path plot;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB-OPTION",
            description = "Options the job was submitted with, behind --.")
    private List<String> jobOptions = List.of();

    @Override
    public Integer call() throws Exception {
        require(kills > 0, "at least 1 kill, got %d", kills);
        require(streams > 0, "at least 1 stream speaks, got %d", streams);
        long seed = this.seed == null ? new Random().nextInt(1_000_000) : this.seed;
        JobSettings settings = JobSettings.of(jobOptions.toArray(String[]::new));
        Model model = ModelOption.readLive(settings.model());
        Path home = Path.of(System.getProperty("hearken.home", "."));
        ChaosPlan.of(seed, kills, 1, gap); // a wrong gap shows before a cluster is looked for
        LocalCluster cluster = new LocalCluster(home.resolve("deploy/local/cluster"));
        ChaosPlan plan = ChaosPlan.of(seed, kills, cluster.taskManagers(), gap);
        double seconds = ChaosRun.LEAD_SECONDS + plan.seconds() + ChaosRun.TAIL_SECONDS;
        String prefix = "chaos-" + Long.toString(System.currentTimeMillis(), 36) + "/";
        ChaosStreams speakers =
                new ChaosStreams(streams, seconds, prefix, seed, said(model, settings, home));
        PrintWriter log = spec.commandLine().getErr();
        log.printf("seed %d: %d kills in %.0f s%n", seed, kills, seconds);
        ChaosResult result;
        try (CtrlC interrupt = CtrlC.interrupts()) {
            result = new ChaosRun(cluster, settings, speakers, log).run(seed, plan);
        }
        spec.commandLine().getOut().println(json ? Json.of(result) : result.text());
        spec.commandLine().getOut().flush();
        if (plot != null) {
            ChaosPlot.draw(result, plot);
        }
        return result.isRight() ? 0 : 1;
    }

    private static Said said(Model model, JobSettings settings, Path home) {
        return Said.of(
                home.resolve("audio-samples/transcripts.tsv"),
                model.features().sampleRate(),
                new Recognizer(model, settings.decoder()));
    }
}
