package io.hearken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearken.job.KafkaOptions;
import io.hearken.live.Listener;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.Broker;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.KafkaSettings;
import io.hearken.wire.TranscriptJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken listen}: what is being heard, live. */
@Command(
        name = "listen",
        description = "Shows what is being heard, live, until Ctrl-C.",
        sortOptions = false,
        footer = {"", "Example:", "  hearken listen --bootstrap localhost:9092"})
final class ListenCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--hypotheses-topic",
            paramLabel = "TOPIC",
            defaultValue = "hypotheses",
            description = "Where revisions are (default: ${DEFAULT-VALUE}).")
    private String hypotheses;

    @Option(
            names = "--transcripts-topic",
            paramLabel = "TOPIC",
            defaultValue = "transcripts",
            description = "Where finals are (default: ${DEFAULT-VALUE}).")
    private String transcripts;

    @Option(names = "--finals", description = "Show transcripts only.")
    private boolean finals;

    @Option(names = "--from-beginning", description = "Show what is there already, too.")
    private boolean fromBeginning;

    @Option(names = "--json", description = "Print each record as it is on Kafka, one a line.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> topics = new ArrayList<>(List.of(transcripts));
        if (!finals) {
            topics.add(hypotheses);
        }
        From from = fromBeginning ? From.BEGINNING : From.NOW;
        KafkaSettings connection = kafka.settings();
        new Broker(connection).requireTopics(topics);
        try (CtrlC interrupt = CtrlC.interrupts();
                HypothesisReader reader = new HypothesisReader(connection, topics, from)) {
            PrintWriter out = spec.commandLine().getOut();
            Screen screen = new Screen(out);
            if (!json) {
                screen.say("listening to " + String.join(" and ", topics) + "; Ctrl-C ends it");
            }
            Listener listener =
                    new Listener(reader, (topic, heard) -> show(topic, heard, screen, out));
            listener.run();
            if (listener.unreadable() > 0) {
                spec.commandLine()
                        .getErr()
                        .println("passed over " + listener.unreadable() + " unreadable records");
            }
        }
        return 0;
    }

    private void show(String topic, Hypothesis heard, Screen screen, PrintWriter out) {
        if (json) {
            out.println(new String(TranscriptJson.write(heard), UTF_8));
            out.flush();
        } else if (topic.equals(transcripts)) {
            screen.settle(heard, "✓", heard.text());
        } else if (!heard.isFinal()) {
            screen.grow(heard);
        }
    }
}
