package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.restarted;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Origin;
import io.hearken.stream.Rejection;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that send faster than they could have spoken; every chunk is a second long. */
class AheadOfTimeTest {
    private static final Model MODEL = TestModels.restless();
    private static final AudioFormat PLAIN = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
    private static final int SECOND = 16_000; // bytes
    private static final long START = 1_700_000_000_000L;

    private final FeatureStage stage =
            new FeatureStage(MODEL, Ordering.USUAL, Duration.ofSeconds(3));
    private FeatureState state = stage.begin("s");

    @Test
    void audioIsTakenAsFarAheadAsAllowed() {
        for (int second = 0; second < 4; second++) {
            assertThat(hear(START, SECOND, false).rejection()).isEmpty();
        }
        Turn<FeatureState, AudioChunk, FeatureFrames> turn = hear(START, SECOND, false);

        assertThat(turn.rejection())
                .contains(
                        new Rejection(
                                "too-fast",
                                "stream is 4.0 s of audio ahead of its records' timestamps, at most"
                                        + " 3.0 s are taken: send it slower"));
        assertThat(turn.outputs()).isEmpty();
        assertThat(turn.ended()).isFalse();
        assertThat(state.samples).isEqualTo(4 * 8_000);
    }

    @Test
    void timeCatchesUp() {
        for (int second = 0; second < 5; second++) {
            hear(START, SECOND, false);
        }

        assertThat(hear(START + 999, SECOND, false).rejection()).isPresent();
        assertThat(hear(START + 1_000, SECOND, false).rejection()).isEmpty();
        assertThat(hear(START + 1_001, SECOND, false).rejection()).isPresent();
    }

    @Test
    void realTimeIsNeverTooFastHoweverLongItLasts() {
        for (int second = 0; second < 100; second++) {
            assertThat(hear(START + 1_000 * second, SECOND, false).rejection()).isEmpty();
        }
    }

    @Test
    void aRestartRemembersWhenTheStreamBegan() {
        for (int second = 0; second < 4; second++) {
            hear(START, SECOND, false);
            state = restarted(new FeatureStateCodec(), state);
        }

        assertThat(hear(START, SECOND, false).rejection()).isPresent();
    }

    @Test
    void oneRecordMayHoldAWholeRecording() {
        assertThat(hear(START, 60 * SECOND, true).rejection()).isEmpty();
        assertThat(state.samples).isEqualTo(60 * 8_000);
    }

    @Test
    void anEndIsNeverTooFast() {
        hear(START, 60 * SECOND, false);

        assertThat(hear(START, 0, true).rejection()).isEmpty();
    }

    @Test
    void audioTooFastThatIsTheLastStillEndsTheStream() {
        hear(START, 60 * SECOND, false);

        Turn<FeatureState, AudioChunk, FeatureFrames> turn = hear(START, SECOND, true);

        assertThat(turn.rejection()).map(Rejection::code).contains("too-fast");
        assertThat(turn.ended()).isTrue();
    }

    @Test
    void audioWithoutATimeIsNeverTooFast() {
        for (int second = 0; second < 10; second++) {
            assertThat(hear(-1, SECOND, false).rejection()).isEmpty();
        }
    }

    @Test
    void withoutALimitNothingIsTooFast() {
        FeatureStage free = new FeatureStage(MODEL);
        for (int second = 0; second < 10; second++) {
            assertThat(hear(free, START, SECOND, false).rejection()).isEmpty();
        }
    }

    /** Each stands for 1.9 s that would have to be heard. */
    @Test
    void whatIsMissingCountsWhereSilenceStandsForIt() {
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            refused += number(20L * i, START, 1_600).rejection().isPresent() ? 1 : 0;
        }

        assertThat(refused).isEqualTo(8);
        assertThat(state.samples).isLessThanOrEqualTo(3 * 8_000);
    }

    @Test
    void aJumpIsNoHaste() {
        number(0, START, 1_600);
        number(100_000, START + 100, 1_600); // a producer that counts anew

        for (int i = 1; i <= 20; i++) {
            assertThat(number(100_000 + i, START + 100 + 100 * i, 1_600).rejection()).isEmpty();
        }
    }

    @Test
    void butManyJumpsAre() {
        number(0, START, 1_600);
        int refused = 0;
        for (int i = 1; i < 50; i++) {
            refused += number(1_000L * i, START, 1_600).rejection().isPresent() ? 1 : 0;
        }

        assertThat(refused).isGreaterThan(40);
    }

    /** With nothing to wait for. */
    private Turn<FeatureState, AudioChunk, FeatureFrames> number(
            long sequence, long time, int bytes) {
        FeatureStage hasty =
                new FeatureStage(
                        MODEL, new Ordering(0, Ordering.USUAL.longestGap()), Duration.ofSeconds(3));
        Origin origin = new Origin("audio", 0, 0, time, List.of());
        AudioChunk chunk = new AudioChunk("s", new byte[bytes], PLAIN, sequence, false, origin);
        Turn<FeatureState, AudioChunk, FeatureFrames> turn = new Turn<>(state, chunk);
        hasty.advance(List.of(turn));
        return turn;
    }

    private Turn<FeatureState, AudioChunk, FeatureFrames> hear(long time, int bytes, boolean last) {
        return hear(stage, time, bytes, last);
    }

    private Turn<FeatureState, AudioChunk, FeatureFrames> hear(
            FeatureStage by, long time, int bytes, boolean last) {
        Origin origin = new Origin("audio", 0, 0, time, List.of());
        AudioChunk chunk =
                new AudioChunk("s", new byte[bytes], PLAIN, AudioChunk.NO_SEQUENCE, last, origin);
        Turn<FeatureState, AudioChunk, FeatureFrames> turn = new Turn<>(state, chunk);
        by.advance(List.of(turn));
        return turn;
    }
}
