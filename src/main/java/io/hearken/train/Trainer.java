package io.hearken.train;

import io.hearken.acoustic.Matrix;
import io.hearken.ctc.CtcLoss;
import io.hearken.ctc.DecoderState;
import io.hearken.ctc.GreedyDecoder;
import io.hearken.ctc.Heard;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.WordErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

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

    /** At this share, sounds are as difficult as they get. */
    private static final double DIFFICULT = 0.4;

    private static final int WARM_UP = 200;
    private static final int VALIDATIONS = 40;
    private static final int VALIDATION_BATCHES = 6;
    private static final double LAST_RATE = 0.01;
    private static final double LONGEST_GRADIENT = 2;
    private static final double FRESH_STREAMS = 0.4;

    private final String name;
    private final TrainingSettings settings;
    private final List<String> alphabet;
    private final FeatureSpec spec;
    private final Corpus.Split corpus;
    private final Progress progress;
    private final TrainingNetwork.Shape shape;
    private final int steps;
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
     * @param alphabet the words to learn
     */
    Trainer(
            String name,
            TrainingSettings settings,
            List<String> alphabet,
            FeatureSpec spec,
            Corpus.Split corpus,
            Progress progress) {
        this.name = name;
        this.settings = settings;
        this.alphabet = alphabet;
        this.spec = spec;
        this.corpus = corpus;
        this.progress = progress;
        this.steps = (int) Math.round(settings.seconds() / spec.stepSeconds());
        this.shape =
                new TrainingNetwork.Shape(
                        spec.dimension(),
                        settings.hidden(),
                        settings.layers(),
                        alphabet.size() + 1,
                        0);
    }

    /** Ends training after the update at hand; {@link #train} returns the best model so far. */
    public void stop() {
        stopped = true;
    }

    /** Trains until the updates are done or somebody calls {@link #stop}. */
    public Model train() {
        Normalization normalization = normalization();
        Batches training = batches(corpus.training(), normalization, settings.seed());
        List<Batch> validation = validation(normalization);
        float[] values = TrainingNetwork.initial(shape, new SplittableRandom(settings.seed()));
        Matrix parameters = new Matrix(values.length, 1);
        TrainingNetwork network = new TrainingNetwork(shape, parameters, steps, settings.streams());
        Best best = new Best();
        ExecutorService composing = Executors.newSingleThreadExecutor(Trainer::daemon);
        try {
            Adam adam = new Adam(values.length, LONGEST_GRADIENT);
            float[] gradient = new float[values.length];
            Carried carried = new Carried(network);
            CompletableFuture<Batch> next = compose(training, 0, composing);
            for (int update = 0; update < settings.updates() && !stopped; update++) {
                Batch batch = next.join();
                next = compose(training, update + 1, composing);
                parameters.put(0, values, values.length);
                carried.prepare(update);
                float[] posteriors = network.forward(batch.vectors(), carried.h, carried.c);
                double share = (double) update / settings.updates();
                double loss = loss(batch, posteriors, share);
                network.backward(posteriors, gradient);
                adam.step(values, gradient, rate(update));
                progress.updated(update + 1, loss);
                if (isValidation(update + 1)) {
                    parameters.put(0, values, values.length);
                    double errors = errors(network, validation);
                    best.offer(update + 1, errors, values);
                    progress.validated(update + 1, errors);
                }
            }
            if (best.values == null) {
                parameters.put(0, values, values.length);
                best.offer(0, errors(network, validation), values);
            }
        } finally {
            composing.shutdownNow();
        }
        return model(normalization, best);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "composing");
        thread.setDaemon(true);
        return thread;
    }

    private Normalization normalization() {
        Batches plain =
                new Batches(
                        corpus.training(),
                        spec,
                        Normalization.identity(spec.dimension()),
                        steps,
                        settings.streams(),
                        settings.seed() - 1);
        List<float[]> vectors = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            vectors.add(plain.batch(n, 0.7, false).vectors());
        }
        return Normalization.of(vectors, spec.dimension());
    }

    private Batches batches(Corpus corpus, Normalization normalization, long seed) {
        return new Batches(corpus, spec, normalization, steps, settings.streams(), seed);
    }

    private List<Batch> validation(Normalization normalization) {
        Batches batches = batches(corpus.validation(), normalization, 77);
        List<Batch> all = new ArrayList<>();
        for (int n = 0; n < VALIDATION_BATCHES; n++) {
            all.add(batches.batch(n, 0.3, false));
        }
        return all;
    }

    private CompletableFuture<Batch> compose(Batches batches, int number, ExecutorService by) {
        double share = (double) number / settings.updates();
        double difficulty = Math.min(1, share / DIFFICULT);
        return CompletableFuture.supplyAsync(
                () -> batches.batch(number, difficulty, share >= BOTH), by);
    }

    /** Rises at first, then falls along half a cosine (Loshchilov and Hutter, 2017). */
    private double rate(int update) {
        double warm = Math.min(1, (update + 1.0) / WARM_UP);
        double fall = 0.5 * (1 + Math.cos(Math.PI * update / settings.updates()));
        return settings.rate() * warm * (LAST_RATE + (1 - LAST_RATE) * fall);
    }

    private boolean isValidation(int update) {
        int every = Math.max(1, settings.updates() / VALIDATIONS);
        return update % every == 0 || update == settings.updates();
    }

    /** h and c from stretch to stretch. */
    private final class Carried {
        private final float[][] h;
        private final float[][] c;

        Carried(TrainingNetwork network) {
            h = network.zeroState();
            c = network.zeroState();
        }

        /** Lets some streams begin afresh. */
        void prepare(int update) {
            SplittableRandom random = new SplittableRandom(settings.seed() * 31 + update);
            for (int b = 0; b < settings.streams(); b++) {
                if (random.nextDouble() < FRESH_STREAMS) {
                    for (int l = 0; l < shape.layers(); l++) {
                        int from = b * shape.hidden();
                        Arrays.fill(h[l], from, from + shape.hidden(), 0);
                        Arrays.fill(c[l], from, from + shape.hidden(), 0);
                    }
                }
            }
        }
    }

    /** The loss per word; {@code posteriors} become the gradient with respect to the logits. */
    private double loss(Batch batch, float[] posteriors, double share) {
        int V = shape.symbols();
        int B = settings.streams();
        float scale = 1f / Math.max(1, batch.words());
        double sum = 0;
        for (int b = 0; b < B; b++) {
            Composer.Stretch stretch = batch.stretches().get(b);
            float[] own = gather(posteriors, b);
            float[] gradient = new float[own.length];
            if (share >= FRAMEWISE) {
                sum += CtcLoss.gradient(own, V, stretch.labels(), gradient);
            }
            if (share < BOTH) {
                double framewise = framewise(own, stretch.frames(), gradient);
                sum += share < FRAMEWISE ? framewise : 0;
            }
            for (int t = 0; t < steps; t++) {
                for (int v = 0; v < V; v++) {
                    posteriors[(t * B + b) * V + v] = scale * gradient[t * V + v];
                }
            }
        }
        return sum * scale;
    }

    private float[] gather(float[] posteriors, int b) {
        int V = shape.symbols();
        float[] own = new float[steps * V];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(posteriors, (t * settings.streams() + b) * V, own, t * V, V);
        }
        return own;
    }

    /** Cross-entropy of every step; adds its gradient with respect to the logits. */
    private double framewise(float[] logPosteriors, int[] frames, float[] gradient) {
        int V = shape.symbols();
        double loss = 0;
        for (int t = 0; t < steps; t++) {
            for (int v = 0; v < V; v++) {
                gradient[t * V + v] += (float) Math.exp(logPosteriors[t * V + v]);
            }
            gradient[t * V + frames[t]] -= 1;
            loss -= logPosteriors[t * V + frames[t]];
        }
        return loss;
    }

    private double errors(TrainingNetwork network, List<Batch> batches) {
        WordErrors sum = WordErrors.NONE;
        for (Batch batch : batches) {
            float[] posteriors =
                    network.forward(batch.vectors(), network.zeroState(), network.zeroState());
            for (int b = 0; b < settings.streams(); b++) {
                List<String> said = words(batch.stretches().get(b).labels());
                sum = sum.plus(WordErrors.between(said, words(decode(gather(posteriors, b)))));
            }
        }
        return sum.rate();
    }

    private int[] decode(float[] logPosteriors) {
        DecoderState state = new DecoderState();
        for (int t = 0; t < steps; t++) {
            GreedyDecoder.step(state, logPosteriors, t * shape.symbols(), shape.symbols(), t);
        }
        return state.heard().stream().mapToInt(Heard::symbol).toArray();
    }

    private List<String> words(int[] symbols) {
        Function<Integer, String> word = symbol -> alphabet.get(symbol - 1);
        return Arrays.stream(symbols).boxed().map(word).toList();
    }

    /** The parameters with the fewest errors in validation. */
    private static final class Best {
        private float[] values;
        private double errors = Double.POSITIVE_INFINITY;
        private int update;

        /** Of equals, the later is taken: it has learned for longer. */
        void offer(int update, double errors, float[] values) {
            if (errors <= this.errors) {
                this.update = update;
                this.errors = errors;
                this.values = values.clone();
            }
        }
    }

    private Model model(Normalization normalization, Best best) {
        List<String> symbols = new ArrayList<>(List.of(Model.BLANK));
        symbols.addAll(alphabet);
        Map<String, String> summary = new TreeMap<>();
        summary.put("recordings", String.valueOf(corpus.clips()));
        summary.put("validationSpeakers", String.valueOf(corpus.held()));
        summary.put("settings", settings.toString());
        summary.put("bestUpdate", String.valueOf(best.update));
        summary.put("validationWordErrorRate", String.format(Locale.ROOT, "%.4f", best.errors));
        Model model =
                new Model(
                        name,
                        spec,
                        normalization,
                        symbols,
                        TrainingNetwork.weights(shape, best.values),
                        summary);
        return ModelFile.parse(ModelFile.bytes(model), name);
    }
}
