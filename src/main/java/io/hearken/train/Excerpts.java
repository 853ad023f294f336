package io.hearken.train;

import io.hearken.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a classifier learns from: a part of each stretch, heard from silence, and what is to be said
 * at its last step. Parts may be shorter than the longest; what follows their ends does not count.
 *
 * @param vectors [W·B × D]: vector t·B + b is step t of part b
 * @param lasts [B]: each part's last step
 * @param symbols [B]: what is to be said there
 */
record Excerpts(float[] vectors, int[] lasts, int[] symbols) {
    private static final double BEHIND_A_WORD = 0.7;

    /** Seconds an utterance is heard before its word at most, and behind it; as in use. */
    private static final double AROUND = 0.35;

    /** What the recipe's head learns from in this batch. */
    static Excerpts of(Batch batch, Recipe recipe, RandomGenerator random) {
        FeatureSpec spec = recipe.features();
        return recipe.isUtterance()
                ? utterances(batch, spec, recipe.steps(), random)
                : windows(batch, spec.dimension(), recipe.steps(), recipe.hopSteps(), random);
    }

    private static Excerpts none(int longest, int parts, int dimension) {
        return new Excerpts(new float[longest * parts * dimension], new int[parts], new int[parts]);
    }

    /** Takes steps {@code from} to {@code last} of a stretch for a part. */
    private void take(Batch batch, int b, int from, int last, int symbol) {
        int D = batch.vectors().length / (batch.steps() * lasts.length);
        for (int t = from; t <= last; t++) {
            int at = ((t - from) * lasts.length + b) * D;
            System.arraycopy(batch.vectors(), (t * lasts.length + b) * D, vectors, at, D);
        }
        lasts[b] = last - from;
        symbols[b] = symbol;
    }

    /**
     * One window of each stretch, and the word that ended within its last hop, 0 if none did. Most
     * are chosen behind a word.
     *
     * @param dimension D
     * @param window W, steps, no more than a stretch has
     * @param hop steps
     */
    private static Excerpts windows(
            Batch batch, int dimension, int window, int hop, RandomGenerator random) {
        Excerpts excerpts = none(window, batch.stretches().size(), dimension);
        for (int b = 0; b < excerpts.lasts.length; b++) {
            int[] frames = batch.stretches().get(b).frames();
            int last = last(frames, window, hop, random);
            excerpts.take(batch, b, last - window + 1, last, symbol(frames, last, hop));
        }
        return excerpts;
    }

    /**
     * One word of each stretch, with some of what is around it but nothing of other words; of a
     * stretch in which nothing is said as much as there is room for, of which nothing is to be said
     * either.
     *
     * @param longest W, steps
     */
    private static Excerpts utterances(
            Batch batch, FeatureSpec spec, int longest, RandomGenerator random) {
        Excerpts excerpts = none(longest, batch.stretches().size(), spec.dimension());
        int steps = batch.steps();
        for (int b = 0; b < excerpts.lasts.length; b++) {
            List<Stretch.Word> words = batch.stretches().get(b).words();
            if (words.isEmpty()) {
                excerpts.take(batch, b, steps - Math.min(longest, steps), steps - 1, 0);
                continue;
            }
            int i = random.nextInt(words.size());
            int after = i == 0 ? 0 : words.get(i - 1).to() + 1;
            int next = i + 1 < words.size() ? words.get(i + 1).from() : steps;
            Stretch.Word word = words.get(i);
            int lead = (int) (spec.stepsIn(AROUND) * random.nextDouble());
            int trail = (int) (spec.stepsIn(AROUND) * random.nextDouble());
            int last = Math.max(word.to(), Math.min(word.to() + trail, next - 1));
            int from = Math.min(word.from(), Math.max(after, word.from() - lead));
            excerpts.take(batch, b, Math.max(from, last - longest + 1), last, word.symbol());
        }
        return excerpts;
    }

    /** A window's last step. */
    private static int last(int[] frames, int window, int hop, RandomGenerator random) {
        List<Integer> behind = new ArrayList<>();
        for (int t = 0; t < frames.length; t++) {
            int last = t + random.nextInt(hop);
            if (endsAt(frames, t) && window - 1 <= last && last < frames.length) {
                behind.add(last);
            }
        }
        return behind.isEmpty() || random.nextDouble() >= BEHIND_A_WORD
                ? random.nextInt(window - 1, frames.length)
                : behind.get(random.nextInt(behind.size()));
    }

    /** The latest word that ended within the hop up to a step. */
    private static int symbol(int[] frames, int last, int hop) {
        for (int t = last; t > Math.max(-1, last - hop); t--) {
            if (endsAt(frames, t)) {
                return frames[t];
            }
        }
        return 0;
    }

    private static boolean endsAt(int[] frames, int t) {
        return frames[t] != 0 && (t + 1 == frames.length || frames[t + 1] != frames[t]);
    }

    /**
     * The mean loss in nats.
     *
     * @param rows [W·B × V] log-posteriors; become the gradient with respect to the logits
     */
    double loss(float[] rows, int V) {
        double loss = 0;
        float[] said = rows.clone();
        Arrays.fill(rows, 0);
        for (int b = 0; b < symbols.length; b++) {
            int at = row(b) * V;
            loss -= said[at + symbols[b]];
            for (int v = 0; v < V; v++) {
                float wanted = v == symbols[b] ? 1 : 0;
                rows[at + v] = ((float) Math.exp(said[at + v]) - wanted) / symbols.length;
            }
        }
        return loss / symbols.length;
    }

    /** Where a part's last step is among the rows of all steps. */
    private int row(int b) {
        return lasts[b] * lasts.length + b;
    }

    /** In how many parts another symbol is the likeliest. */
    int wrong(float[] rows, int V) {
        int wrong = 0;
        for (int b = 0; b < symbols.length; b++) {
            int at = row(b) * V;
            int best = 0;
            for (int v = 1; v < V; v++) {
                best = rows[at + v] > rows[at + best] ? v : best;
            }
            wrong += best == symbols[b] ? 0 : 1;
        }
        return wrong;
    }
}
