package io.hearken.evaluate;

import io.hearken.recognizer.Alignment.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What becomes of a word when less sure ones are no longer shown.
 *
 * @param said how often it is said
 * @param settings from the strictest threshold to none at all; of those with as many false alarms
 *     only the one that misses least
 */
public record Keyword(String word, int said, List<Setting> settings) {
    /**
     * What a threshold does.
     *
     * @param threshold the least confidence shown
     * @param missRate the share of words said that is not shown, 0 to 1
     * @param falseAlarmsPerHour how often it is shown where it is not said, for each hour of all
     *     takes
     */
    public record Setting(double threshold, double missRate, double falseAlarmsPerHour) {}

    /** The word heard once. */
    private record Detection(double confidence, boolean isRight) {}

    static Keyword of(String word, List<Utterance> utterances) {
        int said = 0;
        double seconds = 0;
        List<Detection> detections = new ArrayList<>();
        for (Utterance utterance : utterances) {
            seconds += utterance.seconds();
            said += (int) utterance.said().stream().filter(word::equals).count();
            for (Pair pair : utterance.alignment().pairs()) {
                if (pair.heard() != Pair.NONE) {
                    HeardWord heard = utterance.heard().get(pair.heard());
                    if (heard.word().word().equals(word)) {
                        detections.add(new Detection(heard.word().confidence(), pair.isSame()));
                    }
                }
            }
        }
        return new Keyword(word, said, settings(detections, said, seconds / 3600));
    }

    private static List<Setting> settings(List<Detection> detections, int said, double hours) {
        detections.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting(Double.POSITIVE_INFINITY, 1, 0));
        int right = 0;
        for (int i = 0; i < detections.size(); i++) {
            right += detections.get(i).isRight ? 1 : 0;
            double threshold = detections.get(i).confidence;
            // Words of the same confidence are shown together.
            if (i + 1 == detections.size() || detections.get(i + 1).confidence < threshold) {
                double missed = 1 - (double) right / said;
                add(settings, new Setting(threshold, missed, (i + 1 - right) / hours));
            }
        }
        return settings;
    }

    private static void add(List<Setting> settings, Setting looser) {
        int last = settings.size() - 1;
        if (settings.get(last).falseAlarmsPerHour == looser.falseAlarmsPerHour) {
            settings.set(last, looser);
        } else {
            settings.add(looser);
        }
    }

    /** With every word shown. */
    public Setting loosest() {
        return settings.get(settings.size() - 1);
    }
}
