package io.hearken.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.stream.Origin.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    private static final Path GOLDEN = Path.of("test/resources/golden/codecs");
    private static final Origin ORIGIN =
            new Origin(
                    "audio",
                    3,
                    41,
                    1_700_000_000_000L,
                    List.of(
                            new Header("sample-rate", "8000".getBytes(UTF_8)),
                            new Header("trace", null),
                            new Header("trace", new byte[] {-1, 0, 7})));

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("audio-chunk", new AudioChunkCodec(), chunk()),
                Arguments.of("feature-frames", new FeatureFramesCodec(), frames()),
                Arguments.of("hypothesis", new HypothesisCodec(), hypothesis()),
                Arguments.of("rejected", new RejectedCodec(), rejected()));
    }

    private static AudioChunk chunk() {
        AudioFormat format = new AudioFormat(Encoding.PCM_ALAW, 8_000, 2);
        return new AudioChunk("Büro 7", new byte[] {1, 2, 3}, format, 41, true, ORIGIN);
    }

    private static FeatureFrames frames() {
        return new FeatureFrames("mic-7", new float[] {1, -0.5f, 3e-9f, 4}, 2, 48_000, false);
    }

    private static Hypothesis hypothesis() {
        List<Word> words = List.of(new Word("seven", 0.5, 0.9, 0.75), new Word("naïve", 1, 2, 1));
        return new Hypothesis("mic-7", 3, 5, true, words, 15.2, "digits@3f9c2a1b");
    }

    private static Hypothesis withAlternatives() {
        Hypothesis plain = hypothesis();
        List<Alternative> alternatives =
                List.of(new Alternative(plain.words(), 0.75), new Alternative(List.of(), 0.25));
        return new Hypothesis(
                plain.stream(), 3, 5, true, plain.words(), alternatives, 15.2, plain.model());
    }

    private static final List<Gap> GAPS = List.of(new Gap(1.25, 1.5), new Gap(3, 3));

    private static Hypothesis withGaps() {
        Hypothesis plain = withAlternatives();
        return new Hypothesis(
                plain.stream(),
                3,
                5,
                true,
                plain.words(),
                plain.alternatives(),
                GAPS,
                15.2,
                plain.model());
    }

    private static FeatureFrames framesWithGaps() {
        return new FeatureFrames("mic-7", new float[] {1, -0.5f}, 2, 48_000, false, GAPS, 1L << 40);
    }

    private static Rejected rejected() {
        Rejection reason = new Rejection(RejectionCodes.NO_KEY, "no key: …");
        return new Rejected(null, new byte[] {9, 8}, ORIGIN, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    <T> void whatIsWrittenIsReadAgain(String name, Codec<T> codec, T value) throws IOException {
        T read = read(codec, written(codec, value), codec.version());

        assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    <T> void aCopyIsEqual(String name, Codec<T> codec, T value) {
        assertThat(codec.copy(value)).usingRecursiveComparison().isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    <T> void readsVersion1(String name, Codec<T> codec, T value) throws IOException {
        Path file = GOLDEN.resolve(name + ".v1.txt");
        if (Boolean.getBoolean("golden.update") && codec.version() == 1) {
            update(file, written(codec, value));
        }
        byte[] bytes = HexFormat.of().parseHex(Files.readAllLines(file).get(1));

        assertThat(read(codec, bytes, 1)).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void readsTheAlternativesOfVersion2() throws IOException {
        HypothesisCodec codec = new HypothesisCodec();
        Path file = GOLDEN.resolve("hypothesis.v2.txt");
        byte[] bytes = HexFormat.of().parseHex(Files.readAllLines(file).get(1));

        assertThat(read(codec, bytes, 2)).isEqualTo(withAlternatives());
    }

    @Test
    void readsTheGapsOfHypothesesOfVersion3() throws IOException {
        readsAndWrites("hypothesis.v3.txt", new HypothesisCodec(), 3, withGaps());
    }

    @Test
    void readsTheGapsOfFramesOfVersion2() throws IOException {
        readsAndWrites("feature-frames.v2.txt", new FeatureFramesCodec(), 2, framesWithGaps());
    }

    private static <T> void readsAndWrites(String name, Codec<T> codec, int version, T value)
            throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update") && codec.version() == version) {
            update(file, written(codec, value));
        }
        byte[] bytes = HexFormat.of().parseHex(Files.readAllLines(file).get(1));

        assertThat(read(codec, bytes, version)).usingRecursiveComparison().isEqualTo(value);
        assertThat(written(codec, value)).isEqualTo(bytes);
    }

    @Test
    void changingACopyLeavesTheChunkAlone() {
        AudioChunk chunk = chunk();
        AudioChunk copy = new AudioChunkCodec().copy(chunk);

        copy.bytes()[0] = 99;
        copy.origin().headers().get(0).value()[0] = 99;

        assertThat(chunk).usingRecursiveComparison().isEqualTo(chunk());
    }

    @Test
    void changingACopyLeavesTheFramesAlone() {
        FeatureFrames frames = frames();

        new FeatureFramesCodec().copy(frames).values()[0] = 99;

        assertThat(frames).usingRecursiveComparison().isEqualTo(frames());
    }

    private static <T> byte[] written(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static <T> T read(Codec<T> codec, byte[] bytes, int version) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        T value = codec.read(new DataInputStream(in), version);
        assertThat(in.available()).as("bytes left over").isZero();
        return value;
    }

    private static void update(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        String how = "Written by CodecTest with -Dgolden.update; keep when the version rises.";
        Files.writeString(file, how + "\n" + HexFormat.of().formatHex(bytes) + "\n");
    }
}
