package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.feature.FeatureSpec;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExcerptsTest {
    private static final FeatureSpec SPEC = FeatureSpec.SPEECH_8K;
    private static final Recipe UTTERANCES = Recipe.DEFAULT.with(Map.of("head", "utterance"));
    private static final int STEPS = 133;
    private static final int LONGEST = UTTERANCES.steps();

    @Test
    void anUtteranceIsOneWordAndNothingOfOthers() {
        Stretch stretch = new Stretch(SPEC, STEPS);
        stretch.say(1, 8_000, 12_000);
        stretch.say(2, 14_400, 16_000);
        stretch.say(3, 24_000, 28_000);
        List<Stretch.Word> words = stretch.words();
        SplittableRandom random = new SplittableRandom(1);

        for (int n = 0; n < 200; n++) {
            Excerpts one = Excerpts.of(numbered(stretch), UTTERANCES, random);
            int i = one.symbols()[0] - 1;
            int from = (int) one.vectors()[0];
            int last = (int) one.vectors()[one.lasts()[0] * SPEC.dimension()];

            assertThat(from).isBetween(words.get(i).from() - 12, words.get(i).from());
            assertThat(last).isBetween(words.get(i).to(), words.get(i).to() + 12);
            assertThat(from).isGreaterThan(i == 0 ? -1 : words.get(i - 1).to());
            assertThat(last).isLessThan(i == 2 ? STEPS : words.get(i + 1).from());
            assertThat(last - from).isEqualTo(one.lasts()[0]).isLessThan(LONGEST);
        }
    }

    @Test
    void wordsOfOneStepAreTheirOwn() {
        Stretch stretch = new Stretch(SPEC, STEPS);
        stretch.say(1, 800, 1_000);
        stretch.say(2, 1_010, 1_090); // within a step
        SplittableRandom random = new SplittableRandom(1);

        for (int n = 0; n < 200; n++) {
            Excerpts one = Excerpts.of(numbered(stretch), UTTERANCES, random);
            Stretch.Word word = stretch.words().get(one.symbols()[0] - 1);

            assertThat(one.lasts()[0]).isNotNegative();
            assertThat((int) one.vectors()[0]).isLessThanOrEqualTo(word.from());
        }
    }

    @Test
    void ofALongWordItsEndIsHeard() {
        Stretch stretch = new Stretch(SPEC, STEPS);
        stretch.say(1, 800, 28_000);

        Excerpts one = Excerpts.of(numbered(stretch), UTTERANCES, new SplittableRandom(1));

        assertThat(one.lasts()).containsExactly(LONGEST - 1);
        assertThat(one.vectors()[0]).isGreaterThan(stretch.words().get(0).to() - LONGEST);
    }

    @Test
    void nothingIsSaidOfAStretchWithoutWords() {
        Excerpts one =
                Excerpts.of(
                        numbered(new Stretch(SPEC, STEPS)), UTTERANCES, new SplittableRandom(1));

        assertThat(one.symbols()).containsExactly(0);
        assertThat(one.vectors()[0]).isEqualTo(STEPS - LONGEST);
    }

    @Test
    void whatFollowsAPartsEndTeachesNothing() {
        Excerpts two = new Excerpts(new float[0], new int[] {0, 1}, new int[] {1, 0});
        float half = (float) Math.log(0.5);
        float[] rows = {half, half, 9, 9, 9, 9, half, half}; // steps of both parts by turns

        double loss = two.loss(rows, 2);

        assertThat(loss).isCloseTo(Math.log(2), within(1e-6));
        assertThat(rows).containsExactly(0.25f, -0.25f, 0, 0, 0, 0, -0.25f, 0.25f);
    }

    /** A batch of one stretch whose vectors are full of their steps' numbers. */
    private static Batch numbered(Stretch stretch) {
        float[] vectors = new float[STEPS * SPEC.dimension()];
        for (int j = 0; j < vectors.length; j++) {
            vectors[j] = j / SPEC.dimension();
        }
        return new Batch(vectors, List.of(stretch));
    }
}
