package io.hearken.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.live.Replay.Settings;
import io.hearken.live.Replay.Source;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final AudioFormat FORMAT = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
    private static final int CHUNK_BYTES = 1_600; // 100 ms

    @Test
    void aChunkIsDueOnceItsLastSampleIsSpoken() {
        List<Schedule.Due> all = all(Settings.LIVE, source("a", 2 * CHUNK_BYTES + 800));

        assertThat(all).extracting(Schedule.Due::captured).containsExactly(0.0, 0.1, 0.2);
        assertThat(all).extracting(Schedule.Due::due).containsExactly(0.1, 0.2, 0.25);
        assertThat(all).extracting(Schedule.Due::seconds).containsExactly(0.1, 0.1, 0.05);
        assertThat(all).extracting(d -> d.chunk().sequence()).containsExactly(0L, 1L, 2L);
        assertThat(all).extracting(d -> d.chunk().last()).containsExactly(false, false, true);
    }

    @Test
    void twiceTheSpeedTakesHalfTheTime() {
        List<Schedule.Due> all = all(Settings.LIVE.withSpeed(2), source("a", 10 * CHUNK_BYTES));

        assertThat(all.get(9).due()).isEqualTo(0.5);
    }

    @Test
    void nothingDriftsInAnHour() {
        AudioFormat odd = new AudioFormat(Encoding.PCM_ALAW, 11_025, 1);
        Source hour = new Source("a", odd, new byte[11_025 * 3_600]);

        List<Schedule.Due> all = all(Settings.LIVE.withChunk(Duration.ofMillis(20)), hour);

        assertThat(all.get(all.size() - 1).due()).isCloseTo(3_600, within(1e-9));
    }

    @Test
    void streamsBeginAFractionOfAChunkApartAndTakeTurns() {
        List<Schedule.Due> all =
                all(Settings.LIVE, source("a", 2 * CHUNK_BYTES), source("b", 2 * CHUNK_BYTES));

        assertThat(all).extracting(d -> d.chunk().stream()).containsExactly("a", "b", "a", "b");
        assertThat(all.get(1).captured()).isEqualTo(0.05);
    }

    @Test
    void aStreamThatEndsMakesRoomForTheNext() {
        List<Schedule.Due> all =
                all(
                        Settings.LIVE.withAtOnce(1),
                        source("a", CHUNK_BYTES),
                        source("b", CHUNK_BYTES));

        assertThat(all.get(1).chunk().stream()).isEqualTo("b");
        assertThat(all.get(1).captured()).isEqualTo(all.get(0).due());
    }

    @Test
    void aStreamMayEndWithoutSayingSo() {
        byte[] audio = new byte[2 * CHUNK_BYTES];
        List<Schedule.Due> all =
                all(
                        Settings.LIVE.withAtOnce(1),
                        new Source("a", FORMAT, audio, false),
                        source("b", CHUNK_BYTES));

        assertThat(all).extracting(d -> d.chunk().stream()).containsExactly("a", "a", "b");
        assertThat(all).extracting(Schedule.Due::last).containsExactly(false, true, true);
        assertThat(all).extracting(d -> d.chunk().last()).containsExactly(false, false, true);
    }

    @Test
    void asFastAsPossibleEverythingIsDueAtOnceInTurns() {
        List<Schedule.Due> all =
                all(
                        Settings.LIVE.withSpeed(0),
                        source("a", 2 * CHUNK_BYTES),
                        source("b", 2 * CHUNK_BYTES));

        assertThat(all).extracting(Schedule.Due::due).containsOnly(0.0);
        assertThat(all).extracting(d -> d.chunk().stream()).containsExactly("a", "b", "a", "b");
    }

    @Test
    void aFileIsOneChunk() {
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);

        List<Schedule.Due> all = all(Settings.LIVE, new Source("a", wav, new byte[99_999]));

        assertThat(all).singleElement().satisfies(d -> assertThat(d.chunk().last()).isTrue());
    }

    @Test
    void aSilentSourceStillEnds() {
        assertThat(all(Settings.LIVE, source("a", 0)))
                .singleElement()
                .satisfies(d -> assertThat(d.chunk().last()).isTrue());
        assertThat(all(Settings.LIVE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 333})
    void theChunksTogetherAreTheRecording(int chunkMillis) {
        byte[] audio = new byte[12_347];
        new Random(chunkMillis).nextBytes(audio);
        ByteArrayOutputStream together = new ByteArrayOutputStream();

        all(Settings.LIVE.withChunk(Duration.ofMillis(chunkMillis)), new Source("a", FORMAT, audio))
                .forEach(due -> together.writeBytes(due.chunk().bytes()));

        assertThat(together.toByteArray()).isEqualTo(audio);
    }

    @Test
    void aChunkCarriesTheTimeItWasCaptured() {
        Schedule.Due third = all(Settings.LIVE, source("a", 3 * CHUNK_BYTES)).get(2);

        assertThat(third.capturedFrom(1_000_000).origin().timestamp()).isEqualTo(1_000_200);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> Settings.LIVE.withSpeed(-1))
                .hasMessage("speed must be 0 or more, got -1.0");
        assertThatThrownBy(() -> Settings.LIVE.withAtOnce(0))
                .hasMessage("at least 1 stream runs at once, got 0");
        assertThatThrownBy(() -> Settings.LIVE.withChunk(Duration.ZERO))
                .hasMessage("a chunk is 1 ms to 1 minute long, got 0 ms");
    }

    private static Source source(String stream, int bytes) {
        return new Source(stream, FORMAT, new byte[bytes]);
    }

    private static List<Schedule.Due> all(Settings settings, Source... sources) {
        Schedule schedule = new Schedule(List.of(sources), settings);
        List<Schedule.Due> all = new ArrayList<>();
        for (Schedule.Due due = schedule.next(); due != null; due = schedule.next()) {
            all.add(due);
        }
        return all;
    }
}
