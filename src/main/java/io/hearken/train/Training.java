package io.hearken.train;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.Manifest;
import io.hearken.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.List;

/** Everything a training run reads, ready to begin: the door to this package. */
public final class Training {
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
     *     background
     * @param alphabet the words to learn; recordings with others are left out
     * @throws IllegalArgumentException if a word has no recordings left for training or validation
     */
    public static Training prepare(
            String name,
            List<Manifest.Entry> entries,
            List<String> alphabet,
            TrainingSettings settings,
            Trainer.Progress progress) {
        require(!alphabet.isEmpty(), "there are no words to learn");
        FeatureSpec spec = FeatureSpec.SPEECH_8K;
        Corpus.Split corpus =
                Corpus.read(entries, alphabet, spec.sampleRate(), settings.validation());
        List<String> words = new ArrayList<>(alphabet);
        return new Training(new Trainer(name, settings, words, spec, corpus, progress), corpus);
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
