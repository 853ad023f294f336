package io.hearken.feature;

import static io.hearken.feature.FeatureSpec.SPEECH_8K;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.stream.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndTest {
    private static final Codec<FrontEndState> CODEC = new FrontEndStateCodec();

    private final FrontEnd frontEnd = new FrontEnd(SPEECH_8K, learned());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cuttingChangesNothing(long seed) {
        Random random = new Random(seed);
        float[] audio = Signals.noise(seed, random.nextInt(6_000), 0.1);
        int longest = 1 << random.nextInt(13);

        FrontEndState state = new FrontEndState();
        float[] vectors = new float[0];
        for (int from = 0; from < audio.length; ) {
            int to = Math.min(audio.length, from + random.nextInt(longest + 1));
            vectors = join(vectors, frontEnd.advance(state, Arrays.copyOfRange(audio, from, to)));
            from = to;
        }

        assertThat(vectors).isEqualTo(frontEnd.whole(audio));
    }

    @Test
    void withoutFiltersVectorsAreTheSamples() {
        float[] audio = Signals.noise(31, 100, 0.1);
        FrontEnd raw = new FrontEnd(FeatureSpec.ofSamples(8_000, 28), Normalization.identity(28));

        FrontEndState state = new FrontEndState();
        float[] first = raw.advance(state, Arrays.copyOf(audio, 50));
        float[] rest = raw.advance(state, Arrays.copyOfRange(audio, 50, 100));

        assertThat(join(first, rest)).isEqualTo(Arrays.copyOf(audio, 84));
    }

    @Test
    void singleSamplesChangeNothing() {
        float[] audio = Signals.noise(30, 1_500, 0.1);

        FrontEndState state = new FrontEndState();
        float[] vectors = new float[0];
        for (float sample : audio) {
            vectors = join(vectors, frontEnd.advance(state, new float[] {sample}));
        }

        assertThat(vectors).isEqualTo(frontEnd.whole(audio));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 415, 416, 417, 655, 656, 8_000})
    void givesAsManyVectorsAsTheSpecPromises(int samples) {
        float[] vectors = frontEnd.whole(new float[samples]);

        assertThat(vectors)
                .hasSize(
                        (int) (SPEECH_8K.framesIn(samples) / SPEECH_8K.stack())
                                * SPEECH_8K.dimension());
    }

    @Test
    void aVectorIsThreeFramesSideBySide() {
        float[] audio = Signals.noise(31, SPEECH_8K.vectorSamples(), 0.1);

        float[] vector =
                new FrontEnd(SPEECH_8K, Normalization.identity(SPEECH_8K.dimension())).whole(audio);

        float[] frames = new float[60];
        Mfcc mfcc = new Mfcc(SPEECH_8K);
        for (int i = 0; i < 3; i++) {
            mfcc.coefficients(audio, i * 80, frames, i * 20);
        }
        assertThat(vector).isEqualTo(frames);
    }

    @Test
    void streamsNeverHearEachOther() {
        float[] one = Signals.noise(32, 1_000, 0.1);
        float[] two = Signals.noise(33, 1_000, 0.1);
        FrontEndState first = new FrontEndState();
        FrontEndState second = new FrontEndState();

        float[] ofOne = frontEnd.advance(first, Arrays.copyOf(one, 500));
        float[] ofTwo = frontEnd.advance(second, Arrays.copyOf(two, 500));
        ofOne = join(ofOne, frontEnd.advance(first, Arrays.copyOfRange(one, 500, 1_000)));
        ofTwo = join(ofTwo, frontEnd.advance(second, Arrays.copyOfRange(two, 500, 1_000)));

        assertThat(ofOne).isEqualTo(frontEnd.whole(one));
        assertThat(ofTwo).isEqualTo(frontEnd.whole(two));
    }

    @Test
    void keepsLessThanAFrameAndAVector() {
        FrontEndState state = new FrontEndState();

        frontEnd.advance(state, Signals.noise(34, 10_000, 0.1));

        assertThat(state.samples).hasSizeLessThan(SPEECH_8K.frameLength());
        assertThat(state.coefficients).hasSizeLessThan(SPEECH_8K.dimension());
    }

    @Test
    void resumesFromBytesAsIfNothingHappened() throws IOException {
        float[] audio = Signals.noise(35, 4_000, 0.1);
        FrontEndState state = new FrontEndState();
        float[] before = frontEnd.advance(state, Arrays.copyOf(audio, 1_777));

        FrontEndState resumed = read(bytes(state), CODEC.version());
        float[] after = frontEnd.advance(resumed, Arrays.copyOfRange(audio, 1_777, 4_000));

        assertThat(join(before, after)).isEqualTo(frontEnd.whole(audio));
        assertThat(resumed.samples).isNotSameAs(state.samples);
    }

    @Test
    void aCopyOfAStateLivesOnItsOwn() throws IOException {
        FrontEndState state = new FrontEndState();
        frontEnd.advance(state, Signals.noise(36, 1_000, 0.1));
        byte[] before = bytes(state);

        FrontEndState copy = CODEC.copy(state);
        assertThat(bytes(copy)).isEqualTo(before);
        frontEnd.advance(copy, Signals.noise(37, 1_000, 0.1));
        Arrays.fill(copy.samples, 0);

        assertThat(bytes(state)).isEqualTo(before);
    }

    @Test
    void refusesStatesOfTheFuture() throws IOException {
        byte[] bytes = bytes(new FrontEndState());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(bytes, 2))
                .withMessage("front-end state of version 2 cannot be read, only 1");
    }

    @Test
    void refusesANormalizationOfAnotherSpec() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrontEnd(SPEECH_8K, Normalization.identity(13)))
                .withMessageStartingWith(
                        "features have 60 numbers per vector, but the normalization has 13");
    }

    private static Normalization learned() {
        float[] raw =
                new FrontEnd(SPEECH_8K, Normalization.identity(SPEECH_8K.dimension()))
                        .whole(Signals.noise(0, 8_000, 0.1));
        return Normalization.of(List.of(raw), SPEECH_8K.dimension());
    }

    private static byte[] bytes(FrontEndState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CODEC.write(state, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static FrontEndState read(byte[] bytes, int version) throws IOException {
        return CODEC.read(new DataInputStream(new ByteArrayInputStream(bytes)), version);
    }

    private static float[] join(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
