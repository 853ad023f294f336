package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.IdxFile;
import io.hearken.audio.Manifest;
import io.hearken.image.DigitImages;
import io.hearken.image.Drawing;
import io.hearken.image.Lettering;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.Hypothesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
    private static final Recipe TINY = recipe(24, 700, 8, 2.0, 1e-2, 1);
    private static final Recipe FEW = recipe(8, 4, 3, 1.5, 2e-2, 1);

    /** Of images: each row of pixels is a step. */
    private static final Map<String, Object> ROWS =
            Map.of(
                    "words",
                    List.of(),
                    "rawFrame",
                    Drawing.SIZE,
                    "seconds",
                    Drawing.SIZE * Drawing.SIZE / (double) IdxFile.RATE,
                    "head",
                    "utterance",
                    "validation",
                    0.1);

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "lstm, ctc, 0.9",
        "gru, ctc, 0.9",
        "rnn-tanh, ctc, 0.9",
        "gru, frames, 0.9",
        "rnn-relu, utterance, 0.9",
        "lstm, label, 0.7" // a bare recording is shorter than any window it learned from
    })
    void wordsMadeOfTonesAreLearned(String cell, String head, double heard) throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 3);
        Record progress = new Record();

        Training training =
                Training.prepare(
                        "tones", entries, TINY.with(Map.of("cell", cell, "head", head)), progress);
        Model model = training.trainer().train(session());

        assertThat(training.recordings()).isEqualTo(90);
        assertThat(training.skipped()).isEmpty();
        assertThat(progress.best()).as("validation error").isLessThan(0.1);
        assertThat(model.symbols()).containsExactly("<blank>", "low", "rise", "high");
        assertThat(model.id()).matches("tones@[0-9a-f]{8}");
        assertThat(model.training())
                .containsEntry("recordings", "90")
                .containsEntry(
                        "validationWordErrorRate",
                        String.format(Locale.ROOT, "%.4f", progress.best()));
        assertThat(heardOf(model, entries)).isGreaterThan(heard);
    }

    @Test
    void digitsAreReadFromImagesInFontsNeverSeen() throws IOException {
        List<Lettering> hands = DigitImages.hands(1_000);
        List<Manifest.Entry> entries =
                images("train", DigitImages.draw(DigitImages.side(hands, false), 30_000, 1));
        List<Manifest.Entry> tests =
                images("test", DigitImages.draw(DigitImages.side(hands, true), 2_000, 2));
        Recipe recipe = recipe(64, 2_000, 64, 4, 6e-3, 1).with(ROWS);

        Training training = Training.prepare("images", entries, recipe, new Record());
        Model model = training.trainer().train(session());

        assertThat(model.symbols())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(heardOf(model, tests)).isGreaterThan(0.97);
    }

    @Test
    void aSessionOfOtherImagesIsNotResumed() throws IOException {
        List<Lettering> hands = DigitImages.hands(3);
        Recipe recipe = FEW.with(ROWS);
        stopped(images("a", DigitImages.draw(hands, 300, 1)), recipe, 1);
        List<Manifest.Entry> same = images("a", DigitImages.draw(hands, 300, 1));
        Training.prepare("a", same, recipe, new Record()).trainer().resume(session());

        // The same labels, in other fonts.
        List<Manifest.Entry> others = images("a", DigitImages.draw(hands.subList(1, 3), 300, 1));
        Trainer trainer = Training.prepare("a", others, recipe, new Record()).trainer();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.resume(session()))
                .withMessageContaining("other recordings");
    }

    @Test
    void imagesOfAnotherSizeAreLeftOut() throws IOException {
        DigitImages drawn = DigitImages.draw(DigitImages.hands(3), 300, 1);
        Recipe tall = FEW.with(ROWS).with(Map.of("seconds", 0.105));
        List<Manifest.Entry> entries = images("a", drawn);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.prepare("a", entries, tall, new Record()))
                .withMessageContaining("784 samples, expected 840 (the recipe's seconds)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.prepare("a", entries, FEW, new Record()))
                .withMessageContaining("a recipe for them sets rawFrame");
    }

    private List<Manifest.Entry> images(String name, DigitImages images) throws IOException {
        Path file = folder.resolve(name + "-images-idx3-ubyte");
        Files.write(file, IdxFile.images(images.pixels(), Drawing.SIZE, Drawing.SIZE));
        Files.write(folder.resolve(name + "-labels-idx1-ubyte"), IdxFile.labels(images.labels()));
        return Manifest.read(file);
    }

    private static Recipe recipe(
            int hidden, int updates, int streams, double seconds, double rate, long seed) {
        return Recipe.DEFAULT.with(
                Map.of(
                        "words", Tones.WORDS,
                        "layers", 1,
                        "hidden", hidden,
                        "dropout", 0,
                        "updates", updates,
                        "streams", streams,
                        "seconds", seconds,
                        "rate", rate,
                        "validation", 0.3,
                        "seed", seed));
    }

    private Path session() {
        return folder.resolve("tones.session");
    }

    /** The share of recordings in which exactly the word said is heard. */
    private static double heardOf(Model model, List<Manifest.Entry> entries) {
        Recognizer recognizer = new Recognizer(model);
        int right = 0;
        for (Manifest.Entry entry : entries) {
            List<Hypothesis> heard = recognizer.transcribe("s", entry.recording());
            if (heard.stream().map(Hypothesis::text).toList().equals(entry.words())) {
                right++;
            }
        }
        return (double) right / entries.size();
    }

    @Test
    void theSameSeedGivesTheSameModel() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);

        Model one = train(entries, FEW);
        Model same = train(entries, FEW);
        Model other = train(entries, FEW.with(Map.of("seed", 2)));

        assertThat(same.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }

    @Test
    void whoStopsAndResumesGetsTheModelOfOneWhoDidNot() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Recipe recipe = FEW.with(Map.of("updates", 20, "dropout", 0.2));
        Model unbroken = train(entries, recipe);

        stopped(entries, recipe, 7);
        Trainer second = Training.prepare("tones", entries, recipe, new Record()).trainer();
        second.resume(session());

        assertThat(second.train(session()).fingerprint()).isEqualTo(unbroken.fingerprint());
        assertThat(session()).doesNotExist();
    }

    @Test
    void whoStopsBeforeTheFirstValidationGetsAModelAndLeavesNoTraceOfIt() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Recipe recipe = FEW.with(Map.of("updates", 80));
        Trainer unbroken = Training.prepare("tones", entries, recipe, new Record()).trainer();
        Model model = unbroken.train(session());

        assertThat(stopped(entries, recipe, 1).vocabulary()).isEqualTo(Tones.WORDS);
        Trainer second = Training.prepare("tones", entries, recipe, new Record()).trainer();
        second.resume(session());

        assertThat(second.train(session()).fingerprint()).isEqualTo(model.fingerprint());
        assertThat(second.page()).isEqualTo(unbroken.page());
    }

    /** The model of a training that was stopped after some updates. */
    private Model stopped(List<Manifest.Entry> entries, Recipe recipe, int after) {
        AtomicReference<Trainer> trainer = new AtomicReference<>();
        Record untilThen =
                new Record() {
                    @Override
                    public void updated(int update, double loss) {
                        if (update == after) {
                            trainer.get().stop();
                        }
                    }
                };
        trainer.set(Training.prepare("tones", entries, recipe, untilThen).trainer());
        return trainer.get().train(session());
    }

    @Test
    void thePageShowsHowItWent() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Trainer trainer = Training.prepare("tones", entries, FEW, new Record()).trainer();

        trainer.train(session());

        assertThat(trainer.page())
                .contains("Training of tones", "4 of 4 updates", "Word error rate", "hidden: 8")
                .doesNotContain("NaN", "src=\"http");
    }

    @Test
    void aSessionOfAnotherRecipeIsNotResumed() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        stopped(entries, FEW, 1);
        Recipe other = FEW.with(Map.of("rate", 1e-2));
        Trainer trainer = Training.prepare("tones", entries, other, new Record()).trainer();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.resume(session()))
                .withMessageStartingWith(session() + ": belongs to another recipe");
    }

    @Test
    void whatWasNeverBegunIsNotResumed() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Trainer trainer = Training.prepare("tones", entries, FEW, new Record()).trainer();
        Path broken = Files.writeString(folder.resolve("broken.session"), "no session at all");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.resume(session()))
                .withMessage(session() + ": no such file: nothing to resume");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.resume(broken))
                .withMessageStartingWith(broken + ": ");
    }

    @Test
    void theModelSaysWhatItWasMadeOf() throws IOException {
        Model model = train(Tones.corpus(folder, 10, 1), FEW);

        assertThat(model.training().get("recipe")).isEqualTo(FEW.text());
        assertThat(model.vocabulary()).isEqualTo(Tones.WORDS);
        assertThat(model.weights().hasTimes()).isTrue();
    }

    @Test
    void wordsBesideItsOwnAreLearnedAndNotSpoken() throws IOException {
        Recipe two = FEW.with(Map.of("words", List.of("low", "high")));

        Model model = train(Tones.corpus(folder, 10, 1), two);

        assertThat(model.symbols()).containsExactly("<blank>", "low", "high", "rise");
        assertThat(model.vocabulary()).containsExactly("low", "high");
    }

    @Test
    void whereFewOtherWordsAreExpectedTheyAreLessLikely() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Recipe two = FEW.with(Map.of("words", List.of("low", "high"), "updates", 1));

        float[] some = train(entries, two).weights().outputBias();
        Recipe rare = two.with(Map.of("expectedOthers", 0.025));
        float[] few = train(entries, rare).weights().outputBias();

        // The odds of 1 to 3 become those of 1 to 39: a thirteenth.
        assertThat(few[3] - some[3]).isCloseTo((float) Math.log(1 / 13.0), within(1e-5f));
        assertThat(few[2]).isEqualTo(some[2]);
        assertThat(few[0]).isEqualTo(some[0]);
    }

    @Test
    void theModelDoesNotDependOnThePlaceItWasTrainedAt() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Recipe few = FEW.with(Map.of("updates", 1));
        Model here = train(entries, few);

        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(train(entries, few).fingerprint()).isEqualTo(here.fingerprint());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whoeverStopsEarlyStillGetsAModel() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        AtomicReference<Trainer> trainer = new AtomicReference<>();
        Record progress =
                new Record() {
                    @Override
                    public void updated(int update, double loss) {
                        super.updated(update, loss);
                        trainer.get().stop();
                    }
                };
        trainer.set(Training.prepare("tones", entries, TINY, progress).trainer());

        Model model = trainer.get().train(session());

        assertThat(progress.losses).hasSize(1);
        assertThat(model.symbols()).hasSize(4);
    }

    @Test
    void aStretchInWhichNothingIsSaidTeachesNoNonsense() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);
        Record progress = new Record();
        Recipe lonely = recipe(8, 100, 1, 1.5, 1e-3, 1);

        Training.prepare("tones", entries, lonely, progress).trainer().train(session());

        assertThat(progress.losses).hasSize(100).allSatisfy(loss -> assertThat(loss).isFinite());
    }

    @Test
    void recordingsThatCannotBeUsedAreNamed() throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>(Tones.corpus(folder, 10, 1));
        Path silent = folder.resolve("silent.wav");
        Tones.write(silent, new float[8_000]);
        Path broken = Files.writeString(folder.resolve("broken.wav"), "RIFF, but no more");
        Path missing = folder.resolve("missing.wav");
        for (Path file : List.of(silent, broken, missing)) {
            entries.add(new Manifest.Entry(file, List.of("low"), "speaker1", Map.of()));
        }

        Training training = Training.prepare("tones", entries, TINY, new Record());

        assertThat(training.recordings()).isEqualTo(30);
        assertThat(training.skipped()).hasSize(3);
        assertThat(training.skipped().get(0)).isEqualTo(silent + ": silent");
        assertThat(training.skipped().get(1)).startsWith(broken + ": ");
        assertThat(training.skipped().get(2)).isEqualTo(missing + ": no such file");
    }

    @Test
    void aWordWithoutRecordingsIsRefused() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 10, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Training.prepare(
                                        "tones",
                                        entries,
                                        TINY.with(Map.of("words", List.of("low", "falling"))),
                                        new Record()))
                .withMessageStartingWith(
                        "no recording of the single word \"falling\" to learn from");
    }

    @Test
    void recordingsThereMustBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Training.prepare("x", List.of(), TINY, new Record()))
                .withMessageContaining("leaves none of 0 recordings");
    }

    private Model train(List<Manifest.Entry> entries, Recipe settings) {
        return Training.prepare("tones", entries, settings, new Record())
                .trainer()
                .train(session());
    }

    /** What training said of itself. */
    private static class Record implements Trainer.Progress {
        final List<Double> losses = new ArrayList<>();
        final List<Double> errors = new ArrayList<>();

        @Override
        public void updated(int update, double loss) {
            losses.add(loss);
        }

        @Override
        public void validated(int update, double wordErrorRate) {
            errors.add(wordErrorRate);
        }

        double best() {
            return errors.stream().mapToDouble(e -> e).min().orElseThrow();
        }
    }
}
