package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers are what a Flink 2.3 cluster gave. */
class FlinkPageTest {
    private static final String JOBS =
            "{'jobs':[{'jid':'old','name':'hearken','state':'CANCELED'},"
                    + "{'jid':'other','name':'someone','state':'RUNNING'},"
                    + "{'jid':'ours','name':'hearken','state':'RUNNING'}]}";
    private static final String LAG = "/subtasks/metrics?agg=sum&get=Source__audio.pendingRecords";

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private FlinkPage page;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String json = answers.get(exchange.getRequestURI().toString());
                    byte[] body = (json == null ? "{}" : json.replace('\'', '"')).getBytes(UTF_8);
                    exchange.sendResponseHeaders(json == null ? 404 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        page = new FlinkPage(address(""), "hearken");
        answers.put("/jobs/overview", JOBS);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void tellsTheLagOfOurJobAlone() throws Exception {
        answers.put("/jobs/ours", "{'vertices':[{'id':'source'},{'id':'features'}]}");
        answers.put("/jobs/ours/vertices/source" + LAG, "[{'id':'x','sum':1234.0}]");
        answers.put("/jobs/ours/vertices/features" + LAG, "[]");

        assertThat(page.lag()).isEqualTo(1_234);
    }

    @Test
    void anUnknownLagIsNoLagOfZero() {
        answers.put("/jobs/ours", "{'vertices':[{'id':'source'}]}");
        answers.put("/jobs/ours/vertices/source" + LAG, "[]");

        assertThatThrownBy(page::lag)
                .hasMessageEndingWith("does not tell metric Source__audio.pendingRecords");
    }

    @Test
    void tellsRestartsAndProcessorTime() throws Exception {
        answers.put("/jobs/ours/metrics?get=numRestarts", "[{'id':'numRestarts','value':'2'}]");
        answers.put(
                "/taskmanagers/metrics?agg=sum&get=Status.JVM.CPU.Time",
                "[{'id':'x','sum':1.5E10}]");

        assertThat(page.restarts()).isEqualTo(2);
        assertThat(page.taskManagerSeconds()).isEqualTo(15);
    }

    @Test
    void tellsWhetherACheckpointIsUnderWay() throws Exception {
        answers.put("/jobs/ours/checkpoints", "{'counts':{'completed':7,'in_progress':1}}");
        assertThat(page.isCheckpointing()).isTrue();

        answers.put("/jobs/ours/checkpoints", "{'counts':{'completed':8,'in_progress':0}}");
        assertThat(page.isCheckpointing()).isFalse();
    }

    @Test
    void aPageBehindAPathIsFound() throws Exception {
        answers.put("/flink/jobs/overview", JOBS);

        new FlinkPage(address("/flink/"), "hearken").requireJob();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> new FlinkPage(address(""), "nobody").requireJob())
                .hasMessageContaining("no job nobody runs at http://127.0.0.1:")
                .hasMessageEndingWith(": submit it first");
        assertThatThrownBy(() -> new FlinkPage(address("/x"), "hearken").requireJob())
                .hasMessageContaining("/x/jobs/overview answers 404: is it Flink's page?");
        assertThatThrownBy(() -> new FlinkPage(URI.create("jobmanager:8081"), "hearken"))
                .hasMessage(
                        "jobmanager:8081 is no address of a page, such as http://localhost:8081");
        server.stop(0);
        assertThatThrownBy(page::requireJob).hasMessageStartingWith("no Flink cluster answers at");
    }
}
