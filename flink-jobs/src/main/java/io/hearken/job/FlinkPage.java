package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the page of a Flink cluster tells of the running job. */
public final class FlinkPage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI page;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param page such as {@code http://jobmanager:8081}
     */
    public FlinkPage(URI page) {
        this.page = page;
    }

    /**
     * Returns if a job of the name runs, and all of it.
     *
     * @throws IllegalStateException if not, or if there is no such page
     */
    public void requireJob(String name) {
        try {
            for (JsonNode job : get("/jobs/overview").path("jobs")) {
                if (job.path("name").asText().equals(name)
                        && job.path("state").asText().equals("RUNNING")) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("no Flink cluster answers at " + page, e);
        }
        throw new IllegalStateException(
                "no job " + name + " runs at " + page + ": submit it first");
    }

    /** Records of the audio topic that the job has not fetched yet. */
    public long lag() throws IOException, InterruptedException {
        double lag = 0;
        for (String vertex : verticesOfRunningJobs()) {
            lag += sum(vertex + "/subtasks/metrics", "Source__audio.pendingRecords");
        }
        return (long) lag;
    }

    /** How often running jobs have been restarted. */
    public long restarts() throws IOException, InterruptedException {
        return (long) sum("/jobs/metrics", "numRestarts");
    }

    /** Seconds of processor time that all TaskManagers have used since they began. */
    public double taskManagerSeconds() throws IOException, InterruptedException {
        return sum("/taskmanagers/metrics", "Status.JVM.CPU.Time") / 1e9;
    }

    private List<String> verticesOfRunningJobs() throws IOException, InterruptedException {
        List<String> vertices = new ArrayList<>();
        for (JsonNode job : get("/jobs").path("jobs")) {
            if (job.path("status").asText().equals("RUNNING")) {
                String path = "/jobs/" + job.path("id").asText();
                for (JsonNode vertex : get(path).path("vertices")) {
                    vertices.add(path + "/vertices/" + vertex.path("id").asText());
                }
            }
        }
        return vertices;
    }

    private double sum(String path, String metric) throws IOException, InterruptedException {
        double sum = 0;
        for (JsonNode one : get(path + "?agg=sum&get=" + URLEncoder.encode(metric, UTF_8))) {
            sum += one.path("sum").asDouble();
        }
        return sum;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page.resolve(path)).timeout(PATIENCE).GET().build();
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }
}
