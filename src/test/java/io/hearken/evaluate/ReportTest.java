package io.hearken.evaluate;

import static io.hearken.evaluate.Heards.utterance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Recording;
import io.hearken.page.Block;
import io.hearken.recognizer.WordErrors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static final List<Utterance> UTTERANCES =
            List.of(
                    utterance(HOSTILE, "yes no", "yes@0.9 go@0.4"),
                    utterance("anna", "go", "go@0.8"),
                    utterance("anna", "bed", "go@0.3"));

    private static final Evaluation EVALUATION =
            new Evaluation(
                    "commands@0",
                    List.of("yes", "no", "go"),
                    UTTERANCES,
                    List.of(new Playable(UTTERANCES.get(0), Recording.of(8_000, new float[80]))),
                    List.of(HOSTILE));

    @Test
    void aSpeakersNameNeverBecomesMarkup() {
        assertThat(Report.html(EVALUATION)).contains("&lt;img").doesNotContain("<img");
    }

    @Test
    void thePageFetchesNothing() {
        String html = Report.html(EVALUATION).replaceAll("data:audio/wav;base64,[^\"]*", "data:");

        assertThat(html)
                .contains("<audio", "<svg")
                .doesNotContainPattern("(?i)https?:|//|@import|url\\(|<link|<script");
    }

    @Test
    void showsEveryPart() {
        assertThat(Report.html(EVALUATION))
                .contains(
                        "word error rate",
                        "false alarms in other words",
                        "By speaker",
                        "Confusions",
                        "Confidence",
                        "Keyword thresholds",
                        "Worst takes",
                        "Skipped");
    }

    @Test
    void drawsErrorsByTheRatioOfSpeechToNoise() {
        Estimate rate = new Estimate(0.1, 0.05, 0.2);

        assertThat(Plots.noise(List.of(result("clean", rate), result("20 dB", rate)))).isEmpty();
        assertThat(Plots.noise(List.of(result("-5 dB", rate), result("20 dB", rate))))
                .singleElement()
                .extracting(Block::html)
                .asString()
                .contains("M0.0 145.0L560.0 145.0"); // 10 of 20 %
    }

    private static Result result(String name, Estimate rate) {
        return new Result(name, 1, 1, WordErrors.NONE, rate, rate, false, new FalseAlarms(0, 0));
    }

    @Test
    void programsFindTheNumbersUnderTheirNames() {
        Map<String, Object> figures = Figures.of(EVALUATION);

        assertThat(figures)
                .containsEntry("wordErrorRate", 2 / 3.0)
                .containsEntry("words", 3)
                .containsEntry("utterances", 3)
                .containsEntry("insertions", 1)
                .containsEntry("falseAlarmsPerHour", 3600.0)
                .containsEntry("skipped", List.of(HOSTILE))
                .containsKeys(
                        "low",
                        "high",
                        "sentenceErrorRate",
                        "calibrationError",
                        "bySet",
                        "bySpeaker",
                        "byCondition",
                        "keywords",
                        "confusions",
                        "timing");
        assertThat(figures.get("bySpeaker"))
                .extracting("anna")
                .hasFieldOrPropertyWithValue("wordErrorRate", 1.0)
                .extracting("low", "high")
                .containsExactly(0.0, 1.0);
    }

    @Test
    void whatIsUnknownIsNull() {
        Evaluation silence =
                new Evaluation(
                        "commands@0",
                        List.of("yes"),
                        List.of(utterance("anna", "", "")),
                        List.of(),
                        List.of());

        assertThat(Figures.of(silence))
                .containsEntry("wordErrorRate", null)
                .containsEntry("calibrationError", null)
                .containsEntry("falseAlarmsPerHour", 0.0);
        assertThat(Report.html(silence)).doesNotContain("NaN");
    }
}
