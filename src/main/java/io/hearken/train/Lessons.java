package io.hearken.train;

import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Composes the batches of a training run ahead of their use, on threads of its own. From time to
 * time, once CTC teaches alone, a batch has fewer and longer streams, in which whole recordings of
 * connected words have room. What update n learns from depends on n alone.
 */
final class Lessons implements AutoCloseable {
    /** At this share of the updates, sounds are as difficult as they get. */
    private static final double DIFFICULT = 0.4;

    /** Every so many batches one is long. */
    private static final int LONG_EVERY = 5;

    /** Seconds of a long stretch: ten digits, said slowly. */
    private static final double LONG = 9.6;

    private static final double CONNECTED = 0.2;
    private static final double CONNECTED_IN_LONG = 0.8;
    private static final int AHEAD = 3;

    private final Recipe recipe;
    private final boolean hasConnected;
    private final Batches batches;
    private final Batches longBatches;
    private final int longSteps;
    private final int longStreams;
    private final ExecutorService composing = Executors.newFixedThreadPool(2, Lessons::daemon);
    private final Deque<CompletableFuture<Lesson>> ahead = new ArrayDeque<>();
    private int number;

    /** What one update learns from. */
    record Lesson(Batch batch, boolean isLong) {
        int streams() {
            return batch.stretches().size();
        }
    }

    Lessons(Corpus corpus, Recipe recipe, Normalization normalization) {
        this.recipe = recipe;
        this.hasConnected = corpus.hasConnected();
        FeatureSpec spec = recipe.features();
        int steps = spec.stepsIn(recipe.seconds());
        longSteps = Math.max(steps, spec.stepsIn(LONG));
        longStreams = Math.max(1, steps * recipe.streams() / longSteps);
        batches = new Batches(corpus, spec, normalization, steps, recipe.streams(), recipe.seed());
        longBatches =
                new Batches(corpus, spec, normalization, longSteps, longStreams, ~recipe.seed());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "composing");
        thread.setDaemon(true);
        return thread;
    }

    int longSteps() {
        return longSteps;
    }

    int longStreams() {
        return longStreams;
    }

    /** Begins to compose, with the lesson of this update. */
    void begin(int update) {
        number = update;
        for (int n = 0; n < AHEAD; n++) {
            composeAnother();
        }
    }

    /** The next lesson. */
    Lesson next() {
        composeAnother();
        return ahead.remove().join();
    }

    private void composeAnother() {
        int update = number++;
        ahead.add(CompletableFuture.supplyAsync(() -> lesson(update), composing));
    }

    private Lesson lesson(int update) {
        double difficulty = Math.min(1, (double) update / recipe.updates() / DIFFICULT);
        boolean ctcOnly = Trainer.isCtcOnly(update, recipe);
        if (ctcOnly && hasConnected && update % LONG_EVERY == 0) {
            return new Lesson(longBatches.batch(update, difficulty, CONNECTED_IN_LONG), true);
        }
        return new Lesson(batches.batch(update, difficulty, ctcOnly ? CONNECTED : 0), false);
    }

    @Override
    public void close() {
        composing.shutdownNow();
    }
}
