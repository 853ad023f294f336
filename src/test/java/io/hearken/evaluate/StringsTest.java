package io.hearken.evaluate;

import static io.hearken.evaluate.Whistles.RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hearken.audio.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StringsTest {
    @TempDir Path folder;
    private List<Manifest.Entry> entries;

    @BeforeEach
    void speak() throws IOException {
        entries =
                Whistles.record(
                        folder,
                        "whistles/a.wav 500 anna",
                        "whistles/b.wav 1000 anna",
                        "whistles/c.wav 700 ben",
                        "whistles/d.wav 1400 ben",
                        "whistles/e.wav 2000 ben",
                        "whistles/f.wav 3000+3500 ben",
                        "whistles/g.wav 2500 carl");
    }

    @Test
    void everyWordIsSaidWhenTheTimesSay() {
        for (Take take : strings(Strings.of(20))) {
            float[] samples = take.audio().samples(RATE);
            for (int i = 0; i < take.said().size(); i++) {
                int from = sample(take.times().get(i).start());
                int to = sample(take.times().get(i).end());

                assertThat(to - from).isEqualTo(1_600);
                assertThat(Whistles.pitch(samples, from, to))
                        .isCloseTo(Integer.parseInt(take.said().get(i)), within(10.0));
                assertThat(Whistles.level(samples, from - 160, from)).isLessThan(1e-3);
                assertThat(Whistles.level(samples, to, to + 160)).isLessThan(1e-3);
            }
        }
    }

    @Test
    void wordsFollowOneAnotherAsAPersonSpeaks() {
        for (Take take : strings(Strings.of(20))) {
            float[] samples = take.audio().samples(RATE);
            assertThat(take.said()).hasSizeBetween(3, 10);
            for (int i = 0; i < take.said().size(); i++) {
                Take.Span word = take.times().get(i);
                double level = Whistles.level(samples, sample(word.start()), sample(word.end()));
                assertThat(20 * Math.log10(level)).isBetween(-26.03 - 2, -26.02 + 2);
                if (i > 0) {
                    double gap = word.start() - take.times().get(i - 1).end();
                    assertThat(gap).isBetween(0.0499, 0.4);
                }
            }
            for (int n = 0; n + 80 <= samples.length; n += 80) {
                assertThat(Whistles.level(samples, n, n + 80)).isPositive();
            }
        }
    }

    @Test
    void aStringIsOneSpeakersAndEverySpeakerOfTwoWordsGetsHisShare() {
        List<Take> strings = strings(Strings.of(21));

        assertThat(strings).extracting(Take::name).doesNotHaveDuplicates();
        assertThat(strings).extracting(Take::condition).containsOnly("strings");
        assertThat(strings).extracting(Take::set).containsOnly("whistles");
        assertThat(said(strings, "anna")).containsOnly("500", "1000");
        assertThat(said(strings, "ben")).containsOnly("700", "1400", "2000");
        assertThat(strings).extracting(Take::speaker).containsOnly("anna", "ben");
        assertThat(strings.stream().filter(s -> s.speaker().equals("anna")).count())
                .isBetween(10L, 11L);
    }

    @Test
    void noRecordingComesTwiceBeforeAllOthersCameOnce() {
        List<Take> strings = strings(new Strings(4, 3, 3, 1));

        assertThat(strings)
                .filteredOn(string -> string.speaker().equals("ben"))
                .hasSize(2)
                .allSatisfy(
                        s -> assertThat(s.said()).containsExactlyInAnyOrder("700", "1400", "2000"));
    }

    @Test
    void theSeedAloneMakesTheStrings() {
        List<List<String>> once =
                strings(new Strings(6, 3, 10, 1)).stream().map(Take::said).toList();
        List<List<String>> again =
                strings(new Strings(6, 3, 10, 1)).stream().map(Take::said).toList();
        List<List<String>> other =
                strings(new Strings(6, 3, 10, 2)).stream().map(Take::said).toList();

        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
        assertThat(strings(Strings.of(6)).get(0).audio().data())
                .isEqualTo(strings(Strings.of(6)).get(0).audio().data());
    }

    @Test
    void namesWhatIsBrokenAndGoesOnWithoutIt() throws IOException {
        Files.writeString(folder.resolve("whistles/c.wav"), "no audio");
        Takes takes = Strings.of(6).takes(entries, RATE);

        List<Take> strings = takes.stream().toList();

        assertThat(takes.skipped()).singleElement().asString().contains("c.wav: the file starts");
        assertThat(said(strings, "ben")).containsOnly("1400", "2000");
    }

    @Test
    void nothingToComposeIsAnError() {
        assertThatThrownBy(() -> Strings.of(5).takes(entries.subList(5, 7), RATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no speaker says two different words");
        assertThatThrownBy(() -> Strings.of(0)).hasMessage("strings must be at least 1, got 0");
    }

    private List<Take> strings(Strings strings) {
        return strings.takes(entries, RATE).stream().toList();
    }

    private static List<String> said(List<Take> takes, String speaker) {
        return takes.stream()
                .filter(take -> take.speaker().equals(speaker))
                .flatMap(take -> take.said().stream())
                .toList();
    }

    private static int sample(double seconds) {
        return (int) Math.round(seconds * RATE);
    }
}
