package io.hearken.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.recognizer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the shipped model promises. */
class DigitsModelTest {
    @Test
    void hearsTheSamples() {
        List<Manifest.Entry> samples = Manifest.read(Path.of("../audio-samples/transcripts.tsv"));

        Evaluation evaluation =
                Evaluation.of(ModelFile.builtIn("digits"), Takes.of(samples), done -> {});

        assertThat(evaluation.skipped()).isEmpty();
        assertThat(evaluation.errors().words()).isEqualTo(180);
        assertThat(evaluation.errors().rate()).isLessThanOrEqualTo(0.05);
    }

    /** The set's own test split: repetitions 0 to 4 of each digit by each of the six speakers. */
    @Test
    @EnabledIfSystemProperty(named = "hearken.speech", matches = ".+")
    void hearsTheTestSplitOfTheFreeSpokenDigits() {
        Path manifest = Path.of(System.getProperty("hearken.speech"), "manifest.tsv");
        List<Manifest.Entry> split =
                Manifest.read(manifest).stream()
                        .filter(e -> e.audio().toString().matches(".*fsdd/._.*_[0-4]\\.wav"))
                        .toList();

        Evaluation evaluation =
                Evaluation.of(ModelFile.builtIn("digits"), Takes.of(split), done -> {});

        assertThat(evaluation.skipped()).isEmpty();
        assertThat(evaluation.errors().words()).isEqualTo(300);
        assertThat(evaluation.errors().rate()).isLessThanOrEqualTo(0.03);
    }
}
