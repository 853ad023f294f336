package io.hearken.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Recording;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.Recognizer;
import io.hearken.recognizer.TestModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CarriedTest {
    private static final List<Carried.Prelude> PRELUDES =
            List.of(
                    new Carried.Prelude("short", Duration.ofSeconds(10)),
                    new Carried.Prelude("long", Duration.ofSeconds(30)));

    @Test
    void everyWordIsHeardInEveryConditionAndNoneIsTakenForAnothers() {
        Carried carried = carried(TestModels.echo(), takes());
        List<Integer> done = new ArrayList<>();

        Evaluation measured = carried.measure(done::add);

        assertThat(measured.byCondition())
                .extracting(Result::name)
                .containsExactly("reset", "carried over silence", "short", "long");
        assertThat(measured.byCondition())
                .allSatisfy(result -> assertThat(result.errors().words()).isEqualTo(20))
                .allSatisfy(result -> assertThat(result.errors().errors()).isZero());
        assertThat(Carried.pointsLost(measured))
                .isEqualTo(Map.of("carried over silence", 0.0, "short", 0.0, "long", 0.0));
        assertThat(done.get(done.size() - 1)).isCloseTo(carried.seconds(), within(20));
    }

    @Test
    void whatWasHeardBeforeCounts() {
        Evaluation measured = carried(TestModels.weary(), takes()).measure(done -> {});

        // Over silence the first word still finds a fresh stream.
        assertThat(measured.byCondition())
                .extracting(result -> result.errors().deletions())
                .containsExactly(0, 19, 20, 20);
        assertThat(measured.errors().errors()).isZero();
        assertThat(Carried.pointsLost(measured))
                .isEqualTo(Map.of("carried over silence", 95.0, "short", 100.0, "long", 100.0));
    }

    @Test
    void aStateIsCopiedWhole() {
        Recognizer recognizer = new Recognizer(TestModels.weary());
        CarriedStream streams = new CarriedStream(recognizer, 8_000);
        Recognizer.State state = streams.begin();
        List<Recording> word = List.of(take("anna", 3).audio());
        streams.advance(List.of(state), word);

        List<HeardWord> first = streams.hear(List.of(CarriedStream.copy(state)), word).get(0);
        List<HeardWord> second = streams.hear(List.of(CarriedStream.copy(state)), word).get(0);
        List<HeardWord> itself = streams.hear(List.of(state), word).get(0);

        assertThat(first).isNotEmpty().isEqualTo(second).isEqualTo(itself);
    }

    @Test
    void withoutOthersOrWordsThereIsNothingToMeasure() {
        List<Take> one = takes().subList(0, 5);
        assertThatThrownBy(() -> carried(TestModels.echo(), one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected two speakers or more, got [anna]");

        List<Take> strings = takes().stream().map(CarriedTest::twice).toList();
        assertThatThrownBy(() -> carried(TestModels.echo(), strings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no recording of a single word of the model's among 20, expected some");
    }

    private static Carried carried(Model model, List<Take> takes) {
        return new Carried(model, new Recognizer(model), Takes.of(takes.stream()), PRELUDES);
    }

    /** Five words by each of four people. */
    private static List<Take> takes() {
        List<Take> takes = new ArrayList<>();
        for (String speaker : List.of("anna", "ben", "carl", "dora")) {
            for (int i = 0; i < 5; i++) {
                takes.add(take(speaker, i));
            }
        }
        return takes;
    }

    private static Take take(String speaker, int number) {
        float[] sound = new float[4_000];
        Random random = new Random(number);
        for (int n = 800; n < 3_200; n++) {
            sound[n] = (float) (0.3 * random.nextGaussian());
        }
        return new Take(
                speaker + "-" + number,
                speaker,
                "",
                Take.CLEAN,
                Recording.of(Whistles.RATE, sound),
                List.of("one"),
                List.of());
    }

    private static Take twice(Take take) {
        return new Take(
                take.name(),
                take.speaker(),
                "",
                Take.CLEAN,
                take.audio(),
                List.of("one", "one"),
                List.of());
    }
}
