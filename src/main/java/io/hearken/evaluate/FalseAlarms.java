package io.hearken.evaluate;

import java.util.List;

/**
 * Words heard in takes in which nothing ought to be heard.
 *
 * @param hours of such takes
 */
public record FalseAlarms(int labels, double hours) {
    static FalseAlarms of(List<Utterance> utterances) {
        List<Utterance> negative = utterances.stream().filter(u -> u.said().isEmpty()).toList();
        return new FalseAlarms(
                negative.stream().mapToInt(u -> u.heard().size()).sum(),
                negative.stream().mapToDouble(Utterance::seconds).sum() / 3600);
    }

    /** In takes of words outside the vocabulary. */
    static FalseAlarms inOtherWords(List<Utterance> utterances) {
        return of(utterances.stream().filter(u -> u.otherWords() > 0).toList());
    }

    /** In takes in which nobody speaks. */
    static FalseAlarms inNoise(List<Utterance> utterances) {
        return of(utterances.stream().filter(u -> u.otherWords() == 0).toList());
    }

    /** NaN where there is no such take. */
    public double perHour() {
        return hours == 0 ? Double.NaN : labels / hours;
    }
}
