package io.hearken.train;

import io.hearken.acoustic.Cell;
import io.hearken.acoustic.Matrix;
import io.hearken.acoustic.NetworkWeights;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.Speech;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a network in three phases. First framewise: where a word ends is known, so the network is
 * told to name it there; without this it would learn to guess at the start of a stream and never
 * leave that trap. Then framewise and CTC together, then CTC alone. Sounds grow more difficult all
 * the while. Streams mostly begin with the state another stretch left behind, as streams do in use.
 */
public final class Trainer {
    /** Up to this share of the updates, framewise loss alone. */
    private static final double FRAMEWISE = 0.1;

    /** Up to this share, both losses. */
    private static final double BOTH = 0.3;

    private static final int WARM_UP = 200;
    private static final int VALIDATIONS = 40;
    private static final double LAST_RATE = 0.01;
    private static final double LONGEST_GRADIENT = 2;
    private static final double FRESH_STREAMS = 0.4;

    private final String name;
    private final Recipe recipe;
    private final FeatureSpec spec;
    private final Corpus.Split corpus;
    private final Progress progress;
    private final TrainingNetwork.Shape shape;
    private final Session session;
    private final String run;
    private volatile boolean stopped;

    /** Hears how training goes, from the training thread. */
    public interface Progress {
        /**
         * An update was made.
         *
         * @param loss nats per word
         */
        void updated(int update, double loss);

        /** The network was tried on speakers it does not learn from. */
        void validated(int update, double wordErrorRate);
    }

    /**
     * A trainer of one model.
     *
     * @param name the model's
     * @param run what tells this run from any other
     */
    Trainer(String name, Recipe recipe, Corpus.Split corpus, String run, Progress progress) {
        this.name = name;
        this.recipe = recipe;
        this.spec = recipe.features();
        this.corpus = corpus;
        this.run = run;
        this.progress = progress;
        this.shape =
                new TrainingNetwork.Shape(
                        Cell.of(recipe.cell()),
                        spec.dimension(),
                        recipe.hidden(),
                        recipe.layers(),
                        corpus.alphabet().symbols().size(),
                        recipe.isLabel() ? 0 : Stretch.TIMES);
        this.session = Session.fresh(shape, recipe.streams(), LONGEST_GRADIENT, recipe.seed());
    }

    /** Ends training after the update at hand; {@link #train} returns the best model so far. */
    public void stop() {
        stopped = true;
    }

    /** Goes on from a session {@link #train} left behind. */
    public void resume(Path file) {
        session.read(file, run);
    }

    /** How training went, as an HTML page for people; once {@link #train} has returned. */
    public String page() {
        return TrainingPage.html(name, recipe, session.curve);
    }

    /**
     * Trains until the updates are done or somebody calls {@link #stop}.
     *
     * @param file where to keep what is needed to go on after a stop; gone once all is done
     */
    public Model train(Path file) {
        Normalization normalization = normalization();
        Validation validation = new Validation(corpus, recipe, normalization);
        Matrix parameters = new Matrix(session.values.length, 1);
        int steps = recipe.steps();
        TrainingNetwork network = new TrainingNetwork(shape, parameters, steps, recipe.streams());
        Lessons lessons = new Lessons(corpus.training(), recipe, normalization);
        TrainingNetwork longNetwork =
                recipe.isLabel()
                        ? network
                        : new TrainingNetwork(
                                shape, parameters, lessons.longSteps(), lessons.longStreams());
        try (lessons) {
            lessons.begin(session.update);
            while (session.update < recipe.updates() && !stopped) {
                Lessons.Lesson lesson = lessons.next();
                parameters.put(0, session.values, session.values.length);
                update(lesson.isLong() ? longNetwork : network, lesson);
                if (isValidation()) {
                    validate(validation, network, parameters);
                    write(file);
                }
            }
            keep(file);
            if (session.curve.isEmpty()) {
                validate(validation, network, parameters);
            }
            float[] values = expecting(session.best);
            parameters.put(0, values, values.length);
            return model(normalization, values, validation.speech(network));
        }
    }

    private void update(TrainingNetwork network, Lessons.Lesson lesson) {
        int update = session.update;
        Dropout dropout = new Dropout(1 - recipe.dropout(), recipe.seed() * 31 + update);
        float[] gradient = new float[session.values.length];
        double loss =
                recipe.isLabel()
                        ? classify(network, lesson, dropout, gradient)
                        : listen(network, lesson, dropout, gradient);
        session.adam.step(session.values, gradient, rate(update));
        session.average();
        session.update++;
        session.lost(loss);
        progress.updated(session.update, loss);
    }

    /** The loss of parts of streams, each heard from silence. */
    private double classify(
            TrainingNetwork network, Lessons.Lesson lesson, Dropout dropout, float[] gradient) {
        SplittableRandom random = new SplittableRandom(recipe.seed() * 31 + session.update);
        Excerpts excerpts = Excerpts.of(lesson.batch(), recipe, random);
        float[][] h = network.zeroState();
        float[] rows = network.forward(excerpts.vectors(), h, network.zeroState(), dropout);
        double loss = excerpts.loss(rows, shape.symbols());
        network.backward(rows, gradient);
        return loss;
    }

    /** The loss of stretches of streams that go on. */
    private double listen(
            TrainingNetwork network, Lessons.Lesson lesson, Dropout dropout, float[] gradient) {
        int update = session.update;
        float[][] h = session.h;
        float[][] c = session.c;
        if (lesson.isLong()) {
            h = some(h, lesson.streams());
            c = some(c, lesson.streams());
        } else {
            forget(update);
        }
        float[] rows = network.forward(lesson.batch().vectors(), h, c, dropout);
        double loss = loss(lesson, rows);
        network.backward(rows, gradient);
        return loss;
    }

    /** The states of the first streams, for a batch of its own. */
    private float[][] some(float[][] states, int streams) {
        return Arrays.stream(states)
                .map(layer -> Arrays.copyOf(layer, streams * shape.hidden()))
                .toArray(float[][]::new);
    }

    /** Lets some streams begin afresh. */
    private void forget(int update) {
        SplittableRandom random = new SplittableRandom(recipe.seed() * 31 + update);
        for (int b = 0; b < recipe.streams(); b++) {
            if (random.nextDouble() < FRESH_STREAMS) {
                for (int l = 0; l < shape.layers(); l++) {
                    int from = b * shape.hidden();
                    Arrays.fill(session.h[l], from, from + shape.hidden(), 0);
                    Arrays.fill(session.c[l], from, from + shape.hidden(), 0);
                }
            }
        }
    }

    /** The loss per word; {@code rows} become its gradient. */
    private double loss(Lessons.Lesson lesson, float[] rows) {
        int width = shape.outputs();
        Loss loss = new Loss(shape.symbols(), width);
        Batch batch = lesson.batch();
        int B = batch.stretches().size();
        float scale = 1f / Math.max(1, batch.words());
        double sum = 0;
        for (int b = 0; b < B; b++) {
            float[] own = batch.gather(rows, b, width);
            float[] gradient = new float[own.length];
            sum += loss.of(own, batch.stretches().get(b), kind(), gradient);
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] *= scale;
            }
            batch.scatter(gradient, b, width, rows);
        }
        return sum * scale;
    }

    private Loss.Kind kind() {
        double share = (double) session.update / recipe.updates();
        if (recipe.isFramewise()) {
            return Loss.Kind.FRAMEWISE;
        }
        return share < FRAMEWISE
                ? Loss.Kind.FRAMEWISE
                : share < BOTH ? Loss.Kind.BOTH : Loss.Kind.CTC;
    }

    /** Whether words are no longer taught framewise, at this update. */
    static boolean isCtcOnly(int update, Recipe recipe) {
        return !recipe.isFramewise()
                && !recipe.isLabel()
                && (double) update / recipe.updates() >= BOTH;
    }

    /** Rises at first, then falls along half a cosine (Loshchilov and Hutter, 2017). */
    private double rate(int update) {
        double warm = Math.min(1, (update + 1.0) / WARM_UP);
        double fall = 0.5 * (1 + Math.cos(Math.PI * update / recipe.updates()));
        return recipe.rate() * warm * (LAST_RATE + (1 - LAST_RATE) * fall);
    }

    private boolean isValidation() {
        int every = Math.max(1, recipe.updates() / VALIDATIONS);
        return session.update % every == 0 || session.update == recipe.updates();
    }

    private void validate(Validation validation, TrainingNetwork network, Matrix parameters) {
        float[] values = expecting(session.average);
        parameters.put(0, values, values.length);
        double errors = validation.errors(network);
        session.validated(errors, rate(session.update));
        progress.validated(session.update, errors);
    }

    /** Leaves the session behind if there is something to go on with. */
    private void keep(Path file) {
        if (session.update < recipe.updates()) {
            write(file);
        } else {
            file.toFile().delete();
        }
    }

    private void write(Path file) {
        try {
            session.write(file, run);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    private Normalization normalization() {
        Normalization none = Normalization.identity(spec.dimension());
        Batches plain =
                new Batches(
                        corpus.training(),
                        spec,
                        none,
                        spec.stepsIn(recipe.seconds()),
                        recipe.streams(),
                        recipe.seed() - 1);
        List<float[]> vectors = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            vectors.add(plain.heard(n, 0.7, 0).vectors());
        }
        return spec.hasFilters()
                ? Normalization.of(vectors, spec.dimension())
                : Normalization.of(vectors, 1).repeated(spec.dimension());
    }

    /**
     * Training hears other words more often than use does: moves their odds to those the recipe
     * expects (Saerens, Latinne and Decaestecker, 2002).
     */
    private float[] expecting(float[] learned) {
        float[] values = learned.clone();
        double shift = logit(recipe.expectedOthers()) - logit(recipe.others());
        Alphabet alphabet = corpus.alphabet();
        for (int v = alphabet.words().size() + 1; v < alphabet.symbols().size(); v++) {
            values[shape.biasOf(v)] += (float) shift;
        }
        return values;
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }

    private Model model(Normalization normalization, float[] values, Speech speech) {
        Map<String, String> summary = new TreeMap<>();
        summary.put("recordings", String.valueOf(corpus.clips()));
        summary.put("validationSpeakers", String.valueOf(corpus.held()));
        summary.put("recipe", recipe.text());
        summary.put("updates", String.valueOf(session.update));
        summary.put("bestUpdate", String.valueOf(session.bestUpdate));
        summary.put(
                "validationWordErrorRate", String.format(Locale.ROOT, "%.4f", session.bestErrors));
        List<String> symbols = corpus.alphabet().symbols();
        NetworkWeights weights = TrainingNetwork.weights(shape, values);
        Model model =
                new Model(
                        name,
                        "",
                        spec,
                        normalization,
                        spec.hasFilters() ? symbols : symbols.subList(1, symbols.size()),
                        spec.hasFilters() ? weights : withoutBlank(weights),
                        speech,
                        recipe.modelHead(),
                        summary);
        return ModelFile.parse(ModelFile.bytes(model), name);
    }

    /** Where every recording is of a word, nothing stands for none. */
    private NetworkWeights withoutBlank(NetworkWeights all) {
        float[] weight = all.outputWeight();
        float[] bias = all.outputBias();
        return new NetworkWeights(
                all.layers(),
                Arrays.copyOfRange(weight, shape.hidden(), weight.length),
                Arrays.copyOfRange(bias, 1, bias.length));
    }
}
