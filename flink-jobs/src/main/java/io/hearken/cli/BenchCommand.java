package io.hearken.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearken bench}: how much this machine carries. */
@Command(
        name = "bench",
        description = "Measures how many streams this machine carries, and how fast.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            PipelineBenchCommand.class,
            FeaturesBenchCommand.class,
            LstmBenchCommand.class,
            SoakBenchCommand.class
        },
        footer = {"", "Example:", "  hearken bench pipeline --streams 500"})
final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bench what?");
    }
}
