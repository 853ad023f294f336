package io.hearken.evaluate;

import static io.hearken.evaluate.Phrasing.format;
import static io.hearken.evaluate.Phrasing.hours;

import io.hearken.page.Axis;
import io.hearken.page.Block;
import io.hearken.page.Chart;
import io.hearken.page.Heading;
import io.hearken.page.Series;
import io.hearken.page.Series.Look;
import io.hearken.page.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plots of the report, each with its heading. */
final class Plots {
    private static final double LATENCY_STEP = 0.05;

    /** A condition of noise at a ratio. */
    private static final Pattern RATIO = Pattern.compile("(-?\\d+(\\.\\d+)?) dB");

    private Plots() {}

    /** Word errors by the ratio of speech to noise, where there are several. */
    static List<Block> noise(List<Result> conditions) {
        SortedMap<Double, Estimate> rates = new TreeMap<>();
        for (Result condition : conditions) {
            Matcher ratio = RATIO.matcher(condition.name());
            if (ratio.matches()) {
                rates.put(Double.valueOf(ratio.group(1)), condition.wordErrorRate());
            }
        }
        if (rates.size() < 2) {
            return List.of();
        }
        List<Series> series =
                List.of(
                        Series.line("word errors", points(rates, Estimate::value)),
                        new Series("95 % interval", Look.GUIDE, points(rates, Estimate::low)),
                        new Series("", Look.GUIDE, points(rates, Estimate::high)));
        String x = "speech to noise, dB";
        return List.of(
                Chart.of("Word errors in noise", x, "word errors, %", series)
                        .withX(Axis.linear(x, rates.firstKey(), rates.lastKey())));
    }

    private static List<Point> points(
            SortedMap<Double, Estimate> rates, ToDoubleFunction<Estimate> value) {
        return rates.entrySet().stream()
                .map(e -> new Point(e.getKey(), 100 * value.applyAsDouble(e.getValue())))
                .toList();
    }

    /** Confidence against the share of words that is right. */
    static List<Block> reliability(Reliability reliability) {
        if (reliability.words() == 0) {
            return List.of();
        }
        List<Point> bars = new ArrayList<>();
        for (Reliability.Bin bin : reliability.bins()) {
            String note = bin.words() == 0 ? "" : format("%,d", bin.words());
            bars.add(new Point(100 * bin.low(), 100 * bin.right(), note));
        }
        List<Point> diagonal = List.of(new Point(0, 0), new Point(100, 100));
        return List.of(
                new Heading(
                        "Confidence",
                        "If confidence means something, nine of ten words with confidence 90 % are right: "
                                + "the bars reach the dashed line. Above each bar stands how many words it holds."),
                Chart.of(
                                "Words that are right, by confidence",
                                "confidence, %",
                                "right, %",
                                List.of(
                                        new Series("as heard", Look.BARS, bars),
                                        new Series("as it should be", Look.GUIDE, diagonal)))
                        .withY(Axis.linear("right, %", 0, 100)));
    }

    /** What thresholds do for each word. */
    static List<Block> keywords(List<Keyword> keywords, double hours) {
        if (keywords.isEmpty()) {
            return List.of();
        }
        double one = 1 / hours;
        double most = 10 * one;
        double missed = 0.1;
        for (Keyword keyword : keywords) {
            most = Math.max(most, keyword.loosest().falseAlarmsPerHour());
            missed = Math.max(missed, Math.min(1, 2 * keyword.loosest().missRate()));
        }
        missed = Math.ceil(missed * 20) / 20;
        return List.of(
                new Heading(
                        "Keyword thresholds",
                        format(
                                "The stricter the confidence a word must have to be shown, the fewer false "
                                        + "alarms and the more words missed. Counted over all %s of audio, other "
                                        + "words of the vocabulary included; what lies below one false alarm in that "
                                        + "time is drawn at the left edge.",
                                hours(hours))),
                new Chart(
                        "Missed words against false alarms",
                        Axis.logarithmic("false alarms per hour", one / 2, 2 * most),
                        Axis.linear("missed, %", 0, 100 * missed),
                        keywords.stream().map(Plots::curve).toList()));
    }

    private static Series curve(Keyword keyword) {
        List<Point> points = new ArrayList<>();
        for (Keyword.Setting setting : keyword.settings()) {
            points.add(new Point(setting.falseAlarmsPerHour(), 100 * setting.missRate()));
        }
        return new Series(keyword.word(), Look.STEPS, points);
    }

    /** How long words take to be shown. */
    static List<Block> latency(Timing timing) {
        if (timing.latencies().isEmpty()) {
            return List.of();
        }
        return List.of(
                new Heading(
                        "Latency",
                        "How much audio is heard after a word's end before a hypothesis holds it; below 0 it is "
                                + "known before it ends."),
                Chart.of(
                        "Words shown, by latency",
                        "seconds after the word's end",
                        "words",
                        List.of(new Series("words", Look.BARS, histogram(timing.latencies())))));
    }

    private static List<Point> histogram(List<Double> sorted) {
        long first = (long) Math.floor(sorted.get(0) / LATENCY_STEP);
        long last = (long) Math.floor(sorted.get(sorted.size() - 1) / LATENCY_STEP);
        int[] counts = new int[(int) (last - first) + 2];
        for (double latency : sorted) {
            counts[(int) ((long) Math.floor(latency / LATENCY_STEP) - first)]++;
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            points.add(new Point((first + i) * LATENCY_STEP, counts[i]));
        }
        return points;
    }
}
