package io.hearken.evaluate;

import static io.hearken.stream.Checks.require;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Whether what a stream has heard before harms what it hears next. The same recordings of one word
 * are listened to
 *
 * <ul>
 *   <li>{@link #RESET}: each with a state that has heard nothing;
 *   <li>{@link #SILENCE}: one after another in one stream, a pause behind each;
 *   <li>{@link #TEN_MINUTES} and {@link #HOUR}: each with a state that has heard so much speech,
 *       and then a pause. The speech is what the other half of the speakers say: all their
 *       recordings, of whatever words, in ever new order.
 * </ul>
 *
 * A pause is two seconds of room tone, in which a word's utterance ends. There is one behind each
 * word everywhere, so that the state alone makes the difference.
 */
public final class Carried {
    public static final String RESET = "reset";
    public static final String SILENCE = "carried over silence";
    public static final String TEN_MINUTES = "after 10 minutes of speech";
    public static final String HOUR = "after 1 hour of speech";

    private static final List<Prelude> PRELUDES =
            List.of(
                    new Prelude(TEN_MINUTES, Duration.ofMinutes(10)),
                    new Prelude(HOUR, Duration.ofHours(1)));

    private static final int BATCH = 16;
    private static final long SEED = 1;

    /** What a stream has heard: so much speech. */
    record Prelude(String condition, Duration length) {}

    private final Model model;
    private final List<Prelude> preludes;
    private final List<Take> words;
    private final List<String> skipped;
    private final Map<Boolean, List<Take>> halves;
    private final CarriedStream streams;

    /**
     * Prepares the measurement.
     *
     * @param takes all of them are read and kept; those with one word are listened to
     * @throws IllegalArgumentException if there is none of one word, or only one speaker's, or the
     *     model hears no stream that goes on
     */
    public Carried(Model model, Recognizer recognizer, Takes takes) {
        this(model, recognizer, takes, PRELUDES);
    }

    /**
     * @param preludes the shortest first
     */
    Carried(Model model, Recognizer recognizer, Takes takes, List<Prelude> preludes) {
        require(
                !model.weights().isBidirectional(),
                "model %s goes through a recording in both directions, and so hears no stream that"
                        + " goes on, which is what is measured",
                model.name());
        List<Take> spoken = new ArrayList<>(takes.stream().filter(Carried::isSpeech).toList());
        Collections.shuffle(spoken, new Random(SEED));
        Set<String> first = half(spoken);
        this.model = model;
        this.preludes = preludes;
        this.skipped = takes.skipped();
        this.words = spoken.stream().filter(this::isOneWord).toList();
        this.halves = spoken.stream().collect(groupingBy(take -> first.contains(take.speaker())));
        this.streams = new CarriedStream(recognizer, model.features().sampleRate());
        require(
                !words.isEmpty(),
                "no recording of a single word of the model's among %d, expected some",
                spoken.size());
    }

    private static boolean isSpeech(Take take) {
        return !take.said().isEmpty();
    }

    private boolean isOneWord(Take take) {
        return take.said().size() == 1 && model.vocabulary().contains(take.said().get(0));
    }

    private static Set<String> half(List<Take> takes) {
        List<String> speakers =
                new ArrayList<>(
                        takes.stream().map(Take::speaker).collect(toCollection(TreeSet::new)));
        require(
                speakers.size() > 1,
                "carried state is measured with the speech of others: expected two speakers or"
                        + " more, got %s",
                speakers);
        Collections.shuffle(speakers, new Random(SEED));
        return Set.copyOf(speakers.subList(0, speakers.size() / 2));
    }

    /** About how many seconds of audio {@link #measure} listens to. */
    public int seconds() {
        double words = this.words.stream().mapToDouble(take -> take.audio().seconds()).sum();
        double pauses = this.words.size() * CarriedStream.PAUSE.toSeconds();
        double speech = 2 * preludes.get(preludes.size() - 1).length().toSeconds();
        return (int) ((2 + preludes.size()) * (words + pauses) + speech);
    }

    /**
     * Listens; each word comes once in each condition. Times count from the first sample of the
     * stream that heard it.
     *
     * @param done hears how many seconds of audio are behind it
     */
    public Evaluation measure(IntConsumer done) {
        List<Utterance> utterances = new ArrayList<>();
        listen(RESET, streams.begin(), words, utterances, done);
        Recognizer.State one = streams.begin();
        for (Take word : words) {
            utterances.addAll(hear(SILENCE, List.of(one), List.of(word)));
            done.accept(streams.seconds());
        }
        for (boolean half : List.of(true, false)) {
            List<Take> own = halves.get(half).stream().filter(this::isOneWord).toList();
            Chatter others = new Chatter(halves.get(!half), streams);
            for (Prelude prelude : preludes) {
                others.until(prelude.length(), done);
                listen(prelude.condition(), others.paused(), own, utterances, done);
            }
        }
        return new Evaluation(model.id(), model.vocabulary(), utterances, List.of(), skipped);
    }

    /**
     * What each condition loses against {@link #RESET}, in points: hundredths of the word error
     * rate.
     */
    public static Map<String, Double> pointsLost(Evaluation measured) {
        Map<String, Double> lost = new LinkedHashMap<>();
        List<Result> results = measured.byCondition();
        double reset = results.get(0).wordErrorRate().value();
        for (Result result : results.subList(1, results.size())) {
            lost.put(result.name(), 100 * (result.wordErrorRate().value() - reset));
        }
        return lost;
    }

    /** Listens to each word with a copy of a state. */
    private void listen(
            String condition,
            Recognizer.State state,
            List<Take> takes,
            List<Utterance> utterances,
            IntConsumer done) {
        for (int from = 0; from < takes.size(); from += BATCH) {
            List<Take> batch = takes.subList(from, Math.min(takes.size(), from + BATCH));
            List<Recognizer.State> states =
                    batch.stream().map(take -> CarriedStream.copy(state)).toList();
            utterances.addAll(hear(condition, states, batch));
            done.accept(streams.seconds());
        }
    }

    private List<Utterance> hear(
            String condition, List<Recognizer.State> states, List<Take> takes) {
        Set<String> vocabulary = Set.copyOf(model.vocabulary());
        List<List<HeardWord>> heard =
                streams.hear(states, takes.stream().map(Take::audio).toList());
        List<Utterance> utterances = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            Take take = takes.get(i).in(condition, takes.get(i).audio());
            utterances.add(Utterance.of(take, vocabulary, heard.get(i)));
        }
        return utterances;
    }
}
