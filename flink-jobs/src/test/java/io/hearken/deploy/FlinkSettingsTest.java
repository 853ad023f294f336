package io.hearken.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Flink setting in {@code deploy/} is one that Flink has. */
class FlinkSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"jobmanager", "taskmanager"})
    void composeSetsWhatFlinkHas(String service) {
        assertThat(FlinkSettings.problems(Deploy.flinkProperties(service))).isEmpty();
    }

    @Test
    void kubernetesSetsWhatFlinkHas() {
        assertThat(FlinkSettings.problems(kubernetes())).isEmpty();
    }

    @Test
    void thePageSetsWhatFlinkHas() {
        JsonNode page = Deploy.block("README.md", "restart-strategy");

        assertThat(FlinkSettings.problems(Deploy.flat(page))).isEmpty();
    }

    @Test
    void allAgreeOnWhatStatesNeed() {
        Map<String, String> compose = Deploy.flinkProperties("jobmanager");

        assertThat(kubernetes())
                .containsEntry("state.backend.type", compose.get("state.backend.type"))
                .containsEntry(
                        "execution.checkpointing.dir", compose.get("execution.checkpointing.dir"))
                .containsEntry(
                        "execution.checkpointing.savepoint-dir",
                        compose.get("execution.checkpointing.savepoint-dir"))
                .containsEntry(
                        "taskmanager.memory.task.off-heap.size",
                        compose.get("taskmanager.memory.task.off-heap.size"))
                .containsEntry(
                        "metrics.reporter.prom.port", compose.get("metrics.reporter.prom.port"))
                .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false");
        assertThat(compose)
                .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }

    /** The image's script takes spaces away, and a key may not go on where another one ends. */
    @Test
    void composeSetsThemAsFlinksImageCanReadThem() {
        Map<String, String> compose = Deploy.flinkProperties("jobmanager");

        assertThat(compose.values()).noneMatch(value -> value.contains(" "));
        assertThat(compose.keySet())
                .noneMatch(key -> key.startsWith("#"))
                .noneMatch(
                        key ->
                                compose.keySet().stream()
                                        .anyMatch(other -> other.startsWith(key + ".")));
    }

    @ParameterizedTest
    @CsvSource({
        "taskmanager.memory.proces.size, 2g, no such option",
        "state.backend, hashmap, no such option", // its name of old
        "metrics.reporter.prom.factory.clas, X, no such option",
        "taskmanager.memory.process.size, two, Could not parse",
        "execution.checkpointing.externalized-checkpoint-retention, KEEP, Could not parse",
        "taskmanager.numberOfTaskSlots, many, Could not parse"
    })
    void aMisspeltSettingIsFound(String key, String value, String problem) {
        assertThat(FlinkSettings.problems(Map.of(key, value)))
                .singleElement()
                .asString()
                .startsWith(key + ": ")
                .contains(problem);
    }

    private static Map<String, String> kubernetes() {
        return Deploy.flat(Deploy.flinkDeployment().at("/spec/flinkConfiguration"));
    }
}
