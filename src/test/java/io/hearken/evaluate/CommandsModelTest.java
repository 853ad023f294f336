package io.hearken.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearken.audio.Manifest;
import io.hearken.recognizer.Model;
import io.hearken.recognizer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shipped model promises. */
class CommandsModelTest {
    private static final Model COMMANDS = ModelFile.builtIn("commands");

    @Test
    void hearsTheSamplesAndNothingElse() {
        Path manifest = Path.of("../audio-samples/commands/transcripts.tsv");
        List<Manifest.Entry> samples = Manifest.read(manifest);

        Evaluation evaluation = Evaluation.of(COMMANDS, Takes.of(samples), done -> {});

        assertThat(evaluation.skipped()).isEmpty();
        assertThat(evaluation.errors().words()).isEqualTo(20);
        assertThat(evaluation.errors().rate()).isLessThanOrEqualTo(0.2);
        assertThat(evaluation.errors().insertions()).isZero();
        assertThat(evaluation.inOtherWords().labels()).isZero();
    }

    @Test
    void hasAThresholdForEveryWord() {
        assertThat(COMMANDS.speech().thresholds()).containsOnlyKeys(COMMANDS.vocabulary());
    }
}
