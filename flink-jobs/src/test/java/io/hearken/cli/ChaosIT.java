package io.hearken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed for real; run by the Maven profile {@code cluster}. */
class ChaosIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    void fiveKillsLoseDoubleAndChangeNothingAndLeaveNothingBehind(@TempDir Path folder)
            throws Exception {
        Path cluster = folder.resolve("cluster");
        Path plot = folder.resolve("chaos.png");
        File out = folder.resolve("out").toFile();
        ProcessBuilder chaos =
                new ProcessBuilder(
                        HOME.resolve("deploy/local/chaos").toString(),
                        "--kills=5",
                        "--streams=8",
                        "--seed=36",
                        "--json",
                        "--plot=" + plot);
        chaos.environment().put("HEARKEN_CLUSTER_DIR", cluster.toString());
        Process process =
                chaos.redirectOutput(out).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        boolean ended = process.waitFor(15, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy(); // it takes the cluster down
            process.waitFor(1, TimeUnit.MINUTES);
        }

        assertThat(ended).isTrue();
        JsonNode result = new ObjectMapper().readTree(out);
        assertThat(result.path("blows")).hasSize(5);
        JsonNode found = result.path("found");
        assertThat(found.path("expected").asInt()).isPositive();
        assertThat(found.path("lost").asInt(-1)).isZero();
        assertThat(found.path("doubled").asInt(-1)).isZero();
        assertThat(found.path("changed").asInt(-1)).isZero();
        assertThat(found.path("wrong").asInt(-1)).isZero();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.size(plot)).isPositive();
        assertThat(cluster).doesNotExist();
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(one -> one.info().commandLine().orElse("").contains(cluster.toString()));
    }
}
