package io.hearken.recognizer;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams are written as digits: each is the symbol that is likeliest in one step of 30 ms. */
class EndpointTest {
    private static final int D = TestModels.SPEC.dimension();
    private static final Duration PAUSE = Duration.ofMillis(90);

    @Test
    void silenceAloneEndsNothingUnlessToldTo() {
        assertThat(hear(Endpoint.USUAL, "0".repeat(2_000))).isEmpty();
    }

    @Test
    void silenceAloneEndsAnUtteranceWithoutWords() {
        Endpoint patient = new Endpoint(Duration.ofMillis(300), PAUSE, ZERO);

        List<Hypothesis> heard = hear(patient, "0".repeat(19));
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).isFinal()).isTrue();
        assertThat(heard.get(0).words()).isEmpty();
        assertThat(heard.get(0).revision()).isZero();

        assertThat(texts(hear(patient, "0".repeat(20)))).containsExactly("0.0 ! ", "1.0 ! ");
    }

    /** The clock starts at the utterance's begin, which is the end of the one before. */
    @Test
    void silenceIsCountedFromTheEndOfTheUtteranceBefore() {
        Endpoint patient = new Endpoint(Duration.ofMillis(300), PAUSE, ZERO);

        assertThat(texts(hear(patient, "00000" + "1" + "000" + "0".repeat(9))))
                .containsExactly("0.0 one", "0.1 ! one");
        assertThat(texts(hear(patient, "00000" + "1" + "000" + "0".repeat(10))))
                .containsExactly("0.0 one", "0.1 ! one", "1.0 ! ");
    }

    @Test
    void aLongUtteranceEndsWhileItIsSpoken() {
        Endpoint hasty = new Endpoint(ZERO, PAUSE, Duration.ofMillis(150));

        assertThat(texts(hear(hasty, "0000" + "10101" + "0201")))
                .containsExactly(
                        "0.0 one",
                        "0.1 one one",
                        "0.2 one one one",
                        "0.3 ! one one one",
                        "1.0 two",
                        "1.1 two one");
    }

    /** A word is not heard twice because an utterance ended within it. */
    @Test
    void aWordCutByTheLongestUtteranceBelongsToTheFirst() {
        Endpoint hasty = new Endpoint(ZERO, PAUSE, Duration.ofMillis(150));

        assertThat(texts(hear(hasty, "1111111111" + "0002")))
                .containsExactly("0.0 one", "0.1 ! one", "1.0 two");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void speechMustBeGivenAPause(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint(ZERO, Duration.ofMillis(millis), ZERO))
                .withMessageStartingWith("endpoint after speech must be positive, got PT");
    }

    @Test
    void timeDoesNotRunBackwards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint(Duration.ofMillis(-1), PAUSE, ZERO))
                .withMessage("endpoint in silence must not be negative, got PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint(ZERO, PAUSE, Duration.ofMillis(-1)))
                .withMessage("longest utterance must not be negative, got PT-0.001S");
    }

    /** Utterance, revision, "!" if it is final, and the text. */
    private static List<String> texts(List<Hypothesis> heard) {
        return heard.stream()
                .map(
                        h ->
                                "%d.%d %s%s"
                                        .formatted(
                                                h.utterance(),
                                                h.revision(),
                                                h.isFinal() ? "! " : "",
                                                h.text()))
                .toList();
    }

    private static List<Hypothesis> hear(Endpoint endpoint, String symbols) {
        TranscriptStage stage =
                new TranscriptStage(TestModels.echo(), DecoderSettings.GREEDY.with(endpoint));
        FeatureFrames frames =
                new FeatureFrames("s", TestModels.vectors(symbols), D, 1 << 20, false);
        Turn<TranscriptState, FeatureFrames, Hypothesis> turn =
                new Turn<>(stage.begin("s"), frames);
        stage.advance(List.of(turn));
        return turn.outputs();
    }
}
