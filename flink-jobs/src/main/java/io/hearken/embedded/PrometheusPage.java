package io.hearken.embedded;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/** The page on which a cluster of this process tells Prometheus how it is doing. */
public final class PrometheusPage {
    private static final String NAME = "prom";
    private static final String FACTORY =
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory";
    private static final String PORT = "port";

    /** Label values stay as they are: {@code bad-key}, not {@code bad_key}. */
    private static final String FILTER = "filterLabelValueCharacters";

    private PrometheusPage() {}

    /**
     * Has the cluster serve the page, at every address of this machine.
     *
     * @param flink the cluster's settings, which are added to
     */
    public static void serve(int port, Configuration flink) {
        flink.set(MetricOptions.REPORTERS_LIST, NAME);
        Configuration reporter = MetricOptions.forReporter(flink, NAME);
        reporter.set(MetricOptions.REPORTER_FACTORY_CLASS, FACTORY);
        reporter.setString(PORT, String.valueOf(port));
        reporter.setString(FILTER, String.valueOf(false));
    }
}
