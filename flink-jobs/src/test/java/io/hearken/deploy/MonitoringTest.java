package io.hearken.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compose gives Prometheus and Grafana the files they have here, and they fit it. */
class MonitoringTest {
    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "grafana"})
    void whatIsMountedIsThere(String service) {
        List<String> mounted =
                Deploy.texts(Deploy.service(service).get("volumes")).stream()
                        .filter(volume -> volume.startsWith("../"))
                        .map(volume -> volume.substring(0, volume.indexOf(':')))
                        .toList();

        assertThat(mounted).isNotEmpty();
        assertThat(mounted)
                .allSatisfy(
                        file -> assertThat(Deploy.FOLDER.resolve("docker").resolve(file)).exists());
    }

    @Test
    void prometheusLooksWhereFlinkReports() {
        String port = Deploy.flinkProperties("jobmanager").get("metrics.reporter.prom.port");

        JsonNode asks =
                Deploy.document("prometheus/prometheus.yml")
                        .at("/scrape_configs/0/dns_sd_configs/0");
        assertThat(asks.get("port").asText()).isEqualTo(port);
        assertThat(Deploy.texts(asks.get("names"))).contains("jobmanager", "taskmanager");
    }

    @Test
    void grafanaLooksForDashboardsWhereTheyAreMounted() throws Exception {
        try (var files = Files.walk(Deploy.FOLDER.resolve("grafana/provisioning/dashboards"))) {
            List<Path> providers = files.filter(Files::isRegularFile).toList();
            assertThat(providers).isNotEmpty();
            assertThat(providers)
                    .allSatisfy(
                            file ->
                                    assertThat(Files.readString(file))
                                            .contains("/var/lib/grafana/dashboards"));
        }
    }
}
