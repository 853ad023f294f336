package io.hearken.train;

import static java.util.stream.Collectors.toMap;

import io.hearken.ctc.DecoderState;
import io.hearken.ctc.GreedyDecoder;
import io.hearken.ctc.Heard;
import io.hearken.feature.Normalization;
import io.hearken.recognizer.Alignment;
import io.hearken.recognizer.Calibration;
import io.hearken.recognizer.Speech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tries a network on composed streams of speakers it does not learn from. */
final class Validation {
    private static final int SEED = 77;

    /** Every other batch is nearly as recorded; the others are difficult. */
    private static final double[] DIFFICULTIES = {0.1, 0.5};

    private static final double CONNECTED = 0.2;

    /** Batches to choose the best network by: about ten minutes of speech. */
    private static final int BATCHES = 6;

    /** Batches to learn from how sure it may be: some hours. */
    private static final int MANY_BATCHES = 180;

    private final Alphabet alphabet;
    private final Recipe recipe;
    private final Batches batches;
    private final List<Batch> kept = new ArrayList<>();

    Validation(Corpus.Split corpus, Recipe recipe, Normalization normalization) {
        this.alphabet = corpus.alphabet();
        this.recipe = recipe;
        int steps = recipe.features().stepsIn(recipe.seconds());
        this.batches =
                new Batches(
                        corpus.validation(),
                        recipe.features(),
                        normalization,
                        steps,
                        recipe.streams(),
                        SEED);
        for (int n = 0; n < BATCHES; n++) {
            kept.add(batch(n));
        }
    }

    private Batch batch(int number) {
        double difficulty = DIFFICULTIES[number % DIFFICULTIES.length];
        return batches.heard(number, difficulty, recipe.isLabel() ? 0 : CONNECTED);
    }

    /** The share of parts that are labelled wrongly. */
    private double labelErrors(TrainingNetwork network) {
        int parts = 0;
        int wrong = 0;
        SplittableRandom random = new SplittableRandom(SEED);
        for (Batch batch : kept) {
            Excerpts excerpts = Excerpts.of(batch, recipe, random);
            float[] rows =
                    network.forward(excerpts.vectors(), network.zeroState(), network.zeroState());
            wrong += excerpts.wrong(rows, network.shape().symbols());
            parts += excerpts.symbols().length;
        }
        return (double) wrong / parts;
    }

    /** The word error rate over the words the model will speak. */
    double errors(TrainingNetwork network) {
        if (recipe.isLabel()) {
            return labelErrors(network);
        }
        int words = 0;
        int errors = 0;
        for (Batch batch : kept) {
            for (Attempt attempt : attempts(network, batch)) {
                List<Integer> said = spoken(attempt.said);
                words += said.size();
                List<Integer> heard = attempt.heard.stream().map(Heard::symbol).toList();
                errors += Alignment.of(said, spoken(heard)).errors().errors();
            }
        }
        return (double) errors / Math.max(1, words);
    }

    private List<Integer> spoken(List<Integer> symbols) {
        return symbols.stream().filter(alphabet::isSpoken).toList();
    }

    /** What was said in a stretch, and what the network heard. */
    private record Attempt(List<Integer> said, List<Heard> heard) {}

    private static List<Attempt> attempts(TrainingNetwork network, Batch batch) {
        float[] rows = network.forward(batch.vectors(), network.zeroState(), network.zeroState());
        int width = network.shape().outputs();
        int V = network.shape().symbols();
        List<Attempt> attempts = new ArrayList<>();
        for (int b = 0; b < batch.stretches().size(); b++) {
            float[] own = batch.gather(rows, b, width);
            DecoderState state = new DecoderState();
            for (int t = 0; t * width < own.length; t++) {
                float[] symbols = Arrays.copyOfRange(own, t * width, t * width + V);
                GreedyDecoder.step(state, symbols, 0, V, t);
            }
            int[] said = batch.stretches().get(b).labels();
            attempts.add(new Attempt(Arrays.stream(said).boxed().toList(), state.heard()));
        }
        return attempts;
    }

    /** What the model may say and how sure it is, learned from some hours of streams. */
    Speech speech(TrainingNetwork network) {
        if (recipe.isLabel()) {
            return new Speech(alphabet.words(), Calibration.NONE, Map.of());
        }
        List<Claim> claims = new ArrayList<>();
        for (int n = BATCHES; n < BATCHES + MANY_BATCHES; n++) {
            attempts(network, batch(n)).forEach(attempt -> claims.addAll(claims(attempt)));
        }
        Calibration calibration = Platt.fit(claims);
        Speech speech = new Speech(alphabet.words(), calibration, Map.of());
        return recipe.falseAlarms() > 0 ? speech.with(thresholds(claims, calibration)) : speech;
    }

    private List<Claim> claims(Attempt attempt) {
        List<Integer> heard = attempt.heard.stream().map(Heard::symbol).toList();
        List<Claim> claims = new ArrayList<>();
        for (Alignment.Pair pair : Alignment.of(attempt.said, heard).pairs()) {
            if (pair.heard() >= 0 && alphabet.isSpoken(heard.get(pair.heard()))) {
                Heard word = attempt.heard.get(pair.heard());
                boolean alarm =
                        pair.said() < 0 || !alphabet.isSpoken(attempt.said.get(pair.said()));
                claims.add(new Claim(word.peak().posterior(), pair.isSame(), alarm));
            }
        }
        return claims;
    }

    /**
     * For each word the least confidence with which all of them together give few enough false
     * alarms. Each word's own are too few to set it a threshold of its own.
     */
    private Map<String, Double> thresholds(List<Claim> claims, Calibration calibration) {
        double hours =
                recipe.expectedOthers() * MANY_BATCHES * recipe.streams() * recipe.seconds() / 3600;
        int most = (int) (recipe.falseAlarms() * hours);
        double[] alarms =
                claims.stream()
                        .filter(Claim::isAlarm)
                        .mapToDouble(Claim::posterior)
                        .sorted()
                        .toArray();
        int at = alarms.length - 1 - most;
        double least = at < 0 ? 0 : Math.min(1, Math.nextUp(calibration.confidence(alarms[at])));
        return alphabet.words().stream().collect(toMap(word -> word, word -> least));
    }
}
