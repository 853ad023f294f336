package io.hearken.evaluate;

import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.recognizer.WordErrors;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * What a model heard in a set of takes. Where takes were listened to in several conditions, such as
 * with noise, results are of the first condition alone, but for {@link #byCondition} and the worst.
 *
 * @param model name and fingerprint
 * @param vocabulary the words the model may speak
 * @param utterances what was heard, in the takes' order
 * @param worst those with the most errors, the worst first, with their audio
 * @param skipped takes that could not be used, each with the reason
 */
public record Evaluation(
        String model,
        List<String> vocabulary,
        List<Utterance> utterances,
        List<Playable> worst,
        List<String> skipped) {
    public Evaluation {
        vocabulary = List.copyOf(vocabulary);
        utterances = List.copyOf(utterances);
        worst = List.copyOf(worst);
        skipped = List.copyOf(skipped);
    }

    /**
     * Listens to takes, a few at a time: no more of them than that need fit the memory.
     *
     * @param done hears after each batch how many takes are behind it
     * @throws IllegalArgumentException if none of the takes can be used
     */
    public static Evaluation of(Model model, Recognizer recognizer, Takes takes, IntConsumer done) {
        Listening listening = new Listening(recognizer, Set.copyOf(model.vocabulary()));
        listening.to(takes, done);
        return new Evaluation(
                model.id(),
                model.vocabulary(),
                listening.utterances(),
                listening.worst(),
                takes.skipped());
    }

    /** As {@link #of(Model, Recognizer, Takes, IntConsumer)}, with the recognizer as shipped. */
    public static Evaluation of(Model model, Takes takes, IntConsumer done) {
        return of(model, new Recognizer(model), takes, done);
    }

    /** What was heard in the first condition: of takes as they are. */
    private List<Utterance> plain() {
        String first = utterances.isEmpty() ? "" : utterances.get(0).condition();
        return utterances.stream().filter(u -> u.condition().equals(first)).toList();
    }

    /** The errors of all takes together. */
    public WordErrors errors() {
        return total().errors();
    }

    /** All takes together. */
    public Result total() {
        return Result.of("all", plain());
    }

    public List<Result> bySet() {
        return Result.by(plain(), Utterance::set);
    }

    public List<Result> bySpeaker() {
        return Result.by(plain(), Utterance::speaker);
    }

    public List<Result> byCondition() {
        return Result.by(utterances, Utterance::condition);
    }

    /** False alarms in takes of words outside the vocabulary. */
    public FalseAlarms inOtherWords() {
        return FalseAlarms.inOtherWords(plain());
    }

    /** False alarms in takes in which nobody speaks. */
    public FalseAlarms inNoise() {
        return FalseAlarms.inNoise(plain());
    }

    public Confusions confusions() {
        return Confusions.of(vocabulary, plain());
    }

    public Reliability reliability() {
        return Reliability.of(plain());
    }

    public Timing timing() {
        return Timing.of(plain());
    }

    /** The words of the vocabulary that are said in the takes. */
    public List<Keyword> keywords() {
        List<Utterance> plain = plain();
        return vocabulary.stream()
                .map(word -> Keyword.of(word, plain))
                .filter(keyword -> keyword.said() > 0)
                .toList();
    }

    /** How much audio the takes have. */
    public double seconds() {
        return plain().stream().mapToDouble(Utterance::seconds).sum();
    }
}
