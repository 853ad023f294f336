package io.hearken.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearken.audio.Manifest;
import io.hearken.audio.Recording;
import io.hearken.audio.WavFile;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakesTest {
    private static final Model DIGITS = ModelFile.builtIn("digits");

    @TempDir private Path folder;

    @Test
    void namesBrokenAndSilentFilesAndGoesOn() throws IOException {
        Files.writeString(folder.resolve("broken.wav"), "no audio");
        Files.write(folder.resolve("silent.wav"), WavFile.write(8_000, new float[800]));
        Files.write(folder.resolve("loud.wav"), WavFile.write(8_000, new float[] {0, 0.5f, 0}));
        List<Integer> progress = new ArrayList<>();

        Evaluation evaluation =
                Evaluation.of(
                        DIGITS,
                        Takes.of(entries("broken.wav", "silent.wav", "gone.wav", "loud.wav")),
                        progress::add);

        assertThat(evaluation.utterances()).hasSize(1);
        assertThat(evaluation.skipped())
                .satisfiesExactly(
                        first -> assertThat(first).contains("broken.wav: "),
                        second ->
                                assertThat(second)
                                        .endsWith("silent.wav: silent, expected something to hear"),
                        third -> assertThat(third).endsWith("gone.wav: no such file"));
        assertThat(progress).containsExactly(4);
    }

    @Test
    void saysWhyNothingIsLeft() throws IOException {
        Takes takes = Takes.of(entries("gone.wav", "lost.wav"));

        assertThatThrownBy(() -> Evaluation.of(DIGITS, takes, done -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the 2 recordings can be used, the first because: ")
                .hasMessageContaining("gone.wav: no such file");
    }

    @Test
    void theSetIsAColumnOrAFolder() throws IOException {
        byte[] audio = WavFile.write(8_000, new float[] {0.5f});
        Files.createDirectories(folder.resolve("duke"));
        Files.write(folder.resolve("duke/a.wav"), audio);
        Files.write(folder.resolve("b.wav"), audio);
        String manifest =
                "path\twords\tspeaker\tset\nduke/a.wav\t\t\t\nduke/a.wav\t\t\tmine\nb.wav\t\t\t\n";
        Path file = Files.writeString(folder.resolve("m.tsv"), manifest);

        assertThat(Takes.of(Manifest.read(file)).stream().map(Take::set))
                .containsExactly("duke", "mine", folder.getFileName().toString());
    }

    @Test
    void aRoomIsNothingToHear() throws IOException {
        Files.write(folder.resolve("a.wav"), WavFile.write(8_000, new float[] {0.5f}));
        String manifest = "path\twords\tspeaker\tkind\na.wav\t\t\trir\na.wav\t\t\tnoise\n";
        Path file = Files.writeString(folder.resolve("m.tsv"), manifest);

        assertThat(Takes.of(Manifest.read(file)).stream()).hasSize(1);
    }

    @Test
    void resultsAreOfTheFirstConditionAlone() {
        Take take =
                new Take(
                        "a",
                        "anna",
                        "",
                        Take.CLEAN,
                        Recording.of(8_000, new float[8_000]),
                        List.of("one"),
                        List.of());
        Takes takes = Takes.of(Stream.of(take, take.in("5 dB", take.audio())));

        Evaluation evaluation = Evaluation.of(DIGITS, takes, done -> {});

        assertThat(evaluation.total().utterances()).isEqualTo(1);
        assertThat(evaluation.bySpeaker()).extracting(Result::utterances).containsExactly(1);
        assertThat(evaluation.seconds()).isEqualTo(1);
        assertThat(evaluation.byCondition())
                .extracting(Result::name)
                .containsExactly("clean", "5 dB");
        assertThat(Report.html(evaluation)).contains("is of the first of these");
    }

    @Test
    void holdsNoMoreTakesThanItListensToAtOnce() throws IOException {
        Files.write(folder.resolve("a.wav"), WavFile.write(8_000, new float[] {0.5f}));
        Take take = Takes.of(entries("a.wav")).stream().findFirst().orElseThrow();
        List<Integer> made = new ArrayList<>();
        List<Integer> madeWhenHeard = new ArrayList<>();
        Takes takes = Takes.of(IntStream.range(0, 20).mapToObj(i -> take).peek(t -> made.add(1)));

        Evaluation.of(DIGITS, takes, done -> madeWhenHeard.add(made.size() - done));

        assertThat(madeWhenHeard).hasSizeGreaterThan(1).containsOnly(0);
    }

    private List<Manifest.Entry> entries(String... names) throws IOException {
        StringBuilder text = new StringBuilder("path\twords\tspeaker\n");
        for (String name : names) {
            text.append(name).append("\tone\tanna\n");
        }
        return Manifest.read(Files.writeString(folder.resolve("manifest.tsv"), text));
    }
}
