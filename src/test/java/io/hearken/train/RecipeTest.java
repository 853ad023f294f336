package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearken.feature.FeatureSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    @TempDir Path folder;

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        Recipe recipe =
                read(
                        """
                        words: [lights, "on", "off"]   # YAML 1.1 would take a bare on for true
                        updates: 500
                        sources:
                          path=mine/: 3
                        """);

        assertThat(recipe)
                .isEqualTo(
                        Recipe.DEFAULT.with(
                                Map.of(
                                        "words",
                                        List.of("lights", "on", "off"),
                                        "updates",
                                        500,
                                        "sources",
                                        Map.of("path=mine/", 3))));
        assertThat(recipe.hidden()).isEqualTo(Recipe.DEFAULT.hidden());
    }

    @Test
    void wordsThatYamlMightTakeForTruthStayWords() throws IOException {
        Recipe recipe = read("words: [yes, no, on, off]");

        assertThat(recipe.words()).containsExactly("yes", "no", "on", "off");
        assertThat(read(recipe.text())).isEqualTo(recipe);
    }

    @Test
    void theTextSaysAll() throws IOException {
        Recipe recipe = Recipe.DEFAULT.with(Map.of("seed", 7, "sources", Map.of("set=a|b", 0.5)));

        assertThat(read(recipe.text())).isEqualTo(recipe);
    }

    @Test
    void changesMayComeAsText() {
        assertThat(
                        Recipe.DEFAULT.with(
                                Map.of("updates", "12", "rate", "0.01", "words", "[on, off]")))
                .isEqualTo(
                        Recipe.DEFAULT.with(
                                Map.of(
                                        "updates",
                                        12,
                                        "rate",
                                        0.01,
                                        "words",
                                        List.of("on", "off"))));
    }

    @Test
    void theRateDecidesWhatIsHeard() {
        assertThat(Recipe.DEFAULT.features()).isEqualTo(FeatureSpec.SPEECH_8K);
        assertThat(Recipe.DEFAULT.with(Map.of("sampleRate", 16_000)).features())
                .isEqualTo(FeatureSpec.SPEECH_16K);
    }

    @Test
    void rowsOfPixelsAreHeardAsTheyAre() {
        Recipe recipe =
                Recipe.DEFAULT.with(Map.of("head", "utterance", "rawFrame", 28, "seconds", 0.098));

        assertThat(recipe.features()).isEqualTo(FeatureSpec.ofSamples(8_000, 28));
        assertThat(recipe.steps()).isEqualTo(28);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "updats: 5|no setting updats among [words, ",
                "updates: many|updates must be a whole number",
                "updates: 1.5|updates must be a whole number",
                "words: on, off|words must be a list, such as [on, off]",
                "exclude: path=a|exclude must be a list, such as [on, off]",
                "sources: 3|sources must be shares, such as {path=mine/: 3}",
                "sources: {path=a: many}|sources must be a number",
                "expectedOthers: 0|expectedOthers must be above 0 and below 1, got 0.0",
                "updates: 0|updates must be positive, got 0",
                "sampleRate: 44100|sampleRate must be 8000 or 16000, got 44100",
                "rawFrame: 28|rawFrame must be 0, or 4 to 1024 with head utterance, got 28 with head"
                        + " ctc",
                "seconds: 1|seconds must be at least 1.5 and at most 60, got 1.0",
                "exclude: ['(']|( is not a regular expression: ",
                "sources: {'set=a': -1}|the share of set=a must be positive, got -1.0",
                "just words|expected lines such as \"updates: 8000\"",
                "words: [a|while parsing a flow sequence"
            })
    void aMistakeIsNamedWithItsFile(String text, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.read(file))
                .withMessageStartingWith(file + ": " + problem);
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = folder.resolve("none.yaml");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.read(none))
                .withMessage(none + ": no such recipe");
    }

    private Recipe read(String text) throws IOException {
        return Recipe.read(Files.writeString(folder.resolve("recipe.yaml"), text));
    }
}
