package io.hearken.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Prometheus would read at a moment. */
record MetricsPage(List<Sample> samples) {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    record Sample(String name, Map<String, String> labels, double value) {}

    static MetricsPage read(int port) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
        String text =
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                        .body();
        return new MetricsPage(
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .map(MetricsPage::sample)
                        .toList());
    }

    private static Sample sample(Matcher line) {
        Map<String, String> labels = new HashMap<>();
        if (line.group(2) != null) {
            Matcher label = LABEL.matcher(line.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Sample(line.group(1), labels, Double.parseDouble(line.group(3)));
    }

    Stream<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }

    double sum(String name) {
        return of(name).mapToDouble(Sample::value).sum();
    }
}
