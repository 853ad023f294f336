package io.hearken.train;

import io.hearken.audio.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Everything a training run reads, ready to begin: the door to this package. */
public final class Training {
    /** One higher whenever training is changed so that an update does something else. */
    private static final int VERSION = 4;

    private final Trainer trainer;
    private final Corpus.Split corpus;

    private Training(Trainer trainer, Corpus.Split corpus) {
        this.trainer = trainer;
        this.corpus = corpus;
    }

    /**
     * Reads the recordings.
     *
     * @param entries recordings of single words and, if there are any, of several; without words:
     *     noise or, of kind {@code rir}, the response of a room
     * @throws IllegalArgumentException if a word has no recordings left for training or validation
     */
    public static Training prepare(
            String name, List<Manifest.Entry> entries, Recipe recipe, Trainer.Progress progress) {
        Corpus.Split corpus = Corpus.read(entries, recipe);
        String run = run(entries, recipe);
        return new Training(new Trainer(name, recipe, corpus, run, progress), corpus);
    }

    /** Tells runs of other recipes, other recordings or another way of training apart. */
    private static String run(List<Manifest.Entry> entries, Recipe recipe) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((VERSION + recipe.text()).getBytes(StandardCharsets.UTF_8));
            for (Manifest.Entry entry : entries) {
                String size = entry.columns() + " " + entry.audio().toFile().length();
                digest.update(size.getBytes(StandardCharsets.UTF_8));
                if (entry.held() != null) {
                    digest.update(entry.held().data());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Recordings with speech that were read. */
    public int recordings() {
        return corpus.clips();
    }

    /** Recordings that could not be used, each with the reason. */
    public List<String> skipped() {
        return corpus.skipped();
    }

    public Trainer trainer() {
        return trainer;
    }
}
