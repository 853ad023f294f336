package io.hearken.job;

import static io.hearken.stream.Checks.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * What the page of a Flink cluster tells of one job. Its figures are as old as the cluster's {@code
 * metrics.fetcher.update-interval}, 10 s unless set.
 */
public final class FlinkPage {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 50;
    private static final long PAUSE_MILLIS = 200;
    private static final String RESTARTS = "numRestarts";
    private static final String LAG = "Source__audio.pendingRecords";

    private final String page;
    private final String name;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * @param page such as {@code http://jobmanager:8081}
     * @param name the job's
     * @throws IllegalArgumentException if that is no address of a page
     */
    public FlinkPage(URI page, String name) {
        require(
                "http".equals(page.getScheme()) || "https".equals(page.getScheme()),
                "%s is no address of a page, such as http://localhost:8081",
                page);
        this.page = page.toString().replaceFirst("/+$", "");
        this.name = name;
    }

    /**
     * Returns if the job runs.
     *
     * @throws IllegalStateException if it does not, or if there is no such page
     */
    public void requireJob() throws InterruptedException {
        String state = "";
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (isOurs(job)) {
                state = job.path("state").asText();
            }
        }
        if (state.isEmpty()) {
            throw new IllegalStateException(
                    "no job " + name + " runs at " + page + ": submit it first");
        }
    }

    /** Records of the audio topic that the job has not fetched yet. */
    public long lag() throws InterruptedException {
        return (long) patiently(this::sourcesLag, LAG);
    }

    private OptionalDouble sourcesLag() throws InterruptedException {
        String job = "/jobs/" + id();
        OptionalDouble lag = OptionalDouble.empty();
        for (JsonNode vertex : get(job).path("vertices")) {
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            OptionalDouble own = sum(metrics, LAG);
            lag = own.isPresent() ? own : lag;
        }
        return lag;
    }

    /** How often the job has been restarted. */
    public long restarts() throws InterruptedException {
        String path = "/jobs/" + id() + "/metrics?get=" + RESTARTS;
        return (long) patiently(() -> first(path), RESTARTS);
    }

    private OptionalDouble first(String path) throws InterruptedException {
        JsonNode metrics = get(path);
        return metrics.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(metrics.get(0).path("value").asDouble());
    }

    private interface Question {
        OptionalDouble ask() throws InterruptedException;
    }

    /** A page that was never asked for a metric tells it a little later. */
    private double patiently(Question question, String metric) throws InterruptedException {
        OptionalDouble answer = question.ask();
        for (int tries = 0; answer.isEmpty() && tries < TRIES; tries++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            answer = question.ask();
        }
        return answer.orElseThrow(
                () -> new IllegalStateException(page + " does not tell metric " + metric));
    }

    /** Whether a checkpoint of the job is under way; as old as the cluster's refresh interval. */
    public boolean isCheckpointing() throws InterruptedException {
        return get("/jobs/" + id() + "/checkpoints").path("counts").path("in_progress").asInt() > 0;
    }

    /** Seconds of processor time that all TaskManagers have used since they began. */
    public double taskManagerSeconds() throws InterruptedException {
        String metric = "Status.JVM.CPU.Time";
        return patiently(() -> sum("/taskmanagers/metrics", metric), metric) / 1e9;
    }

    private boolean isOurs(JsonNode job) {
        String state = job.path("state").asText();
        return job.path("name").asText().equals(name)
                && (state.equals("RUNNING") || state.equals("RESTARTING"));
    }

    private String id() throws InterruptedException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            if (isOurs(job)) {
                return job.path("jid").asText();
            }
        }
        throw new IllegalStateException("job " + name + " does not run any more at " + page);
    }

    private OptionalDouble sum(String path, String metric) throws InterruptedException {
        for (JsonNode one : get(path + "?agg=sum&get=" + URLEncoder.encode(metric, UTF_8))) {
            return OptionalDouble.of(one.path("sum").asDouble());
        }
        return OptionalDouble.empty();
    }

    private JsonNode get(String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(page + path)).timeout(PATIENCE).GET().build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        page + path + " answers " + answer.statusCode() + ": is it Flink's page?");
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("no Flink cluster answers at " + page, e);
        }
    }
}
