package io.hearken.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final Recipe RECIPE =
            Recipe.DEFAULT.with(Map.of("words", Tones.WORDS, "validation", 0.3));

    @TempDir Path folder;

    @Test
    void speakersAreEitherLearnedFromOrValidatedWith() throws IOException {
        Corpus.Split split = Corpus.read(Tones.corpus(folder, 20, 1), RECIPE);

        Set<String> learned = speakers(split.training());
        Set<String> held = speakers(split.validation());

        assertThat(learned).isNotEmpty().doesNotContainAnyElementsOf(held);
        assertThat(held).isNotEmpty();
        assertThat(learned.size() + held.size()).isEqualTo(20);
        assertThat(split.clips()).isEqualTo(60);
    }

    @Test
    void theOrderOfTheManifestMovesNobody() throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>(Tones.corpus(folder, 20, 1));
        Set<String> held = speakers(Corpus.read(entries, RECIPE).validation());

        Collections.shuffle(entries, new Random(1));

        assertThat(speakers(Corpus.read(entries, RECIPE).validation())).isEqualTo(held);
    }

    @Test
    void aboutTheShareAskedForIsHeld() {
        int held = 0;
        for (int speaker = 0; speaker < 10_000; speaker++) {
            held += Corpus.place("speaker-" + speaker) < 0.2 ? 1 : 0;
        }

        assertThat(held / 10_000.0).isCloseTo(0.2, within(0.03));
    }

    @Test
    void atLeastOneSpeakerIsHeldAndOneLeft() throws IOException {
        List<Manifest.Entry> two = Tones.corpus(folder, 2, 3);

        Corpus.Split split = Corpus.read(two, RECIPE.with(Map.of("validation", 1e-6)));

        assertThat(split.held()).isEqualTo(1);
        assertThat(speakers(split.training())).hasSize(1);
    }

    @Test
    void oneSpeakerIsTooFew() throws IOException {
        List<Manifest.Entry> alone = Tones.corpus(folder, 1, 3);

        assertThatThrownBy(() -> Corpus.read(alone, RECIPE))
                .hasMessage(
                        "training needs at least two speakers, one of them to validate with, got"
                                + " [speaker0]");
    }

    @Test
    void whereNothingIsLeftItSaysWhy() {
        Path gone = folder.resolve("gone.wav");
        Manifest.Entry entry =
                new Manifest.Entry(gone, List.of("low"), "anna", Map.of("path", "gone.wav"));

        assertThatThrownBy(() -> Corpus.read(List.of(entry), RECIPE))
                .hasMessage(
                        "none of 1 recordings can be learned from, the first because: %s: no such"
                                + " file",
                        gone);
    }

    @Test
    void aSourceWithoutRecordingsIsAMistake() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 20, 1);
        Recipe recipe = RECIPE.with(Map.of("sources", Map.of("spaeker=1", 3)));

        assertThatThrownBy(() -> Corpus.read(entries, recipe))
                .hasMessage("sources: none of 60 recordings is of spaeker=1");
    }

    @Test
    void recordingsOfOtherWordsAreLeftOutIfTheRecipeSaysSo() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 20, 1);
        Recipe two = RECIPE.with(Map.of("words", List.of("low", "high"), "others", 0));

        Corpus.Split split = Corpus.read(entries, two);

        assertThat(split.clips()).isEqualTo(40);
        assertThat(split.skipped()).isEmpty();
        assertThat(split.alphabet().symbols()).containsExactly("<blank>", "low", "high");
    }

    @Test
    void otherWordsAreDrawnAsOftenAsTheRecipeSays() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 20, 1);
        Recipe two = RECIPE.with(Map.of("words", List.of("low", "high"), "others", 0.4));

        Corpus.Split split = Corpus.read(entries, two);

        int rise = split.alphabet().symbols().indexOf("rise");
        SplittableRandom random = new SplittableRandom(1);
        int drawn = 0;
        for (int n = 0; n < 5_000; n++) {
            drawn += split.training().word(random).words()[0] == rise ? 1 : 0;
        }
        assertThat(split.clips()).isEqualTo(60);
        assertThat(drawn / 5_000.0).isCloseTo(0.4, within(0.03));
    }

    @Test
    void whatTheRecipeExcludesIsNotRead() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 20, 1);
        Recipe some = RECIPE.with(Map.of("exclude", List.of("speaker=^speaker1$")));

        Corpus.Split split = Corpus.read(entries, some);

        assertThat(split.clips()).isEqualTo(57);
    }

    @Test
    void aSourceHasItsShareHoweverManyRecordingsItHas() throws IOException {
        List<Manifest.Entry> entries = Tones.corpus(folder, 20, 1);
        String favoured =
                entries.stream()
                        .map(Manifest.Entry::speaker)
                        .filter(s -> Corpus.place(s) >= 0.3)
                        .findFirst()
                        .orElseThrow();
        String filter = "speaker=^" + favoured + "$";
        Recipe recipe = RECIPE.with(Map.of("sources", Map.of(filter, 3)));

        Corpus corpus = Corpus.read(entries, recipe).training();

        assertThat(shareOf(favoured, corpus)).isCloseTo(3.0 / (3 + 1), within(0.02));
    }

    private static double shareOf(String speaker, Corpus corpus) {
        SplittableRandom random = new SplittableRandom(1);
        int drawn = 0;
        for (int n = 0; n < 20_000; n++) {
            drawn += corpus.word(random).speaker().equals(speaker) ? 1 : 0;
        }
        return drawn / 20_000.0;
    }

    @Test
    void recordingsWithoutWordsAreNoiseOrRooms() throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>(Tones.corpus(folder, 20, 1));
        Path noise = folder.resolve("noise.wav");
        Tones.write(noise, Tones.word("rise", 1, new Random(1)));
        entries.add(new Manifest.Entry(noise, List.of(), "", Map.of()));
        entries.add(new Manifest.Entry(noise, List.of(), "", Map.of("kind", "rir")));
        entries.add(new Manifest.Entry(noise, List.of("low", "high"), "speaker1", Map.of()));

        Corpus.Split split = Corpus.read(entries, RECIPE);

        assertThat(split.training().hasNoise()).isTrue();
        assertThat(split.validation().hasNoise()).isTrue();
        assertThat(split.training().hasRooms()).isTrue();
        assertThat(split.training().hasConnected() || split.validation().hasConnected()).isTrue();
        assertThat(split.clips()).isEqualTo(61);
    }

    @Test
    void aSpeakerWithManyRecordingsCountsForMoreButNotInProportion() throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        List<Manifest.Entry> all = Tones.corpus(folder, 20, 1);
        String diligent =
                all.stream()
                        .map(Manifest.Entry::speaker)
                        .filter(s -> Corpus.place(s) >= 0.3)
                        .findFirst()
                        .orElseThrow();
        for (Manifest.Entry entry : all) {
            int times = entry.speaker().equals(diligent) ? 20 : 1;
            entries.addAll(Collections.nCopies(times, entry));
        }
        Corpus corpus = Corpus.read(entries, RECIPE).training();

        Set<String> others = speakers(corpus);
        // 20 clips of weight 20^-0.5 against one of weight 1 for everybody else.
        double weight = 20 * Math.pow(20, -0.5);
        assertThat(shareOf(diligent, corpus))
                .isCloseTo(weight / (weight + others.size() - 1), within(0.02));
    }

    private static Set<String> speakers(Corpus corpus) {
        SplittableRandom random = new SplittableRandom(1);
        Set<String> speakers = new HashSet<>();
        for (int n = 0; n < 5_000; n++) {
            speakers.add(corpus.word(random).speaker());
        }
        return speakers;
    }
}
