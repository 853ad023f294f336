package io.hearken.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Recording;
import io.hearken.audio.WavFile;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioFormat;
import io.hearken.stream.Encoding;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognizerTest {
    private static final AudioFormat PLAIN = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);

    @Test
    void hearsALoudSoundWhereItIs() {
        Recording recording = sound(0.5, 0.3, 1.5, 0.2);

        List<Hypothesis> heard = new Recognizer(TestModels.echo()).transcribe("s", recording);

        assertThat(heard).extracting(Hypothesis::text).containsExactly("one", "one");
        assertThat(heard).extracting(Hypothesis::utterance).containsExactly(0, 1);
        // A vector of 52 ms hears a sound as soon as its first frame of 32 ms does.
        assertThat(heard.get(0).start()).isCloseTo(0.5, within(0.06));
        assertThat(heard.get(0).end()).isCloseTo(0.8, within(0.06));
        assertThat(heard.get(1).start()).isCloseTo(2.3, within(0.06));
        assertThat(heard.get(1).end()).isCloseTo(2.5, within(0.06));
        assertThat(heard.get(1).audioProcessed()).isEqualTo(recording.seconds());
    }

    @Test
    void hearsNothingInSilence() {
        Recording silence = new Recording(PLAIN, new byte[48_000]);

        assertThat(new Recognizer(TestModels.echo()).recognize("s", silence)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void chunkingChangesNothing(long seed) {
        Endpoint quick = Endpoint.USUAL.withAfterSpeech(Duration.ofMillis(120));
        Recognizer recognizer =
                new Recognizer(TestModels.restless(), DecoderSettings.GREEDY.with(quick));
        byte[] audio = swelling(new Random(seed), 40_000);
        List<Hypothesis> expected = recognizer.recognize("s", new Recording(PLAIN, audio));
        assertThat(expected).hasSizeGreaterThan(10);

        Random random = new Random(seed);
        int longest = 1 << (3 + 2 * (int) seed);
        Recognizer.State state = recognizer.begin("s");
        List<Hypothesis> heard = new ArrayList<>();
        for (int from = 0; from < audio.length; ) {
            int to = Math.min(audio.length, from + random.nextInt(longest));
            byte[] cut = Arrays.copyOfRange(audio, from, to);
            heard.addAll(hear(recognizer, state, cut, to == audio.length).outputs());
            from = to;
        }

        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void anEndThatComesLateChangesNothing() {
        Recognizer recognizer = new Recognizer(TestModels.echo());
        Recording recording = sound(0.5, 0.3);
        List<Hypothesis> expected = recognizer.recognize("s", recording);

        Recognizer.State state = recognizer.begin("s");
        List<Hypothesis> heard =
                new ArrayList<>(hear(recognizer, state, recording.data(), false).outputs());
        Turn<Recognizer.State, AudioChunk, Hypothesis> end =
                new Turn<>(state, recognizer.ending("s"));
        recognizer.advance(List.of(end));
        heard.addAll(end.outputs());

        assertThat(heard).isEqualTo(expected);
        assertThat(end.ended()).isTrue();
    }

    @Test
    void aBrokenChunkHarmsNobodyElse() {
        Recognizer recognizer = new Recognizer(TestModels.echo());
        Recording recording = sound(0.5, 0.3);
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);
        Turn<Recognizer.State, AudioChunk, Hypothesis> broken =
                new Turn<>(recognizer.begin("b"), AudioChunk.of("b", new byte[] {1}, wav, false));
        Turn<Recognizer.State, AudioChunk, Hypothesis> good =
                new Turn<>(
                        recognizer.begin("s"), AudioChunk.of("s", recording.data(), PLAIN, true));

        recognizer.advance(List.of(broken, good));

        assertThat(broken.rejection()).isPresent();
        assertThat(broken.outputs()).isEmpty();
        assertThat(broken.ended()).isFalse();
        assertThat(good.rejection()).isEmpty();
        assertThat(good.ended()).isTrue();
        assertThat(good.outputs()).isEqualTo(recognizer.recognize("s", recording));
    }

    @Test
    void aRecordingThatCannotBeHeardIsNamed() {
        AudioFormat wav = new AudioFormat(Encoding.WAV, 8_000, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Recognizer(TestModels.echo())
                                        .recognize("call-7", new Recording(wav, new byte[] {1})))
                .withMessageStartingWith("call-7: ");
    }

    /** Noise that is loud and quiet in turn. */
    static byte[] swelling(Random random, int samples) {
        float[] noise = new float[samples];
        double level = 0;
        for (int n = 0; n < samples; n++) {
            level = n % 1_000 == 0 ? Math.pow(10, -4 * random.nextDouble()) : level;
            noise[n] = (float) (level * (2 * random.nextDouble() - 1));
        }
        return WavFile.parse(WavFile.write(8_000, noise)).data();
    }

    static Turn<Recognizer.State, AudioChunk, Hypothesis> hear(
            Recognizer recognizer, Recognizer.State state, byte[] bytes, boolean last) {
        Turn<Recognizer.State, AudioChunk, Hypothesis> turn =
                new Turn<>(state, AudioChunk.of("s", bytes, PLAIN, last));
        recognizer.advance(List.of(turn));
        return turn;
    }

    /** Seconds of silence and of noise in turn, and half a second of silence at the end. */
    private static Recording sound(double... seconds) {
        Random random = new Random(1);
        List<Float> samples = new ArrayList<>();
        for (int part = 0; part <= seconds.length; part++) {
            double length = part < seconds.length ? seconds[part] : 0.5;
            for (int n = 0; n < (int) Math.round(length * 8_000); n++) {
                samples.add(part % 2 == 0 ? 0f : (float) (0.2 * random.nextGaussian()));
            }
        }
        float[] all = new float[samples.size()];
        for (int n = 0; n < all.length; n++) {
            all[n] = samples.get(n);
        }
        return WavFile.parse(WavFile.write(8_000, all));
    }
}
