package io.hearken.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The door: {@code hearken COMMAND …}. */
@Command(
        name = "hearken",
        description = "Recognizes speech in Kafka audio streams, live.",
        version = "hearken 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with:  hearken demo",
            "Each command explains itself:  hearken transcribe --help"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReplayCommand.class,
            ListenCommand.class,
            TranscribeCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            InspectCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            DrawCommand.class,
            BenchCommand.class,
            TopicsCommand.class,
            ChaosCommand.class
        })
public final class Hearken implements Runnable {
    private static final String VERBOSE = "--verbose";

    /** What a shell expects of a command that Ctrl-C ended. */
    static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Option(
            names = VERBOSE,
            scope = ScopeType.INHERIT,
            description = "Show what the libraries log, and where an error came from.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    public static void main(String[] arguments) {
        if (Arrays.asList(arguments).contains(VERBOSE)) {
            System.setProperty("hearken.log", "info"); // before the first logger is made
        }
        System.exit(commandLine().execute(arguments));
    }

    /** The command, ready to {@link CommandLine#execute}. */
    static CommandLine commandLine() {
        return new CommandLine(new Hearken())
                .setExpandAtFiles(false) // --grammar @FILE
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Hearken::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** One line for people; the rest for those who ask. */
    private static int failed(Exception failure, CommandLine command, ParseResult arguments) {
        if (isInterrupt(failure)) {
            return INTERRUPTED;
        }
        PrintWriter err = command.getErr();
        if (arguments.hasMatchedOption(VERBOSE)
                || arguments.expandedArgs().contains(VERBOSE)
                || System.getProperty("hearken.log") != null) {
            failure.printStackTrace(err);
        } else {
            err.println("hearken: " + message(failure));
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** Whether Ctrl-C ended the work: not worth a word. */
    private static boolean isInterrupt(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** The innermost message that says something. */
    private static String message(Throwable failure) {
        String message = failure.toString();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null
                    && !at.getMessage().startsWith(String.valueOf(at.getCause()))) {
                return at.getMessage().lines().findFirst().orElse(message);
            }
        }
        return message;
    }
}
