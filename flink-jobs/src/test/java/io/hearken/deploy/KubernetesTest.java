package io.hearken.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen of the manifests without a Kubernetes. */
class KubernetesTest {
    private static final Path FOLDER = Deploy.FOLDER.resolve("kubernetes");

    static List<String> manifests() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aManifestHoldsNothingThatItsReadersDoNotKnow(String file) throws Exception {
        for (JsonNode manifest : Deploy.documents("kubernetes/" + file)) {
            Manifests.check(manifest);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/spec/job/upgradMode",
                "/spec/podTemplate/spec/securityContext/runAsNonRot",
                "/spec/taskManager/resource/cpus"
            })
    void aMisspeltNameIsFound(String where) {
        ObjectNode manifest = (ObjectNode) Deploy.flinkDeployment();
        int slash = where.lastIndexOf('/');
        ((ObjectNode) manifest.at(where.substring(0, slash))).put(where.substring(slash + 1), "x");

        assertThatThrownBy(() -> Manifests.check(manifest))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining(where.substring(slash + 1));
    }

    @Test
    void aMisspeltValueIsFound() {
        ObjectNode manifest = (ObjectNode) Deploy.flinkDeployment();
        ((ObjectNode) manifest.at("/spec/job")).put("upgradeMode", "savepiont");

        assertThatThrownBy(() -> Manifests.check(manifest))
                .isInstanceOf(InvalidFormatException.class);
    }

    @Test
    void anUnknownKindIsFound() {
        ObjectNode manifest = (ObjectNode) Deploy.flinkDeployment();
        manifest.put("apiVersion", "flink.apache.org/v1alpha1");

        assertThatThrownBy(() -> Manifests.check(manifest))
                .hasMessageContaining("flink.apache.org/v1alpha1 FlinkDeployment");
    }

    @Test
    void allIsAppliedButWhatIsDoneByHand() throws IOException {
        List<String> expected = new ArrayList<>(manifests());
        expected.removeAll(List.of("savepoint.yaml", "secret.example.yaml"));

        assertThat(Deploy.texts(Deploy.document("kubernetes/kustomization.yaml").get("resources")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theJobRunsInTheImageThatComposeBuilds() {
        JsonNode spec = Deploy.flinkDeployment().get("spec");
        String[] flink = EnvironmentInformation.getVersion().split("\\.");

        assertThat(spec.get("image")).isEqualTo(Deploy.service("jobmanager").get("image"));
        assertThat(spec.get("flinkVersion").asText()).isEqualTo("v" + flink[0] + "_" + flink[1]);
        assertThat(spec.at("/job/jarURI").asText())
                .isEqualTo("local:///opt/flink/usrlib/hearken-job.jar");
        assertThat(Dockerfile.all("COPY"))
                .anyMatch(line -> line.endsWith("/hearken-job.jar /opt/flink/usrlib/"));
        assertThat(spec.at("/taskManager/resource/memory").asText())
                .isEqualTo(
                        Deploy.flinkProperties("taskmanager")
                                .get("taskmanager.memory.process.size"));
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        JsonNode pod = Deploy.flinkDeployment().at("/spec/podTemplate/spec");
        Set<String> made = new TreeSet<>();
        for (String file : manifests()) {
            Deploy.documents("kubernetes/" + file)
                    .forEach(one -> made.add(one.at("/metadata/name").asText()));
        }
        made.add("kafka-cluster-ca-cert"); // Strimzi's, of the cluster "kafka"

        List<String> volumes = new ArrayList<>();
        for (JsonNode volume : pod.get("volumes")) {
            volumes.add(volume.get("name").asText());
            assertThat(made)
                    .contains(
                            volume.at("/persistentVolumeClaim/claimName").asText()
                                    + volume.at("/configMap/name").asText()
                                    + volume.at("/secret/secretName").asText());
        }
        List<String> mounts = new ArrayList<>();
        pod.at("/containers/0/volumeMounts").forEach(one -> mounts.add(one.get("name").asText()));
        assertThat(mounts).containsExactlyInAnyOrderElementsOf(volumes);
    }

    @Test
    void filesThatSettingsNameAreOnMounts() {
        List<String> mounts = new ArrayList<>();
        Deploy.flinkDeployment()
                .at("/spec/podTemplate/spec/containers/0/volumeMounts")
                .forEach(mount -> mounts.add(mount.get("mountPath").asText() + "/"));

        List<String> files = new ArrayList<>();
        files.add(Deploy.kafkaClient().getProperty("ssl.truststore.location"));
        files.add(
                Deploy.kafkaClient().getProperty("config.providers.directory.param.allowed.paths")
                        + "/");
        files.addAll(
                Deploy.texts(Deploy.flinkDeployment().at("/spec/job/args")).stream()
                        .filter(argument -> argument.startsWith("/"))
                        .toList());
        Deploy.flinkDeployment()
                .at("/spec/flinkConfiguration")
                .forEach(
                        value -> {
                            if (value.asText().startsWith("file://")) {
                                files.add(value.asText().substring("file://".length()));
                            }
                        });

        assertThat(files).hasSize(6);
        assertThat(files).allMatch(file -> mounts.stream().anyMatch(file::startsWith));
    }

    @Test
    void metricsAreScrapedWhereFlinkReportsThem() {
        JsonNode port = Deploy.flinkDeployment().at("/spec/podTemplate/spec/containers/0/ports/0");
        int reports =
                Deploy.flinkDeployment()
                        .at("/spec/flinkConfiguration")
                        .get("metrics.reporter.prom.port")
                        .asInt();

        assertThat(port.get("containerPort").asInt()).isEqualTo(reports);
        assertThat(
                        Deploy.document("kubernetes/pod-monitor.yaml")
                                .at("/spec/podMetricsEndpoints/0/port"))
                .isEqualTo(port.get("name"));
        assertThat(
                        Deploy.document("kubernetes/network-policy.yaml")
                                .at("/spec/ingress/2/ports/0/port")
                                .asInt())
                .isEqualTo(reports);
    }

    @Test
    void noSecretIsInAnyFile() {
        for (JsonNode secret : Deploy.documents("kubernetes/secret.example.yaml")) {
            assertThat(secret.get("stringData"))
                    .isNotEmpty()
                    .allMatch(value -> value.asText().contains("FILL-IN"));
        }
        assertThat(Deploy.kafkaClient().getProperty("sasl.jaas.config")).matches("\\$\\{.*}");
    }
}
