package io.hearken.train;

import static io.hearken.stream.Checks.require;

import io.hearken.acoustic.Cell;
import io.hearken.audio.EntryFilter;
import io.hearken.feature.FeatureSpec;
import io.hearken.recognizer.Head;
import io.hearken.settings.SettingsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides what a model becomes, but the recordings. Written as YAML; a setting that
 * is left out has the value of {@link #DEFAULT}.
 *
 * @param words the words the model speaks; empty: all in the manifests
 * @param others the share of words drawn that are not among them, 0 to 1; 0 leaves recordings with
 *     other words out
 * @param expectedOthers the share of other words expected in use, above 0 and below 1: with fewer
 *     than {@code others}, words of the model's own are heard more readily
 * @param sampleRate Hz the model hears, 8000 or 16000
 * @param rawFrame samples that are an input vector as they are, without cepstra, such as the pixels
 *     of a row of an image; 0: cepstra
 * @param cell of the recurrent layers: {@code lstm}, {@code gru}, {@code rnn-tanh} or {@code
 *     rnn-relu}
 * @param head what the network learns to say: {@code ctc}, the words in their order; {@code
 *     frames}, at every step the word that is ending there; {@code label}, at the end of a window
 *     the word that has just ended; or {@code utterance}, at an utterance's end its word.
 *     Recordings of several words teach only the first
 * @param layers how many there are
 * @param hidden units in each
 * @param dropout the share of connections between layers left out of an update
 * @param updates steps of the optimizer
 * @param streams streams in a batch
 * @param seconds length of a stretch of a stream; with {@code rawFrame} of a recording
 * @param rate the learning rate at its highest
 * @param validation the share of speakers kept for validation
 * @param falseAlarms labels an hour that other words may be given, in validation; the words'
 *     thresholds are set so. 0: no thresholds
 * @param seed the same seed gives the same model
 * @param exclude filters ({@code column=regex}) of recordings not to be used at all
 * @param sources filter to share: each word is drawn from its sources in these proportions, however
 *     many recordings they have of it. A recording is of the first source that matches; those that
 *     match none are one more source, with a share of 1
 */
public record Recipe(
        List<String> words,
        double others,
        double expectedOthers,
        int sampleRate,
        int rawFrame,
        String cell,
        String head,
        int layers,
        int hidden,
        double dropout,
        int updates,
        int streams,
        double seconds,
        double rate,
        double validation,
        double falseAlarms,
        long seed,
        List<String> exclude,
        Map<String, Double> sources) {
    private static final String FRAMES = "frames";
    private static final String LABEL = "label";
    private static final String UTTERANCE = "utterance";

    /** Of an utterance head: longer words are heard from their middle on. */
    private static final double LONGEST_UTTERANCE = 2;

    /**
     * Of a label head: a word fits in, and is said soon; then a rest, or it would be said twice.
     */
    private static final Head WINDOWS = Head.windows(0.96, 0.24, 1, 0.36);

    /** Two layers of 128 units on telephone speech. */
    public static final Recipe DEFAULT =
            new Recipe(
                    List.of(), 0.25, 0.25, 8_000, 0, "lstm", "ctc", 2, 128, 0.1, 8_000, 24, 4.0,
                    2e-3, 0.1, 0, 1, List.of(), Map.of());

    private static final SettingsFile<Recipe> FILE =
            new SettingsFile<>(Recipe.class, "recipe", "updates: 8000");

    public Recipe {
        words = List.copyOf(words);
        exclude = List.copyOf(exclude);
        sources = new LinkedHashMap<>(sources);
        require(0 <= others && others < 1, "others must be 0 to below 1, got %s", others);
        require(
                0 < expectedOthers && expectedOthers < 1,
                "expectedOthers must be above 0 and below 1, got %s",
                expectedOthers);
        require(
                sampleRate == 8_000 || sampleRate == 16_000,
                "sampleRate must be 8000 or 16000, got %d",
                sampleRate);
        require(cell != null, "cell must be such as lstm, got null");
        Cell.of(cell); // refuses another
        require(
                List.of("ctc", FRAMES, LABEL, UTTERANCE).contains(String.valueOf(head)),
                "head must be ctc, %s, %s or %s, got %s",
                FRAMES,
                LABEL,
                UTTERANCE,
                head);
        require(
                rawFrame == 0 || 4 <= rawFrame && rawFrame <= 1024 && head.equals(UTTERANCE),
                "rawFrame must be 0, or 4 to 1024 with head %s, got %d with head %s",
                UTTERANCE,
                rawFrame,
                head);
        require(1 <= layers && layers <= 8, "layers must be 1 to 8, got %d", layers);
        require(8 <= hidden && hidden <= 1024, "hidden must be 8 to 1024, got %d", hidden);
        require(0 <= dropout && dropout < 0.9, "dropout must be 0 to below 0.9, got %s", dropout);
        require(updates > 0, "updates must be positive, got %d", updates);
        require(streams > 0, "streams must be positive, got %d", streams);
        double shortest = rawFrame > 0 ? (double) rawFrame / sampleRate : 1.5;
        require(
                shortest <= seconds && seconds <= 60,
                "seconds must be at least %s and at most 60, got %s",
                shortest,
                seconds);
        require(rate > 0 && rate < 1, "rate must be above 0 and below 1, got %s", rate);
        require(
                0 < validation && validation < 1,
                "validation must be between 0 and 1, got %s",
                validation);
        require(falseAlarms >= 0, "falseAlarms must not be negative, got %s", falseAlarms);
        require(
                words.stream().distinct().count() == words.size(),
                "words has one twice: %s",
                words);
        exclude.forEach(EntryFilter::parse);
        sources.forEach(
                (filter, share) -> {
                    EntryFilter.parse(filter);
                    require(
                            share != null && share > 0,
                            "the share of %s must be positive, got %s",
                            filter,
                            share);
                });
    }

    /**
     * Reads a recipe.
     *
     * @throws IllegalArgumentException if there is no such file, or something in it is not a
     *     setting
     */
    public static Recipe read(Path file) {
        return FILE.read(file, DEFAULT);
    }

    /**
     * This recipe with some settings changed.
     *
     * @param settings by name; a text is read as in a file, {@code [on, off]} is a list
     * @throws IllegalArgumentException if one is not a setting or has a wrong value
     */
    public Recipe with(Map<String, ?> settings) {
        return FILE.with(this, settings);
    }

    /** As {@link #read} reads it, every setting written out. */
    public String text() {
        return FILE.text(this);
    }

    /** Whether a word is learned at the end of all that is heard of it. */
    boolean isLabel() {
        return head.equals(LABEL) || isUtterance();
    }

    /** Whether that is an utterance's word, and not a window's. */
    boolean isUtterance() {
        return head.equals(UTTERANCE);
    }

    /** What is made of the network's outputs. */
    Head modelHead() {
        return isUtterance() ? Head.UTTERANCE : isLabel() ? WINDOWS : Head.CTC;
    }

    /** Steps the network hears at once. */
    int steps() {
        double heard =
                isUtterance()
                        ? Math.min(seconds, LONGEST_UTTERANCE)
                        : isLabel() ? WINDOWS.window() : seconds;
        return features().stepsIn(heard);
    }

    /** Steps from one window to the next. */
    int hopSteps() {
        return features().stepsIn(WINDOWS.hop());
    }

    /** Whether each step's word is all that is learned. */
    boolean isFramewise() {
        return head.equals(FRAMES);
    }

    /** What a model of this recipe hears. */
    FeatureSpec features() {
        if (rawFrame > 0) {
            return FeatureSpec.ofSamples(sampleRate, rawFrame);
        }
        return sampleRate == 8_000 ? FeatureSpec.SPEECH_8K : FeatureSpec.SPEECH_16K;
    }
}
