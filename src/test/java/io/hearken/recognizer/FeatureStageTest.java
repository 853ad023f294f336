package io.hearken.recognizer;

import static io.hearken.recognizer.TestStates.restarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.WavFile;
import io.hearken.feature.FrontEnd;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.Rejection;
import io.hearken.stream.Turn;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStageTest {
    private static final Model MODEL = TestModels.restless();
    private static final AudioFormat PLAIN = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);
    private static final int HALF_A_SECOND = 4_000;

    private final FeatureStage stage = new FeatureStage(MODEL);
    private final FeatureState state = stage.begin("s");

    @Test
    void makesTheVectorsOfTheFrontEndAndHalfASecondOfSilence() {
        byte[] audio = noise(1, 10_000);

        Turn<FeatureState, AudioChunk, FeatureFrames> turn = hear(audio, PLAIN, true);

        float[] samples = new float[10_000 + HALF_A_SECOND];
        ByteBuffer buffer = ByteBuffer.wrap(audio).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < 10_000; n++) {
            samples[n] = buffer.getShort() / 32768f;
        }
        float[] expected = new FrontEnd(MODEL.features(), MODEL.normalization()).whole(samples);
        assertThat(turn.outputs()).hasSize(1);
        FeatureFrames frames = turn.outputs().get(0);
        assertThat(frames.values()).isEqualTo(expected);
        assertThat(frames.stream()).isEqualTo("s");
        assertThat(frames.samples()).isEqualTo(10_000);
        assertThat(frames.last()).isTrue();
        assertThat(turn.ended()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PCM_S16LE, 8000, 1",
        "PCM_S16LE, 16000, 2",
        "PCM_S16LE, 44100, 1",
        "PCM_MULAW, 8000, 1",
        "PCM_S24LE, 11025, 3"
    })
    void cutsAndRestartsChangeNothing(Encoding encoding, int rate, int channels) {
        AudioFormat format = new AudioFormat(encoding, rate, channels);
        byte[] audio = new byte[40_000 * format.bytesPerFrame() / 2 + 1];
        new Random(rate).nextBytes(audio);
        FeatureFrames whole = hear(stage.begin("s"), audio, format, true).outputs().get(0);

        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            FeatureState now = stage.begin("s");
            List<FeatureFrames> heard = new ArrayList<>();
            for (int from = 0; from <= audio.length; ) {
                int to = Math.min(audio.length, from + random.nextInt(20_000));
                boolean last = to == audio.length;
                byte[] cut = Arrays.copyOfRange(audio, from, to);
                heard.addAll(hear(now, cut, format, last).outputs());
                now = restarted(new FeatureStateCodec(), now);
                from = last ? audio.length + 1 : to;
            }

            assertThat(joined(heard)).isEqualTo(whole.values());
            assertThat(heard.get(heard.size() - 1).samples()).isEqualTo(whole.samples());
        }
    }

    @Test
    void brokenAudioIsRejectedAndLeavesTheStreamUnharmed() {
        FeatureState harmed = stage.begin("s");
        byte[] first = noise(2, 3_001);
        byte[] rest = noise(3, 3_001);
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);
        byte[] broken = WavFile.write(8_000, new float[100]);
        broken[0] = 'X';

        // An odd byte waits for its other half while the broken chunk comes.
        List<FeatureFrames> expected = new ArrayList<>();
        expected.addAll(hear(Arrays.copyOf(first, 5_001), PLAIN, false).outputs());
        expected.addAll(hear(rest, PLAIN, true).outputs());
        List<FeatureFrames> heard = new ArrayList<>();
        heard.addAll(hear(harmed, Arrays.copyOf(first, 5_001), PLAIN, false).outputs());
        var turn = hear(harmed, broken, wav, false);
        heard.addAll(hear(harmed, rest, PLAIN, true).outputs());

        assertThat(turn.rejection()).map(Rejection::code).contains("bad-audio");
        assertThat(turn.rejection().orElseThrow().message()).contains("expected");
        assertThat(turn.outputs()).isEmpty();
        assertThat(turn.ended()).isFalse();
        assertThat(joined(heard)).isEqualTo(joined(expected));
    }

    @Test
    void aBrokenLastChunkStillEndsTheStream() {
        hear(noise(4, 2_000), PLAIN, false);

        var turn = hear(new byte[] {1}, new AudioFormat(Encoding.FLAC, 8_000, 1), true);

        assertThat(turn.rejection()).isPresent();
        assertThat(turn.ended()).isTrue();
        assertThat(turn.outputs()).extracting(FeatureFrames::samples).containsExactly(2_000L);
    }

    @Test
    void anEmptyLastChunkEndsTheStream() {
        byte[] audio = noise(5, 2_000);
        FeatureFrames whole = hear(stage.begin("s"), audio, PLAIN, true).outputs().get(0);

        List<FeatureFrames> heard = new ArrayList<>(hear(audio, PLAIN, false).outputs());
        var turn = hear(new byte[0], PLAIN, true);
        heard.addAll(turn.outputs());

        assertThat(turn.ended()).isTrue();
        assertThat(joined(heard)).isEqualTo(whole.values());
    }

    @Test
    void anIdleStreamEndsLikeAnyOther() {
        AudioFormat wide = new AudioFormat(Encoding.PCM_S16LE, 16_000, 1);
        byte[] audio = noise(6, 9_000);
        FeatureFrames whole = hear(stage.begin("s"), audio, wide, true).outputs().get(0);

        List<FeatureFrames> heard = new ArrayList<>(hear(audio, wide, false).outputs());
        var turn = new Turn<FeatureState, AudioChunk, FeatureFrames>(state, stage.ending("s"));
        stage.advance(List.of(turn));
        heard.addAll(turn.outputs());

        assertThat(turn.ended()).isTrue();
        assertThat(joined(heard)).isEqualTo(whole.values());
        assertThat(heard.get(heard.size() - 1).samples()).isEqualTo(whole.samples());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 400})
    void tooLittleForAVectorGivesNone(int bytes) {
        assertThat(hear(new byte[bytes], PLAIN, false).outputs()).isEmpty();
    }

    @Test
    void aStreamOfNothingEndsWithSilenceAlone() {
        FeatureFrames frames = hear(new byte[0], PLAIN, true).outputs().get(0);

        assertThat(frames.samples()).isZero();
        assertThat((long) frames.frames())
                .isEqualTo((MODEL.features().framesIn(HALF_A_SECOND) / MODEL.features().stack()));
    }

    @Test
    void aFileInOneChunkIsHeardWhole() {
        float[] samples = new float[24_000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.3 * Math.sin(n / 9.0));
        }
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);

        FeatureFrames frames = hear(WavFile.write(16_000, samples), wav, true).outputs().get(0);

        assertThat((double) frames.samples()).isCloseTo(12_000, within(1.0));
    }

    @Test
    void streamsOfOneBatchNeverHearEachOther() {
        List<Turn<FeatureState, AudioChunk, FeatureFrames>> turns = new ArrayList<>();
        for (int b = 0; b < 9; b++) {
            byte[] audio = noise(b, 1_000 + 300 * b);
            AudioChunk chunk = AudioChunk.of("s" + b, audio, PLAIN, b % 2 == 0);
            turns.add(new Turn<>(stage.begin("s" + b), chunk));
        }

        stage.advance(turns);

        for (int b = 0; b < 9; b++) {
            var alone = hear(stage.begin("s"), noise(b, 1_000 + 300 * b), PLAIN, b % 2 == 0);
            assertThat(joined(turns.get(b).outputs())).isEqualTo(joined(alone.outputs()));
            assertThat(turns.get(b).outputs().get(0).stream()).isEqualTo("s" + b);
        }
    }

    private Turn<FeatureState, AudioChunk, FeatureFrames> hear(
            byte[] bytes, AudioFormat format, boolean last) {
        return hear(state, bytes, format, last);
    }

    private Turn<FeatureState, AudioChunk, FeatureFrames> hear(
            FeatureState state, byte[] bytes, AudioFormat format, boolean last) {
        Turn<FeatureState, AudioChunk, FeatureFrames> turn =
                new Turn<>(state, AudioChunk.of("s", bytes, format, last));
        stage.advance(List.of(turn));
        return turn;
    }

    private static byte[] noise(long seed, int samples) {
        byte[] bytes = new byte[2 * samples];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static float[] joined(List<FeatureFrames> heard) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (FeatureFrames frames : heard) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * frames.values().length);
            bytes.asFloatBuffer().put(frames.values());
            all.writeBytes(bytes.array());
        }
        float[] joined = new float[all.size() / 4];
        ByteBuffer.wrap(all.toByteArray()).asFloatBuffer().get(joined);
        return joined;
    }
}
