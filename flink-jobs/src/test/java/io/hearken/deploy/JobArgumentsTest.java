package io.hearken.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearken.job.HearkenJob;
import io.hearken.job.JobSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every argument that {@code deploy/} gives the job is one that the job takes. */
class JobArgumentsTest {
    @Test
    void composeGivesWhatTheJobTakes() throws Exception {
        List<String> command = Deploy.texts(Deploy.service("jobmanager").get("command"));
        assertThat(command.get(0)).isEqualTo("standalone-job"); // a word of the image's script

        CommandLine flinks = asFlinkReads(command.subList(1, command.size()));

        assertThat(flinks.getOptionValue("job-classname")).isEqualTo(HearkenJob.class.getName());
        JobSettings job = JobSettings.of(flinks.getArgs());
        assertThat(job.kafka().bootstrap()).isEqualTo("kafka:9092");
    }

    /** As the page on operations says. */
    @Test
    void aSavepointMayStandBeforeTheJobsArguments() throws Exception {
        CommandLine flinks =
                asFlinkReads(
                        List.of(
                                "--job-classname",
                                "X",
                                "--fromSavepoint",
                                "file:///s",
                                "--bootstrap",
                                "kafka:9092"));

        assertThat(flinks.getOptionValue("fromSavepoint")).isEqualTo("file:///s");
        assertThat(flinks.getArgs()).containsExactly("--bootstrap", "kafka:9092");
    }

    @Test
    void kubernetesGivesWhatTheJobTakes(@TempDir Path folder) throws IOException {
        JsonNode job = Deploy.flinkDeployment().at("/spec/job");
        Path client = folder.resolve("kafka.properties");
        try (Writer out = Files.newBufferedWriter(client)) {
            Deploy.kafkaClient().store(out, null);
        }
        List<String> arguments = Deploy.texts(job.get("args"));
        arguments.replaceAll(a -> a.endsWith("/kafka.properties") ? client.toString() : a);

        JobSettings settings = JobSettings.of(arguments.toArray(String[]::new));

        assertThat(job.get("entryClass").asText()).isEqualTo(HearkenJob.class.getName());
        assertThat(settings.kafka().bootstrap()).isEqualTo("kafka-kafka-bootstrap:9093");
    }

    @Test
    void thePageSubmitsWithWhatTheJobTakes() {
        List<String> commands = submissions(Deploy.text("README.md"));

        assertThat(commands).hasSizeGreaterThan(2);
        assertThat(commands)
                .allSatisfy(arguments -> JobSettings.of(arguments.strip().split("\\s+")));
    }

    @Test
    void thePagesTableNamesWhatTheJobTakes() {
        List<String> named =
                Pattern.compile("^\\| (`--.*?) \\|", Pattern.MULTILINE)
                        .matcher(Deploy.text("README.md"))
                        .results()
                        .flatMap(row -> words(row.group(1)).stream())
                        .toList();

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named).allSatisfy(name -> assertThat(JobSettings.help()).contains(name));
    }

    @Test
    void aMisspeltArgumentIsFound() throws Exception {
        CommandLine flinks = asFlinkReads(List.of("--job-classname", "X", "--bootstrp", "k:1"));

        assertThatThrownBy(() -> JobSettings.of(flinks.getArgs()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--bootstrp");
    }

    /** Flink takes its own options first, and leaves the job what comes after. */
    private static CommandLine asFlinkReads(List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--configDir", "conf"));
        all.addAll(arguments);
        return new DefaultParser()
                .parse(
                        new StandaloneApplicationClusterConfigurationParserFactory().getOptions(),
                        all.toArray(String[]::new),
                        true);
    }

    /** What follows the job jar, up to the end of the command, which may go on over lines. */
    private static List<String> submissions(String page) {
        return Pattern.compile("hearken-job\\.jar (--.*)")
                .matcher(page.replaceAll("\\\\\n *", ""))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static List<String> words(String text) {
        return Pattern.compile("--[a-z-]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
