package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Manifest;
import io.hearken.feature.FeatureSpec;
import io.hearken.feature.Normalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
    private static final FeatureSpec SPEC = FeatureSpec.SPEECH_8K;
    private static final int STEPS = 80;

    @TempDir Path folder;
    private Corpus corpus;

    @BeforeEach
    void speak() throws IOException {
        Recipe recipe = Recipe.DEFAULT.with(Map.of("words", Tones.WORDS, "validation", 0.3));
        corpus = Corpus.read(Tones.corpus(folder, 8, 2), recipe).training();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void aStretchIsAsLongAsItsStepsAndHoldsItsWords(double difficulty) {
        Composer composer = new Composer(corpus, SPEC, STEPS);
        int words = 0;
        for (int seed = 0; seed < 100; seed++) {
            Stretch stretch = composer.compose(new SplittableRandom(seed), difficulty, 0);

            assertThat((SPEC.framesIn(stretch.samples().length) / SPEC.stack())).isEqualTo(STEPS);
            assertThat((SPEC.framesIn(stretch.samples().length - 1) / SPEC.stack()))
                    .isEqualTo(STEPS - 1);
            for (float sample : stretch.samples()) {
                assertThat(sample).isBetween(-1f, 1f);
            }
            assertThat(framesNeeded(stretch.labels())).isLessThanOrEqualTo(STEPS);
            for (int label : stretch.labels()) {
                assertThat(label).isBetween(1, 3);
            }
            words += stretch.labels().length;
        }
        assertThat(words).isGreaterThan(250);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void everyWordIsMarkedOnceWhereItEnds(double difficulty) {
        Composer composer = new Composer(corpus, SPEC, STEPS);
        for (int seed = 0; seed < 100; seed++) {
            Stretch stretch = composer.compose(new SplittableRandom(seed), difficulty, 0);

            assertThat(stretch.frames()).hasSize(STEPS);
            List<Integer> marked = new ArrayList<>();
            int before = 0;
            for (int frame : stretch.frames()) {
                if (frame != 0 && frame != before) {
                    marked.add(frame);
                }
                before = frame;
            }
            assertThat(marked)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(boxed(stretch.labels()));
        }
    }

    @Test
    void theSameSeedComposesTheSameBatch() {
        Batch one = batches(1).batch(5, 0.7, 0.5);
        Batch same = batches(1).batch(5, 0.7, 0.5);
        Batch next = batches(1).batch(6, 0.7, 0.5);
        Batch other = batches(2).batch(5, 0.7, 0.5);

        assertThat(same.vectors()).isEqualTo(one.vectors());
        assertThat(same.stretches().get(3).labels()).isEqualTo(one.stretches().get(3).labels());
        assertThat(next.vectors()).isNotEqualTo(one.vectors());
        assertThat(other.vectors()).isNotEqualTo(one.vectors());
    }

    @Test
    void aBatchHoldsStretchesSideBySide() {
        Batch batch = batches(1).batch(0, 0, 0);

        assertThat(batch.stretches()).hasSize(4);
        assertThat(batch.vectors()).hasSize(STEPS * 4 * SPEC.dimension());
        int words = batch.stretches().stream().mapToInt(s -> s.labels().length).sum();
        assertThat(batch.words()).isEqualTo(words);
    }

    @Test
    void batchesAreTheSameOnAnyThread() {
        Batches batches = batches(1);
        List<float[]> alone = IntStream.range(0, 16).mapToObj(n -> vectors(batches, n)).toList();

        List<float[]> together =
                IntStream.range(0, 16).parallel().mapToObj(n -> vectors(batches, n)).toList();

        for (int n = 0; n < alone.size(); n++) {
            assertThat(together.get(n)).isEqualTo(alone.get(n));
        }
    }

    private static float[] vectors(Batches batches, int number) {
        return batches.batch(number, 1, 0).vectors();
    }

    @Test
    void rowsAreTakenOutAndPutBackWhereTheyWere() {
        Batch batch = batches(1).batch(0, 0, 0);
        int D = SPEC.dimension();
        float[] copy = new float[batch.vectors().length];

        for (int b = 0; b < 4; b++) {
            batch.scatter(batch.gather(batch.vectors(), b, D), b, D, copy);
        }

        assertThat(copy).isEqualTo(batch.vectors());
        float[] second = batch.gather(batch.vectors(), 1, D);
        assertThat(second[D]).isEqualTo(batch.vectors()[(4 + 1) * D]);
    }

    @Test
    void noStretchRepeatsAnother() {
        int steps = 2 * STEPS;
        Normalization none = Normalization.identity(SPEC.dimension());
        Batches batches = new Batches(corpus, SPEC, none, steps, 4, 1);
        Composer composer = new Composer(corpus, SPEC, steps);
        Set<List<Integer>> own = new HashSet<>();
        Set<List<Integer>> independent = new HashSet<>();
        Random seeds = new Random(1);
        for (int n = 0; n < 100; n++) {
            batches.heard(n, 1, 0).stretches().forEach(stretch -> own.addAll(runs(stretch)));
            for (int b = 0; b < 4; b++) {
                SplittableRandom random = new SplittableRandom(seeds.nextLong());
                independent.addAll(runs(composer.compose(random, 1, 0)));
            }
        }

        assertThat(independent).hasSizeGreaterThan(200);
        assertThat(own.size()).isGreaterThan((int) (0.9 * independent.size()));
    }

    /** All sequences of six words in a stretch. */
    private static List<List<Integer>> runs(Stretch stretch) {
        List<Integer> labels = boxed(stretch.labels());
        return IntStream.rangeClosed(0, labels.size() - 6)
                .mapToObj(from -> labels.subList(from, from + 6))
                .toList();
    }

    @Test
    void wordsHaveTheirSharesAlsoWhereOneSpeakerFillsAStretch() throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>(Tones.corpus(folder, 20, 2));
        // Most speakers say one word only.
        entries.removeIf(e -> e.speaker().matches(".*[13579]") && !e.words().contains("low"));
        entries.removeIf(e -> e.speaker().matches(".*[24]") && !e.words().contains("rise"));
        Recipe two =
                Recipe.DEFAULT.with(
                        Map.of("words", List.of("low", "high"), "others", 0.2, "validation", 0.1));
        Corpus uneven = Corpus.read(entries, two).training();

        int[] said = new int[4];
        Composer composer = new Composer(uneven, SPEC, STEPS);
        for (int seed = 0; seed < 1_000; seed++) {
            for (int label : composer.compose(new SplittableRandom(seed), 0, 0).labels()) {
                said[label]++;
            }
        }

        double all = IntStream.of(said).sum();
        assertThat(said[1] / all).isCloseTo(0.4, within(0.03));
        assertThat(said[2] / all).isCloseTo(0.4, within(0.03));
        assertThat(said[3] / all).isCloseTo(0.2, within(0.03));
    }

    @Test
    void someStretchesAreSilentAndSomeHaveOneWord() {
        Composer composer = new Composer(corpus, SPEC, STEPS);
        int[] counts = new int[100];
        for (int seed = 0; seed < 400; seed++) {
            counts[composer.compose(new SplittableRandom(seed), 1, 0).labels().length]++;
        }

        assertThat(counts[0]).isBetween(5, 50);
        assertThat(counts[1]).isBetween(30, 110);
    }

    private Batches batches(long seed) {
        Normalization none = Normalization.identity(SPEC.dimension());
        return new Batches(corpus, SPEC, none, STEPS, 4, seed);
    }

    /** Every label takes a frame, and two alike one more between them. */
    private static int framesNeeded(int[] labels) {
        int frames = labels.length;
        for (int i = 1; i < labels.length; i++) {
            frames += labels[i] == labels[i - 1] ? 1 : 0;
        }
        return frames;
    }

    private static List<Integer> boxed(int[] labels) {
        List<Integer> boxed = new ArrayList<>();
        for (int label : labels) {
            boxed.add(label);
        }
        return boxed;
    }
}
