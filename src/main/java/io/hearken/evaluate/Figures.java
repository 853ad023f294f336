package io.hearken.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of an evaluation under the names programs read; what is unknown is null. */
public final class Figures {
    private Figures() {}

    /** All of them. */
    public static Map<String, Object> of(Evaluation evaluation) {
        Result total = evaluation.total();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", evaluation.model());
        figures.put("hours", evaluation.seconds() / 3600);
        figures.putAll(figures(total));
        figures.put("intervalsDrawnFrom", total.isBySpeaker() ? "speakers" : "utterances");
        figures.put("calibrationError", known(evaluation.reliability().error()));
        figures.put("falseAlarms", falseAlarms(evaluation));
        figures.put("timing", timing(evaluation.timing()));
        figures.put("bySet", figures(evaluation.bySet()));
        figures.put("bySpeaker", figures(evaluation.bySpeaker()));
        figures.put("byCondition", figures(evaluation.byCondition()));
        figures.put("confusions", confusions(evaluation.confusions()));
        figures.put("keywords", keywords(evaluation.keywords()));
        figures.put("skipped", evaluation.skipped());
        return figures;
    }

    private static Map<String, Object> figures(List<Result> results) {
        Map<String, Object> figures = new LinkedHashMap<>();
        results.forEach(result -> figures.put(result.name(), figures(result)));
        return figures;
    }

    private static Map<String, Object> figures(Result result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("utterances", result.utterances());
        figures.put("speakers", result.speakers());
        figures.put("words", result.errors().words());
        figures.put("wordErrorRate", known(result.wordErrorRate().value()));
        figures.put("low", known(result.wordErrorRate().low()));
        figures.put("high", known(result.wordErrorRate().high()));
        figures.put("sentenceErrorRate", known(result.sentenceErrorRate().value()));
        figures.put("sentenceErrorRateLow", known(result.sentenceErrorRate().low()));
        figures.put("sentenceErrorRateHigh", known(result.sentenceErrorRate().high()));
        figures.put("substitutions", result.errors().substitutions());
        figures.put("deletions", result.errors().deletions());
        figures.put("insertions", result.errors().insertions());
        figures.put("falseAlarmsPerHour", known(result.falseAlarms().perHour()));
        return figures;
    }

    private static Map<String, Object> falseAlarms(Evaluation evaluation) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("otherWords", falseAlarms(evaluation.inOtherWords()));
        figures.put("noise", falseAlarms(evaluation.inNoise()));
        return figures;
    }

    private static Map<String, Object> falseAlarms(FalseAlarms alarms) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("labels", alarms.labels());
        figures.put("hours", alarms.hours());
        figures.put("perHour", known(alarms.perHour()));
        return figures;
    }

    private static Map<String, Object> timing(Timing timing) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("words", timing.latencies().size());
        figures.put("latencyMedian", known(timing.latency(0.5)));
        figures.put("latency90", known(timing.latency(0.9)));
        figures.put("startsWithin100ms", known(timing.startsWithin()));
        figures.put("endsWithin100ms", known(timing.endsWithin()));
        return figures;
    }

    private static List<Map<String, Object>> confusions(Confusions confusions) {
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Confusions.Confusion wrong : confusions.wrong()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("said", wrong.said());
            one.put("heard", wrong.heard());
            one.put("count", wrong.count());
            figures.add(one);
        }
        return figures;
    }

    private static Map<String, Object> keywords(List<Keyword> keywords) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Keyword keyword : keywords) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("said", keyword.said());
            one.put("curve", keyword.settings().stream().map(Figures::figures).toList());
            figures.put(keyword.word(), one);
        }
        return figures;
    }

    private static Map<String, Object> figures(Keyword.Setting setting) {
        Map<String, Object> figures = new LinkedHashMap<>();
        boolean showsNothing = Double.isInfinite(setting.threshold());
        figures.put("threshold", showsNothing ? null : setting.threshold());
        figures.put("missRate", setting.missRate());
        figures.put("falseAlarmsPerHour", setting.falseAlarmsPerHour());
        return figures;
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }
}
