package io.hearken.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be seen of the compose file and the Dockerfile without a Docker. */
class ComposeTest {
    private static final JsonNode COMPOSE = Deploy.document("docker/compose.yaml");
    private static final String JOB_JAR = "flink-jobs/target/hearken-job.jar";

    static List<String> services() {
        List<String> names = new ArrayList<>();
        COMPOSE.get("services").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsPinnedAndBounded(String name) {
        JsonNode service = Deploy.service(name);

        assertThat(service.get("image").asText()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
        assertThat(service.get("restart").asText()).isIn("no", "on-failure", "unless-stopped");
        assertThat(service.at("/deploy/resources/limits/cpus").asText()).matches("\\d+(\\.\\d+)?");
        assertThat(service.at("/deploy/resources/limits/memory").asText()).matches("\\d+m");
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceUsesWhatIsThere(String name) {
        JsonNode service = Deploy.service(name);

        assertThat(Deploy.texts(service.path("volumes")))
                .allMatch(
                        volume ->
                                volume.startsWith("../") && volume.endsWith(":ro")
                                        || COMPOSE.get("volumes")
                                                .has(volume.substring(0, volume.indexOf(':'))));
        Deploy.texts(service.path("secrets"))
                .forEach(secret -> assertThat(COMPOSE.get("secrets").has(secret)).isTrue());
        assertThat(services()).containsAll(waitsFor(service));
    }

    /** Neither Kafka nor Flink's page asks who is there. */
    @ParameterizedTest
    @MethodSource("services")
    void nobodyElsesMachineReachesIt(String name) {
        assertThat(Deploy.texts(Deploy.service(name).path("ports")))
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void noSecretIsInTheFile() {
        assertThat(COMPOSE.get("secrets")).allMatch(secret -> secret.has("file"));
        assertThat(Deploy.text("docker/compose.yaml"))
                .doesNotContainPattern("(?i)(password|secret|token)\\w*: *[^/.\\s]+$");
        assertThat(Deploy.text("docker/.gitignore")).contains("secrets/");
    }

    @Test
    void imagesAreOfTheVersionsWeAreTestedWith() {
        String kafka = "apache/kafka:" + AppInfoParser.getVersion();

        assertThat(Deploy.service("kafka").get("image").asText()).isEqualTo(kafka);
        assertThat(Deploy.service("topics").get("image").asText()).isEqualTo(kafka);
        assertThat(Dockerfile.first("FROM"))
                .isEqualTo("flink:" + EnvironmentInformation.getVersion() + "-java17");
    }

    @Test
    void aTaskManagerFitsItsContainer() {
        for (String name : List.of("jobmanager", "taskmanager")) {
            String process = Deploy.flinkProperties(name).get(name + ".memory.process.size");
            String limit = Deploy.service(name).at("/deploy/resources/limits/memory").asText();

            assertThat(megabytes(process)).isLessThan(megabytes(limit));
        }
    }

    @Test
    void theImageHoldsWhatTheBuildMakes() throws Exception {
        List<String> copied =
                Dockerfile.all("COPY").stream().map(line -> line.split(" ")[1]).toList();

        assertThat(copied).containsExactlyInAnyOrder(JOB_JAR, "cluster-lib/*.jar");
        assertThat(Deploy.text("docker/Dockerfile.dockerignore").lines())
                .containsSubsequence("*", "!cluster-lib/*.jar", "!" + JOB_JAR);
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<outputFile>${project.build.directory}/hearken-job.jar</outputFile>");
        assertThat(Deploy.text("README.md")).contains("deploy/collect-lib cluster-lib");
    }

    @Test
    void theImageRunsAsFlinksUser() {
        assertThat(Dockerfile.lines().get(Dockerfile.lines().size() - 1)).isEqualTo("USER flink");
    }

    @Test
    void taskManagersAreStartedAlikeEverywhere() {
        String page =
                Deploy.flat(Deploy.block("README.md", "env")).get("env.java.opts.taskmanager");

        assertThat(Dockerfile.all("ENV"))
                .contains("FLINK_ENV_JAVA_OPTS_TM=\"" + page + "\"")
                .contains("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1");
        assertThat(
                        Deploy.flinkDeployment()
                                .at("/spec/flinkConfiguration")
                                .get("env.java.opts.taskmanager")
                                .asText())
                .isEqualTo(page);
    }

    private static List<String> waitsFor(JsonNode service) {
        JsonNode services = service.path("depends_on");
        if (services.isArray()) {
            return Deploy.texts(services);
        }
        List<String> names = new ArrayList<>();
        services.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static int megabytes(String size) {
        int number = Integer.parseInt(size.substring(0, size.length() - 1));
        return size.endsWith("g") ? number * 1024 : number;
    }
}
