package io.hearken.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearken.embedded.EmbeddedFlink;
import io.hearken.embedded.EmbeddedKafka;
import io.hearken.embedded.FreePorts;
import io.hearken.embedded.PrometheusPage;
import io.hearken.operator.MetricNames;
import io.hearken.recognizer.DecoderSettings;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.RejectionCodes;
import io.hearken.wire.AudioSender;
import io.hearken.wire.HypothesisReader;
import io.hearken.wire.HypothesisReader.From;
import io.hearken.wire.Topics;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running job, as Prometheus sees it: one call has ended, another goes on. */
@Timeout(180)
class MetricsTest {
    private static final Path DASHBOARD = Path.of("../deploy/grafana/dashboards/hearken.json");
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("\\b(flink_\\w+)\\{([^}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");
    private static final Pattern GROUPING =
            Pattern.compile("by \\((\\w+)\\) \\((?:rate\\()?(\\w+)");
    private static final Pattern VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;
    private static EmbeddedFlink flink;
    private static MetricsPage page;
    private static int finals;

    @BeforeAll
    static void hearACall() throws Exception {
        kafka = EmbeddedKafka.start(Topics.USUAL.all(), 1);
        int port = FreePorts.find(1).get(0);
        JobSettings settings =
                JobSettings.of(
                        "--bootstrap", kafka.bootstrap(),
                        "--parallelism", "1",
                        "--idle-timeout", "10min",
                        "--checkpoint-interval", "200ms");
        Configuration flinks = settings.flink().configuration();
        flinks.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        PrometheusPage.serve(port, flinks);
        flink = EmbeddedFlink.start(settings.jobName(), flinks, HearkenJob.of(settings)::addTo);
        finals =
                Calls.finals(ShippedModel.of("digits"), DecoderSettings.GREEDY)
                        .get("call-01")
                        .size();
        speak();
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            page = MetricsPage.read(port);
        } while (page.sum(OPERATOR + MetricNames.UTTERANCES) < finals && System.nanoTime() < end);
    }

    /** Returns once all finals of the first call are committed. */
    private static void speak() throws Exception {
        List<String> topics = List.of(Topics.USUAL.transcripts());
        try (HypothesisReader reader = new HypothesisReader(kafka.settings(), topics, From.NOW);
                AudioSender sender = new AudioSender(kafka.settings(), Topics.USUAL.audio());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka.settings().producer())) {
            sender.send(Calls.chunks("call-02").get(0));
            sender.send(Calls.chunks("call-02").get(0)); // as a producer may that tries again
            for (AudioChunk chunk : Calls.chunks("call-01")) {
                sender.send(chunk);
            }
            sender.finish();
            producer.send(new ProducerRecord<>(Topics.USUAL.audio(), "keyless".getBytes(UTF_8)));
            producer.flush();
            List<String> heard = new ArrayList<>();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (heard.size() < finals && System.nanoTime() < end) {
                reader.poll(Duration.ofMillis(200), (topic, one) -> heard.add(one.text()));
            }
            assertThat(heard).hasSize(finals);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            flink.close();
        } finally {
            kafka.close();
        }
    }

    @Test
    void theFiguresAreThoseOfWhatWasHeard() {
        assertThat(page.sum(OPERATOR + MetricNames.STREAMS_OPEN)).isEqualTo(1);
        double seconds = Calls.seconds("call-01");
        assertThat(page.sum(OPERATOR + MetricNames.AUDIO_SECONDS)).isBetween(seconds, seconds + 1);
        assertThat(page.sum(OPERATOR + MetricNames.UTTERANCES)).isEqualTo(finals).isPositive();
        assertThat(page.of(OPERATOR + MetricNames.BATCH_SIZE + "_count"))
                .allMatch(count -> count.value() > 0)
                .hasSize(2);
        assertThat(page.of(OPERATOR + MetricNames.LATENCY_MILLIS))
                .filteredOn(sample -> sample.labels().get("operator_name").equals("recognizer"))
                .isNotEmpty()
                .allMatch(sample -> sample.value() >= 0 && sample.value() < 120_000);
    }

    @Test
    void rejectionsAreCountedByCodeFromZeroOn() {
        String rejected = OPERATOR + "code_rejected";

        assertThat(page.of(rejected).map(sample -> sample.labels().get("code")))
                .containsAll(RejectionCodes.ALL);
        assertThat(page.of(rejected).filter(sample -> sample.value() > 0))
                .extracting(
                        sample -> sample.labels().get("operator_name"),
                        sample -> sample.labels().get("code"),
                        MetricsPage.Sample::value)
                .containsExactlyInAnyOrder(
                        tuple("chunks", "no-key", 1.0), tuple("features", "duplicate", 1.0));
    }

    @Test
    void everyMetricADashboardAsksForIsThere() throws Exception {
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(10);

        Set<String> missing = new LinkedHashSet<>();
        for (String query : queries) {
            METRIC.matcher(query)
                    .results()
                    .map(result -> result.group())
                    .filter(name -> page.of(name).findAny().isEmpty())
                    .forEach(missing::add);
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void everySeriesADashboardPicksIsThere() throws Exception {
        Set<String> missing = new LinkedHashSet<>();
        for (String query : queries()) {
            Matcher selector = SELECTOR.matcher(query);
            while (selector.find()) {
                if (page.of(selector.group(1)).noneMatch(picked(selector.group(2))::matches)) {
                    missing.add(selector.group());
                }
            }
            Matcher grouping = GROUPING.matcher(query);
            while (grouping.find()) {
                requireLabel(grouping.group(2), grouping.group(1), missing);
            }
            Matcher values = VALUES.matcher(query);
            while (values.find()) {
                requireLabel(values.group(1), values.group(2), missing);
            }
        }

        assertThat(missing).isEmpty();
    }

    private static void requireLabel(String metric, String label, Set<String> missing) {
        if (page.of(metric).noneMatch(sample -> sample.labels().containsKey(label))) {
            missing.add(metric + " by " + label);
        }
    }

    /** Label matchers; a variable of the dashboard matches anything. */
    private record Picked(List<String[]> matchers) {
        boolean matches(MetricsPage.Sample sample) {
            return matchers.stream().allMatch(matcher -> matches(sample, matcher));
        }

        private static boolean matches(MetricsPage.Sample sample, String[] matcher) {
            String value = sample.labels().get(matcher[0]);
            if (value == null || matcher[2].startsWith("$")) {
                return value != null;
            }
            return matcher[1].equals("=") ? value.equals(matcher[2]) : value.matches(matcher[2]);
        }
    }

    private static Picked picked(String matchers) {
        return new Picked(
                MATCHER.matcher(matchers)
                        .results()
                        .map(one -> new String[] {one.group(1), one.group(2), one.group(3)})
                        .toList());
    }

    private static List<String> queries() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
        queries.addAll(dashboard.path("templating").findValuesAsText("query"));
        return queries;
    }

    @Test
    void everyNameIsDocumentedAndThere() throws Exception {
        String documented = Files.readString(Path.of("../deploy/README.md"));

        assertThat(names())
                .hasSize(8)
                .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"))
                .filteredOn(name -> !name.equals(MetricNames.CODE))
                .allSatisfy(
                        name ->
                                assertThat(page.samples())
                                        .anyMatch(sample -> sample.name().endsWith("_" + name)));
    }

    private static Stream<String> names() {
        return Arrays.stream(MetricNames.class.getFields()).map(MetricsTest::text);
    }

    private static String text(Field name) {
        try {
            return (String) name.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void prometheusAsksWhereTheReadmeHasFlinkAnswer() throws Exception {
        String scraped = Files.readString(Path.of("../deploy/prometheus/prometheus.yml"));
        String readme = Files.readString(Path.of("../deploy/README.md"));

        assertThat(scraped).contains("port: 9249");
        assertThat(readme)
                .contains(
                        "factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
                .contains("filterLabelValueCharacters: false")
                .contains("port: 9249");
    }
}
