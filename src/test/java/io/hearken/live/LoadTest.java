package io.hearken.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Recording;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import io.hearken.recognizer.Recognizer;
import io.hearken.stream.Hypothesis;
import io.hearken.wire.TranscriptJson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final int RATE = 8_000;
    private static final Model MODEL = ModelFile.parse(ModelFile.find("digits"), "digits");
    private static final List<Track> TRACKS =
            Track.of(List.of(call("01"), call("02")), RATE, 20, new Recognizer(MODEL));

    private final Load load = new Load(TRACKS, 3, "load/", Replay.Settings.LIVE);

    private static float[] call(String number) {
        return Recording.read(Path.of("../audio-samples/call-" + number + ".wav")).samples(RATE);
    }

    @Test
    void aTrackBeginsWithItsRecordingAndGoesOnWithTheOthers() {
        List<String> texts = TRACKS.get(1).finals().stream().map(Hypothesis::text).toList();

        assertThat(TRACKS).allSatisfy(t -> assertThat(t.recording().seconds()).isEqualTo(20));
        assertThat(String.join(" ", texts))
                .startsWith("seven eight one zero eight seven four six two five four");
    }

    @Test
    void latencyCountsFromTheMomentTheChunkWasDue() {
        load.beginMeasuring();
        long start = System.nanoTime();
        load.progress().started("load/0", start);

        load.hear(heard("load/0", -0.05)); // within the chunk that is due at the start
        long most = System.nanoTime() - start;

        assertThat(load.latency().getTotalCount()).isOne();
        assertThat(load.latency().getMaxValue()).isLessThanOrEqualTo(most + most / 1_000 + 1_000);
    }

    @Test
    void aChunkIsDueWhenItsLastSampleIsSpoken() {
        long second = 1_000_000_000;
        load.beginMeasuring();
        load.progress().started("load/0", System.nanoTime() - second);
        load.progress().started("load/1", System.nanoTime() - second);

        load.hear(heard("load/0", 1.03)); // due after 1.1 s: ahead of its time, so 0
        load.hear(heard("load/1", 1.0)); // due after 1 s, not 1.1

        assertThat(load.latency().getMinValue()).isZero();
        assertThat(load.latency().getMaxValue()).isPositive();
    }

    @Test
    void hypothesesOfChunksDueBeforeOrAfterMeasuringDoNotCount() {
        long second = 1_000_000_000;
        load.progress().started("load/0", System.nanoTime() - second);

        load.hear(heard("load/0", 0.1));
        load.beginMeasuring();
        load.hear(heard("load/0", 0.2));
        load.endMeasuring();
        load.hear(heard("load/0", 5));

        assertThat(load.latency().getTotalCount()).isZero();
    }

    @Test
    void whatWasSentIsAddedUp() {
        load.progress().sent("load/0", 1_600, 0.1);
        load.progress().sent("load/1", 800, 0.05);

        assertThat(load.sentSeconds()).isCloseTo(0.15, within(1e-9));
    }

    @Test
    void streamsOfOthersArePassedOver() {
        load.beginMeasuring();
        load.hear(heard("somebody", 1));
        load.settle(heard("somebody", 1));

        assertThat(load.latency().getTotalCount()).isZero();
        assertThat(load.wrongFinals()).isZero();
    }

    @Test
    void finalsAreComparedWithTheRecognizersOneByOne() {
        long expected = 2L * TRACKS.get(0).finals().size() + TRACKS.get(1).finals().size();
        for (int i = 0; i < 3; i++) {
            load.progress().started("load/" + i, 0);
            settleAll("load/" + i, TRACKS.get(i % 2).finals());
        }

        assertThat(load.expectedFinals()).isEqualTo(expected);
        assertThat(load.rightFinals()).isEqualTo(expected);
        assertThat(load.isComplete()).isTrue();
    }

    @Test
    void aFinalThatComesTwiceOrIsAnotherIsWrong() {
        List<Hypothesis> finals = TRACKS.get(0).finals();
        load.progress().started("load/0", 0);
        load.progress().started("load/1", 0);

        settleAll("load/0", List.of(finals.get(0), finals.get(0)));
        settleAll("load/1", List.of(finals.get(0)));
        settleAll("load/0", List.of(finals.get(1))); // the ones behind are right again

        assertThat(load.rightFinals()).isEqualTo(2);
        assertThat(load.wrongFinals()).isEqualTo(2);
        assertThat(load.isComplete()).isFalse();
    }

    @Test
    void aLoadIsPaced() {
        assertThatThrownBy(() -> new Load(TRACKS, 1, "", Replay.Settings.LIVE.withSpeed(0)))
                .hasMessage("a load is paced: speed must be above 0, got 0.0");
        assertThatThrownBy(() -> new Load(TRACKS, 0, "", Replay.Settings.LIVE))
                .hasMessage("a load has at least 1 stream, got 0");
    }

    private void settleAll(String stream, List<Hypothesis> finals) {
        for (Hypothesis hypothesis : finals) {
            byte[] written = TranscriptJson.write(hypothesis.ofStream(stream));
            load.settle(TranscriptJson.read(written));
        }
    }

    private static Hypothesis heard(String stream, double audioProcessed) {
        return new Hypothesis(stream, 0, 0, false, List.of(), audioProcessed, "m@1");
    }
}
