package io.hearken.evaluate;

import io.hearken.evaluate.Bootstrap.Unit;
import io.hearken.recognizer.WordErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The errors in some takes.
 *
 * @param name what they have in common
 * @param speakers how many people speak in them
 * @param sentenceErrorRate the share of takes with at least one error
 * @param isBySpeaker whether the intervals come of drawing speakers, not takes
 */
public record Result(
        String name,
        int utterances,
        int speakers,
        WordErrors errors,
        Estimate wordErrorRate,
        Estimate sentenceErrorRate,
        boolean isBySpeaker,
        FalseAlarms falseAlarms) {
    /** Fewer speakers say too little of how much speakers differ. */
    private static final int FEWEST_SPEAKERS = 5;

    static Result of(String name, List<Utterance> utterances) {
        Map<String, List<Utterance>> bySpeaker = group(utterances, Utterance::speaker);
        boolean draw = bySpeaker.size() >= FEWEST_SPEAKERS;
        Collection<List<Utterance>> units =
                draw ? bySpeaker.values() : utterances.stream().map(List::of).toList();
        return new Result(
                name,
                utterances.size(),
                bySpeaker.size(),
                utterances.stream()
                        .map(Utterance::errors)
                        .reduce(WordErrors.NONE, WordErrors::plus),
                rate(units, Result::words),
                rate(units, Result::sentence),
                draw,
                FalseAlarms.of(utterances));
    }

    /** A result for each value of something, in the order they come. */
    static List<Result> by(List<Utterance> utterances, Function<Utterance, String> what) {
        List<Result> results = new ArrayList<>();
        group(utterances, what).forEach((name, group) -> results.add(of(name, group)));
        return results;
    }

    private static Map<String, List<Utterance>> group(
            List<Utterance> utterances, Function<Utterance, String> what) {
        return utterances.stream()
                .collect(Collectors.groupingBy(what, LinkedHashMap::new, Collectors.toList()));
    }

    private static Estimate rate(
            Collection<List<Utterance>> units, Function<Utterance, Unit> count) {
        return Bootstrap.rate(
                units.stream()
                        .map(unit -> unit.stream().map(count).reduce(new Unit(0, 0), Unit::plus))
                        .toList());
    }

    private static Unit words(Utterance utterance) {
        return new Unit(utterance.errors().errors(), utterance.errors().words());
    }

    private static Unit sentence(Utterance utterance) {
        return new Unit(utterance.isRight() ? 0 : 1, 1);
    }
}
